// A page's Content-Security-Policy, with and without 'wasm-unsafe-eval', in real browsers.

import assert from 'node:assert/strict';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { BROWSERS, browserVersion, serve, visit } from './browsers.mjs';
import { folder, installed, needs, output } from './project.mjs';

const ALLOWED = "script-src 'self' 'wasm-unsafe-eval'";
const REFUSED = "script-src 'self'";

const REFUSAL = { name: 'WebAssemblyError', code: 'web_assembly', reason: 'policy', named: true, ours: true };
const FIRST_CALLS = ['validator', 'client', 'ready', './validator', './validator ready', './emulator', './slim'];
const expected = (outcome) => ({ ...Object.fromEntries(FIRST_CALLS.map((name) => [name, outcome])), text: 'from the server' });

let out;
before(async () => {
  out = await output('policy');
  const entryPoints = [join(folder, 'policy/main.js')];
  await build({ entryPoints, bundle: true, format: 'esm', outdir: out, logLevel: 'warning' });
  await copyFile(join(folder, 'policy/index.html'), join(out, 'index.html'));
  await copyFile(join(installed, 'dist/client.wasm'), join(out, 'client.wasm'));
});

async function report(browser, policy) {
  const server = await serve(out, { 'content-security-policy': policy });
  try {
    return await visit(browser, server.url);
  } finally {
    server.close();
  }
}

for (const browser of BROWSERS) {
  describe(browserVersion(browser), () => {
    test(`${ALLOWED}: everything works`, needs(browser.file, browser.name), async () => {
      assert.deepEqual(await report(browser, ALLOWED), expected('works'));
    });

    test(`${REFUSED}: the first call names what is missing, the rest of the page lives`, needs(browser.file, browser.name), async () => {
      assert.deepEqual(await report(browser, REFUSED), expected(REFUSAL));
    });
  });
}
