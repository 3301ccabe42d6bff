/**
 * A process of its own for one contender: `node first-call.mjs <module> <example>`. Prints how long its import took, and
 * then its first verdict, with all that has to be made or compiled before it.
 */

import { readFileSync } from 'node:fs';

const [module, example] = process.argv.slice(2);
const text = readFileSync(example, 'utf8');

const started = performance.now();
const { make } = await import(`./contenders/${module}.mjs`);
const imported = performance.now();
const verdict = make().text(text);
const judged = performance.now();

if (!verdict) throw new Error(`${module} refuses the example`);
console.log(JSON.stringify({ importMs: imported - started, callMs: judged - imported }));
