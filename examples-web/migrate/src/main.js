#!/usr/bin/env node
import { EXIT, Exit } from './exit-codes.js';
import { migrate } from './migrate.js';

for (const stream of [process.stdout, process.stderr]) {
  // Whoever read along has left, `head` say. The work goes on: the journal and the failed file tell all.
  stream.on('error', (error) => {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPIPE') throw error;
  });
}

try {
  process.exitCode = await migrate(process.argv.slice(2), process.stdout);
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.stderr.write(`livingdocs-migrate: ${error.message}\n`);
  process.exitCode = error.code;
}
