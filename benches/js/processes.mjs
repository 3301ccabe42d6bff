/** What needs a fresh process: first calls and memory. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CONTENDERS } from './contenders.mjs';

const run = promisify(execFile);
const script = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Medians over processes that take turns. */
export async function firstCalls(example, rounds) {
  const judges = CONTENDERS.filter(({ package: name }) => name);
  const times = judges.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { module }] of judges.entries()) {
      times[index].push(await runJson('first-call.mjs', module, example));
    }
  }
  return judges.map(({ name }, index) => ({
    name,
    importMs: median(times[index].map(({ importMs }) => importMs)),
    callMs: median(times[index].map(({ callMs }) => callMs)),
  }));
}

/** Of the package and of two peers, for the comparison. */
export async function memory(example, count) {
  const results = [];
  for (const { name, module } of CONTENDERS.filter(({ module }) => ['package', 'ajv', 'zod'].includes(module))) {
    results.push({ name, ...(await runJson('--expose-gc', 'memory.mjs', module, example, String(count))) });
  }
  return { count, results };
}

async function runJson(...words) {
  const { stdout } = await run(process.execPath, words.map((word) => (/^[\w-]+\.mjs$/.test(word) ? script(word) : word)));
  return JSON.parse(stdout);
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
