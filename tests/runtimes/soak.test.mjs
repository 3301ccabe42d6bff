// About half a minute of calls with faults in each runtime, two at a time. `cargo xtask soak --minutes N` takes longer.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { needs } from './project.mjs';
import { RUNTIMES, faultsOf, soak } from './soak/run.mjs';

const SECONDS = 25;

/** What is left after each of 80 slices of a thousand calls. */
const slicesOf = (heapAt) => Array.from({ length: 80 }, (_, index) => ({ heap: heapAt(index * 1_000), outcomes: { ok: 900, server: 100 }, unsettled: [], timers: 0, listeners: 0, unhandled: [], requests: 0 }));
const wobble = (calls) => 300_000 * (0.5 + 0.5 * Math.sin(calls / 2_700));

for (const [what, heapAt, isLeak] of [
  ['a leak of 60 bytes a call', (calls) => 12e6 + 60 * calls + wobble(calls), true],
  ['a leak of 400 bytes a call', (calls) => 12e6 + 400 * calls, true],
  ['a heap that wobbles', (calls) => 12e6 + wobble(calls), false],
  ['one that levels off', (calls) => 15e6 - 4e6 / (1 + calls / 5_000) + wobble(calls), false],
  ['one that grows in steps', (calls) => 12e6 + 393_216 * Math.floor(calls / 30_000) + wobble(calls), false],
  ['one that grows by twenty megabytes at once', (calls) => (calls < 40_000 ? 12e6 : 33e6), true],
]) {
  test(`${what} is ${isLeak ? '' : 'not '}told of`, () => assert.equal(faultsOf(slicesOf(heapAt)).length > 0, isLeak));
}

describe('calls with faults leave nothing behind', { concurrency: 2 }, () => {
  for (const runtime of RUNTIMES) {
    test(runtime.title, needs(runtime.needs, runtime.name), async () => {
      const slices = await soak(runtime, SECONDS);
      assert.ok(slices.length > 1);
      assert.deepEqual(faultsOf(slices), []);
    });
  }
});
