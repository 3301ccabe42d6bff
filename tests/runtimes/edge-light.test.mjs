// The form for Vercel's and Next.js' edge runtime: what they refuse is not in it, and it runs in the one they develop with.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleForEdge, openEdge } from './edge.mjs';
import { installed, version } from './project.mjs';
import { EXPECTED } from './try-out.mjs';

const BANNED = /\bWebAssembly\s*(\.\s*(compile|instantiate)|\[)|\bnew\s+Function\b|\bFunction\s*\(|\beval\s*\(/;
const dist = join(installed, 'dist');

test('its files have none of the calls that are refused', async () => {
  const files = (await readdir(dist)).filter((name) => name.endsWith('.edge.js'));
  assert.equal(files.length, 4);
  for (const name of files) assert.doesNotMatch(await readFile(join(dist, name), 'utf8'), BANNED, name);
});

test(`it runs in @edge-runtime/vm ${version('@edge-runtime/vm')}, which may not compile anything`, async () => {
  const { code, modules } = await bundleForEdge(
    'edge-light',
    `
      import module from 'livingdocs-media-library/client.wasm?module';
      import { run } from './app.mjs';
      import { initSync, run as runSlim } from './slim-app.mjs';
      initSync(module);
      globalThis.result = Promise.all([run(), runSlim()]);
    `,
  );
  assert.doesNotMatch(code, BANNED);
  assert.deepEqual(Object.keys(modules).sort(), ['wasm_client', 'wasm_emulator', 'wasm_validator']);
  const vm = openEdge(modules);
  assert.throws(() => vm.evaluate('eval("1")'), { name: 'EvalError' });
  vm.evaluate(code);
  assert.deepEqual(JSON.parse(JSON.stringify(await vm.evaluate('result'))), [EXPECTED, EXPECTED]);
});
