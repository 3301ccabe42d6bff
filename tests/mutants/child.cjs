// What of the changed code a process runs that a test has started, a line of JSON in a file that runner.mjs reads.

const { appendFileSync } = require('node:fs');

process.on('exit', () => {
  const { mutantCoverage } = globalThis.__stryker__ ?? {};
  if (mutantCoverage) appendFileSync(process.env.COVERAGE_OF_CHILDREN, `${JSON.stringify(mutantCoverage)}\n`);
});
