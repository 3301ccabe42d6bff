// One group of groups.json. What Stryker has changed is bundled and put in the place of the installed package; runner.mjs runs the
// tests of the checkout against that.

import { sources, without } from './group.mjs';

const { CONCURRENCY, GROUP, XTASK } = process.env;

export default {
  plugins: ['./runner.mjs'],
  mutate: sources.map((source) => `pkg/js/${source}`),
  mutator: { excludedMutations: Object.keys(without) },
  buildCommand: `${XTASK.replaceAll(' ', '\\ ')} mutants js bundle`,
  // The build has made one already.
  symlinkNodeModules: false,
  testRunner: 'one-process',
  coverageAnalysis: 'perTest',
  concurrency: Number(CONCURRENCY ?? 2),
  // An endless loop is told by its turns; the rest may be a slow machine.
  timeoutMS: 10_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  // What nobody noticed, and is not listed, is told of at the end.
  reporters: ['json', 'progress-append-only'],
  jsonReporter: { fileName: `reports/${GROUP}.json` },
  thresholds: { high: 100, low: 100, break: null },
  allowConsoleColors: false,
};
