/**
 * How long to take. Of every comparison: `warmMs` of warming up for each task, at most `rounds` samples of `sampleMs` each,
 * and fewer, but at least `fewestRounds`, when they take longer than `groupMs`.
 */

export const FULL = {
  method: { warmMs: 40, sampleMs: 1, rounds: 101, fewestRounds: 9, groupMs: 2_500 },
  firstCalls: 11,
  memoryCalls: 1_000_000,
};

export const QUICK = {
  method: { warmMs: 20, sampleMs: 1, rounds: 9, fewestRounds: 3, groupMs: 500 },
  firstCalls: 3,
  memoryCalls: 100_000,
};

/**
 * Measures nothing that means anything: only to see that all is well. Cold code gets faster between two batches, and the
 * clock of a browser has steps of 0.1 ms, so that shorter samples may take no time at all.
 */
export const GLANCE = {
  method: { warmMs: 0, sampleMs: 2, rounds: 1, fewestRounds: 1, groupMs: 0 },
  firstCalls: 1,
  memoryCalls: 1_000,
};
