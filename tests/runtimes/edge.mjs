// A script in Vercel's edge runtime, as Next.js makes it.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { folder, output } from './project.mjs';

const require = createRequire(import.meta.url);

/** Bundles `contents`, a script of this folder; gives the code, and the compiled wasm files by their global variables. */
export async function bundleForEdge(name, contents) {
  const outfile = join(await output(name), 'edge.js');
  const modules = {};
  await build({
    stdin: { contents, resolveDir: folder },
    outfile,
    bundle: true,
    format: 'iife',
    conditions: ['edge-light'],
    logLevel: 'warning',
    plugins: [
      {
        // As Next.js does it: the file is compiled outside, and the import becomes a global variable.
        name: 'wasm?module',
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /\.wasm\?module$/ }, async ({ path, importer }) => {
            const name = path.replace(/\?module$/, '');
            const file = name.startsWith('.') ? join(dirname(importer), name) : require.resolve(name);
            const variable = `wasm_${basename(file, '.wasm')}`;
            modules[variable] = await WebAssembly.compile(await readFile(file));
            return { path: variable, namespace: 'wasm' };
          });
          onLoad({ filter: /.*/, namespace: 'wasm' }, ({ path }) => ({ contents: `export default ${path};` }));
        },
      },
    ],
  });
  return { code: await readFile(outfile, 'utf8'), modules };
}

/** It may not compile anything. */
export function openEdge(modules) {
  return new EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, modules),
  });
}
