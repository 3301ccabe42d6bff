// Server runtimes: the package imported and required, with no flags.

import { test } from 'node:test';
import { PROGRAMS } from './programs.mjs';
import { check, needs } from './project.mjs';

for (const { name, title, file, words, read } of PROGRAMS) {
  test(`${title}: import`, needs(file, name), () => check(file, ...words, 'main.mjs'));
  test(`${title}: require`, needs(file, name), () => check(file, ...words, 'main.cjs'));
  // It reads a file, for which Deno wants to be asked.
  test(`${title}: ./slim`, needs(file, name), () => check(file, ...words, ...read, 'slim-main.mjs'));
}
