// What the tests take of node:test. They are kept here, and run as often as runner.mjs asks for it.

import { mock } from 'node:test';

const MockTracker = mock.constructor;

/** `{ before, after, tests }`, in the order in which they were loaded. */
export const files = [];

/** The tests that follow are of the file of this name. */
export const openFile = (name) => files.push({ name, before: [], after: [], tests: [] });

const file = () => files.at(-1);

export const before = (run) => file().before.push(run);
export const after = (run) => file().after.push(run);

export function test(name, run) {
  if (typeof run !== 'function') throw new Error(`tests/mutants/node-test.mjs knows no options of tests, as ${name} has`);
  const { tests } = file();
  tests.push({ id: `${file().name}:${tests.length} ${name}`, run });
}

/** Runs a test, and undoes what it has mocked. */
export async function perform({ run }) {
  const tracker = new MockTracker();
  const afterwards = [];
  const context = {
    mock: tracker,
    after: (undo) => afterwards.push(undo),
    test: (name, part) => part(context),
  };
  try {
    await run(context);
  } finally {
    for (const undo of afterwards) await undo();
    tracker.reset();
  }
}
