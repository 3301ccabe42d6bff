/**
 * A process of its own for one contender: `node --expose-gc memory.mjs <module> <example> <count>`. Prints what the process
 * holds after some calls, and after `count` more: of every form, valid and not.
 */

import { readFileSync } from 'node:fs';
import { faulty, inputs } from './inputs.mjs';

const [module, example, count] = process.argv.slice(2);

/** The package does not show its memory, so it is met where it is made. */
const memories = [];
WebAssembly.Instance = class extends WebAssembly.Instance {
  constructor(...words) {
    super(...words);
    if (this.exports.memory) memories.push(this.exports.memory);
  }
};

const { make } = await import(`./contenders/${module}.mjs`);
const judge = make();
const [small, whole] = inputs(readFileSync(example, 'utf8'));
const wrong = { patches: faulty().object.patches.slice(0, 1) };

const CALLS = [
  () => judge.bytes(small.bytes),
  () => judge.text(small.text),
  () => judge.object(small.object),
  () => judge.text(whole.text),
  () => judge.objectIssues(wrong) > 0,
];

function judgeAll(times) {
  for (let call = 0; call < times; call++) {
    if (!CALLS[call % CALLS.length]()) throw new Error('a wrong verdict');
  }
}

function held() {
  for (let round = 0; round < 3; round++) globalThis.gc();
  const { rss, heapUsed } = process.memoryUsage();
  return { rss, heap: heapUsed, wasm: memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0) };
}

// Engines settle over the first calls: they compile, and find out how large their heap should be.
judgeAll(Number(count) / 10);
const before = held();
judgeAll(Number(count));
console.log(JSON.stringify({ before, after: held() }));
