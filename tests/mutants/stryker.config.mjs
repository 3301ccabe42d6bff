// One group of groups.json, which `cargo xtask mutants js` names. What Stryker has changed is bundled and put in the place of
// the installed package; the tests are those of the checkout.

import { readFileSync } from 'node:fs';

const { CHECKOUT, GROUP, XTASK } = process.env;
const groups = JSON.parse(readFileSync(new URL('groups.json', import.meta.url), 'utf8'));
const { sources, tests, without = {} } = groups.find(({ name }) => name === GROUP);

export default {
  plugins: ['@stryker-mutator/tap-runner'],
  mutate: sources.map((source) => `pkg/js/${source}`),
  mutator: { excludedMutations: Object.keys(without) },
  buildCommand: `${XTASK.replaceAll(' ', '\\ ')} mutants js bundle`,
  // The build has made one already.
  symlinkNodeModules: false,
  testRunner: 'tap',
  tap: {
    testFiles: tests.map((test) => `${CHECKOUT}/tests/package/${test}.test.mjs`),
    // The first failure ends a file.
    forceBail: true,
    nodeArgs: ['-r', '{{hookFile}}', '--test-reporter=tap', '{{testFile}}'],
  },
  coverageAnalysis: 'perTest',
  // The tests wait for servers and timers, which is no work for other processes.
  concurrency: Number(process.env.CONCURRENCY ?? 1),
  // An endless loop is told by its turns; the rest may be a slow machine.
  timeoutMS: 10_000,
  timeoutFactor: 2,
  dryRunTimeoutMinutes: 30,
  disableTypeChecks: false,
  reporters: ['json', 'clear-text', 'progress-append-only'],
  clearTextReporter: { reportTests: false, reportScoreTable: false, allowColor: false },
  jsonReporter: { fileName: `reports/${GROUP}.json` },
  thresholds: { high: 100, low: 100, break: null },
  allowConsoleColors: false,
};
