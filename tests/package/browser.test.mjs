// The package in a real browser, under a Content Security Policy with and without 'wasm-unsafe-eval'.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { newPage } from './browser.mjs';
import { read } from './installed.mjs';

const PAGE = `<!doctype html><title>Test</title><script type="module">
  import { Validator, ready } from './validator.js';
  const attempts = [() => new Validator().validate({ patches: [] }).length, ready];
  window.results = [];
  for (const attempt of attempts) {
    try { window.results.push(await attempt() ?? 'ready'); } catch (error) { window.results.push(error.message); }
  }
  window.done = true;
</script>`;

const server = createServer((request, response) => {
  if (request.url === '/validator.js') {
    response.setHeader('content-type', 'text/javascript');
    return response.end(read('dist/validator.js'));
  }
  const wasm = request.url === '/allowed' ? " 'wasm-unsafe-eval'" : '';
  response.setHeader('content-type', 'text/html');
  response.setHeader('content-security-policy', `script-src 'self' 'unsafe-inline'${wasm}`);
  return response.end(PAGE);
});

before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => server.close());

async function results(path) {
  const page = await newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
  await page.waitForFunction('window.done');
  assert.deepEqual(page.errors, []);
  return page.evaluate('window.results');
}

test("with 'wasm-unsafe-eval' the first call works, and so does ready()", async () => {
  assert.deepEqual(await results('/allowed'), [0, 'ready']);
});

test('without it both say what is missing', async () => {
  const messages = await results('/refused');
  assert.equal(messages.length, 2);
  for (const message of messages) assert.match(message, /Add 'wasm-unsafe-eval' to its script-src/);
});
