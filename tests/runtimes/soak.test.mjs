// About half a minute of calls with faults in each runtime, two at a time. `cargo xtask soak --minutes N` takes longer.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { needs } from './project.mjs';
import { RUNTIMES, faultsOf, soak } from './soak/run.mjs';

const SECONDS = 25;

describe('calls with faults leave nothing behind', { concurrency: 2 }, () => {
  for (const runtime of RUNTIMES) {
    test(runtime.title, needs(runtime.needs, runtime.name), async () => {
      const slices = await soak(runtime, SECONDS);
      assert.ok(slices.length > 1);
      assert.deepEqual(faultsOf(slices), []);
    });
  }
});
