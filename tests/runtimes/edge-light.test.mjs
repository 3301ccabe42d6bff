// The form for Vercel's and Next.js' edge runtime: what they refuse is not in it, and it runs in the one they develop with.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { EdgeVM } from '@edge-runtime/vm';
import { build } from 'esbuild';
import { folder, installed, output, version } from './project.mjs';
import { EXPECTED } from './try-out.mjs';

const BANNED = /\bWebAssembly\s*(\.\s*(compile|instantiate)|\[)|\bnew\s+Function\b|\bFunction\s*\(|\beval\s*\(/;
const require = createRequire(import.meta.url);
const dist = join(installed, 'dist');

test('its files have none of the calls that are refused', async () => {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.edge-light.js') || name === 'slim.edge.js');
  assert.equal(files.length, 4);
  for (const name of files) assert.doesNotMatch(await readFile(join(dist, name), 'utf8'), BANNED, name);
});

test(`it runs in @edge-runtime/vm ${version('@edge-runtime/vm')}, which may not compile anything`, async () => {
  const out = await output('edge-light');
  const modules = {};
  await build({
    stdin: {
      contents: `
        import module from 'livingdocs-media-library/client.wasm?module';
        import { run } from './app.mjs';
        import { initSync, run as runSlim } from './slim-app.mjs';
        initSync(module);
        globalThis.result = Promise.all([run(), runSlim()]);
      `,
      resolveDir: folder,
    },
    outfile: join(out, 'edge.js'),
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
  const code = await readFile(join(out, 'edge.js'), 'utf8');
  assert.doesNotMatch(code, BANNED);
  assert.deepEqual(Object.keys(modules).sort(), ['wasm_client', 'wasm_emulator', 'wasm_validator']);
  const vm = new EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, modules),
  });
  assert.throws(() => vm.evaluate('eval("1")'), { name: 'EvalError' });
  vm.evaluate(code);
  assert.deepEqual(JSON.parse(JSON.stringify(await vm.evaluate('result'))), [EXPECTED, EXPECTED]);
});
