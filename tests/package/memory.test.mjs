// Memory stays flat without any free(), in Node and in Chromium. What is measured is what is left after garbage
// collections, and it is compared with what was left when everything was warm.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { newPage } from './browser.mjs';
import { NAME, here, read, runModule } from './installed.mjs';

const MILLION = 1_000_000;
const TEN_THOUSAND = 10_000;
/**
 * What engines keep for themselves, such as compiled code; and, of wasm, what a late finalizer costs. To leak a byte a
 * validation or fourteen bytes an object would be more.
 */
const NOISE = { heap: 900_000, outside: 900_000, wasm: 2 * 64 * 1024 };

const work = join(here, 'memory-work.mjs');
/** Each is run to warm up, then measured. */
const WORK = {
  'a million validations, valid and rejected': ['validate', 50_000, MILLION],
  'ten thousand clients that are used once': ['makeClients', TEN_THOUSAND, TEN_THOUSAND],
  'ten thousand validators that are used once': ['makeValidators', TEN_THOUSAND, TEN_THOUSAND],
  'a hundred bodies of half a megabyte, with small ones in between': ['validateLarge', 4, 100],
};

function assertFlat({ warm, done }) {
  assert.ok(warm.wasm > 0 && warm.heap > 0);
  for (const [kind, noise] of Object.entries(NOISE)) {
    assert.ok(done[kind] - warm[kind] <= noise, `${kind}: ${warm[kind]} bytes have become ${done[kind]}`);
  }
}

// ───────────────────────────── Node ─────────────────────────────

/** Runs in a Node of its own, and gives what it returned. */
function inNode(source) {
  const printed = runModule(
    `import * as work from '${pathToFileURL(work)}';
    const wasmBytes = work.watchMemory();
    const library = await import('${NAME}');
    const collect = async () => gc();
    async function measure() {
      await work.rest(collect);
      const { heapUsed, external } = process.memoryUsage();
      return { heap: heapUsed, outside: external - wasmBytes(), wasm: wasmBytes() };
    }
    console.log(JSON.stringify(await (async () => { ${source} })()));`,
    '--expose-gc',
  );
  return JSON.parse(printed);
}

for (const [name, [does, few, many]] of Object.entries(WORK)) {
  test(`Node: ${name}`, () => {
    assertFlat(
      inNode(`
        await work.${does}(library, ${few}, collect);
        const warm = await measure();
        await work.${does}(library, ${many}, collect);
        return { warm, done: await measure() };
      `),
    );
  });
}

test('the buffer of a large body is handed back: what comes after it finds room there', () => {
  const grown = (before) =>
    inNode(`
      ${before}
      const empty = wasmBytes();
      // It copies what it is given, and keeps it.
      globalThis.kept = work.largeValidator(library);
      return wasmBytes() - empty;
    `);
  assert.ok(grown('new library.Validator().validateJson("{}");') > 0);
  assert.equal(grown('work.validateLarge(library, 1);'), 0);
});

// ───────────────────────────── Chromium ─────────────────────────────

const PAGE = `<!doctype html><title>Memory</title><script type="module">
  import * as work from './work.js';
  const wasmBytes = work.watchMemory();
  const library = await import('./index.js');
  window.run = (name, count) => work[name](library, count, window.collect);
  window.rest = () => work.rest(window.collect);
  window.wasmBytes = wasmBytes;
  window.done = true;
</script>`;

const server = createServer((request, response) => {
  response.setHeader('content-type', request.url.endsWith('.js') ? 'text/javascript' : 'text/html');
  if (request.url === '/work.js') return response.end(readFileSync(work));
  return response.end(request.url === '/index.js' ? read('dist/index.js') : PAGE);
});
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => {
  server.closeAllConnections();
  server.close();
});

for (const [name, [does, few, many]] of Object.entries(WORK)) {
  test(`Chromium: ${name}`, async () => {
    const page = await newPage();
    const devTools = await page.context().newCDPSession(page);
    await page.exposeFunction('collect', () => devTools.send('HeapProfiler.collectGarbage'));
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction('window.done');
    const run = (count) => page.evaluate(`window.run(${JSON.stringify(does)}, ${count})`);
    const measure = async () => {
      await page.evaluate('window.rest()');
      const { usedSize, embedderHeapUsedSize, backingStorageSize } = await devTools.send('Runtime.getHeapUsage');
      const wasm = await page.evaluate('window.wasmBytes()');
      return { heap: usedSize, outside: embedderHeapUsedSize + backingStorageSize - wasm, wasm };
    };
    await run(few);
    const warm = await measure();
    await run(many);
    assertFlat({ warm, done: await measure() });
    assert.deepEqual(page.errors, []);
    await page.close();
  });
}
