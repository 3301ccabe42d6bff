#!/usr/bin/env node
import { EXIT, Exit } from './exit-codes.js';
import { migrate } from './migrate.js';

try {
  process.exitCode = await migrate(process.argv.slice(2), process.stdout);
} catch (error) {
  if (!(error instanceof Exit)) throw error;
  process.stderr.write(`livingdocs-migrate: ${error.message}\n`);
  process.exitCode = error.code;
}
