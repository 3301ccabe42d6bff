// The group of groups.json that `cargo xtask mutants js` names in GROUP.

import { readFileSync } from 'node:fs';

const groups = JSON.parse(readFileSync(new URL('groups.json', import.meta.url), 'utf8'));

export const { sources, tests, without = {} } = groups.find(({ name }) => name === process.env.GROUP);
