// Server runtimes: the package imported and required, with no flags.

import { test } from 'node:test';
import { check, needs, program, version } from './project.mjs';

const PROGRAMS = [
  [`Node ${process.versions.node}`, process.execPath],
  ['Node 22', program('node22/bin/node'), 'node22'],
  ['Node 24', program('node24/bin/node'), 'node24'],
  ['Deno', denoBinary(), 'deno', 'run'],
  ['Deno 2.1', program('deno21/deno'), 'deno21', 'run'],
  ['Bun', bunBinary(), 'bun'],
  ['Bun 1.0', program('bun10/bin/bun'), 'bun10'],
];

function denoBinary() {
  const names = ['linux-x64-glibc', 'linux-arm64-glibc', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'];
  return firstOf(names.flatMap((name) => [`@deno/${name}/deno`, `@deno/${name}/deno.exe`]));
}

function bunBinary() {
  const names = ['linux-x64', 'linux-aarch64', 'darwin-x64', 'darwin-aarch64', 'windows-x64', 'windows-aarch64'];
  return firstOf(names.flatMap((name) => [`@oven/bun-${name}/bin/bun`, `@oven/bun-${name}/bin/bun.exe`]));
}

function firstOf(paths) {
  for (const path of paths) {
    const file = program(path);
    if (file) return file;
  }
  return undefined;
}

for (const [name, file, npmName, ...words] of PROGRAMS) {
  const title = file && npmName ? `${name} (${version(npmName)})` : name;
  test(`${title}: import`, needs(file, name), () => check(file, ...words, 'main.mjs'));
  test(`${title}: require`, needs(file, name), () => check(file, ...words, 'main.cjs'));
  // It reads a file, for which Deno wants to be asked.
  const mayRead = name.startsWith('Deno') ? ['--allow-read'] : [];
  test(`${title}: ./slim`, needs(file, name), () => check(file, ...words, ...mayRead, 'slim-main.mjs'));
}
