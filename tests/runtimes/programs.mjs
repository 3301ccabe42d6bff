// Runtimes that run a script, and the versions of them that are tried. npm installs only those for this machine.

import { program, version } from './project.mjs';

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

/** `file` is undefined where it is missing; `words` go before the script, `net` let it use the network, `read` files. */
export const PROGRAMS = [
  { name: 'Node', file: process.execPath },
  { name: 'Node 22', file: program('node22/bin/node'), npmName: 'node22' },
  { name: 'Node 24', file: program('node24/bin/node'), npmName: 'node24' },
  { name: 'Deno', file: denoBinary(), npmName: 'deno', words: ['run'], net: ['--allow-net'], read: ['--allow-read'] },
  { name: 'Deno 2.1', file: program('deno21/deno'), npmName: 'deno21', words: ['run'], net: ['--allow-net'], read: ['--allow-read'] },
  { name: 'Bun', file: bunBinary(), npmName: 'bun' },
  { name: 'Bun 1.0', file: program('bun10/bin/bun'), npmName: 'bun10' },
].map(({ words = [], net = [], read = [], ...one }) => ({ ...one, words, net, read, title: titleOf(one) }));

function titleOf({ name, file, npmName }) {
  if (!npmName) return `${name} ${process.versions.node}`;
  return file ? `${name} (${version(npmName)})` : name;
}
