// Every operation of the client in random order, with faults, against the emulator and a naive model; see model.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { walk } from './model.mjs';

const STEPS = 2_500;
/** Another one each time; what fails names it. */
const seed = Number(process.env.MODEL_SEED ?? Date.now() % 2 ** 31);

test(`the emulator is what the model says after each step from the seed ${seed}`, async () => {
  const counts = await walk({ steps: STEPS, seed });
  // No operation is left out.
  assert.ok(Object.keys(counts).length === 16 && Object.values(counts).every((count) => count > 80), JSON.stringify(counts));
});
