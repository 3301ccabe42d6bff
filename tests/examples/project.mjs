// Where the tests find what they need: a copy of this folder, made by `cargo xtask test examples`, and beside it the examples,
// each installed from its own lock file.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { arch, platform } from 'node:os';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** The checkout, for the tables in tests/cases/. */
export const checkout = process.env.CHECKOUT;
if (!checkout) throw new Error('Start these tests with `cargo xtask test examples`, which installs what they need.');

/** The installed copy of a folder of examples-web/. */
export const example = (name) => join(folder, '..', `examples-web-${name}`);

const isNewEnough = Number.parseFloat(process.versions.node) >= 22.12;
const node22 = join(folder, 'node_modules/node22/bin/node');
/** A Node that Wrangler and Miniflare start in, which refuse Node 20; undefined where there is none. */
export const newNode = isNewEnough ? process.execPath : existsSync(node22) ? node22 : undefined;

/** For `test`: skips it, and says why, where that Node is missing. */
export const needsNewNode = {
  skip: newNode ? false : `SKIPPED, NOT TESTED: there is no Node 22.12 for this machine (${platform()} ${arch()})`,
};
