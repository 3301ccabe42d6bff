// The package as a user has it: installed from its tarball. `cargo xtask test` says where, in PACKAGE_FOLDER.

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const NAME = 'livingdocs-media-library';

/** The project that has the package installed. */
export const folder = process.env.PACKAGE_FOLDER;
if (!folder) throw new Error('Start these tests with `cargo xtask test package`, which installs the package first.');

/** The folder of these tests, and the checkout. */
export const here = fileURLToPath(new URL('.', import.meta.url));
export const root = join(here, '../..');

/** The installed package's own folder. */
export const installed = join(folder, 'node_modules', NAME);
export const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));

/** The specifiers that can be imported: the package's name and its subpaths. */
export const specifiers = Object.keys(manifest.exports)
  .filter((path) => !/\.(json|wasm)$/.test(path))
  .map((path) => NAME + path.slice(1));

export const require = createRequire(join(folder, 'package.json'));

/** `import(specifier)` as a module in the project would do it. */
export async function load(specifier) {
  const loader = join(folder, 'load.mjs');
  // Put there whole, since two files of tests run at once.
  const own = `${loader}.${process.pid}`;
  writeFileSync(own, 'export const load = (specifier) => import(specifier);\n');
  renameSync(own, loader);
  return (await import(pathToFileURL(loader))).load(specifier);
}

/** `import` of a file of the package, past its exports; each `copy` is another instance. */
export const loadFile = (path, copy = '') => import(`${pathToFileURL(join(installed, path))}?${copy}`);

/** A file of the package, as text. */
export const read = (path) => readFileSync(join(installed, path), 'utf8');

/** Runs a module in the project, in a Node of its own, and returns what it printed. Throws when it fails. */
export function runModule(source, ...nodeArguments) {
  return execFileSync(process.execPath, [...nodeArguments, '--input-type=module', '--eval', source], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
}

/** For the text of `runModule`, with `--expose-gc`: what nobody holds any more is collected, and told of. */
export const COLLECT = `
  const collect = async () => {
    for (let round = 0; round < 10; round++) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      gc();
    }
  };
`;
