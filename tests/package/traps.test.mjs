// A trap throws a typed error, and leaves everything that was made before in order.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { newPage } from './browser.mjs';
import { raisedDuring } from './clients.mjs';
import { NAME, here, load, loadFile, read } from './installed.mjs';
import { EXPECTED, SCENARIOS, watchInstances } from './trap-work.mjs';

const spoil = watchInstances();
const RADIO = { patches: [{ operation: 'addUsageLogEntry', value: { purpose: 'radio' } }] };
const BUILDS = { 'in Node': () => load(NAME), 'in bundlers': () => loadFile('dist/index.js', 'traps') };

for (const [build, loadBuild] of Object.entries(BUILDS)) {
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    test(`${name}, the main entry ${build}`, async (t) => {
      const library = await loadBuild();
      const before = spoil.made();
      const compile = t.mock.method(WebAssembly, 'Module');
      const raised = await raisedDuring(async () => {
        assert.deepEqual(await scenario(library, spoil), EXPECTED[name]);
      });
      assert.deepEqual(raised, []);
      // After each of five traps, of what is compiled once; what unpacks it is another.
      if (name === 'validators') assert.ok(spoil.made() - before >= 5 && compile.mock.callCount() <= 2);
    });
  }
}

for (const [name, file] of [['Node', 'validator.cjs'], ['bundlers', 'validator.js']]) {
  test(`validators, without the client, in ${name}`, async () => {
    const library = await loadFile(`dist/${file}`, 'traps');
    const before = spoil.made();
    assert.deepEqual(await SCENARIOS.validators(library, spoil), EXPECTED.validators);
    // After each of five traps.
    assert.ok(spoil.made() - before >= 5);
  });
}

/** Has the next call break off that hands over a text. */
function trapOnce(t, error = new WebAssembly.RuntimeError('unreachable')) {
  const mocked = t.mock.method(TextEncoder.prototype, 'encodeInto', () => {
    mocked.mock.restore();
    throw error;
  });
}

test('whatever a foreign function throws within a call counts as a trap', async (t) => {
  const { Validator } = await loadFile('dist/index.js', 'foreign');
  const options = { usagePurposes: [{ handle: 'print' }] };
  const own = new Error('own');
  trapOnce(t, own);
  assert.throws(() => new Validator(options), { name: 'WebAssemblyError', reason: 'trap', cause: own });
  assert.deepEqual(new Validator(options).validate(RADIO).map(({ code }) => code), ['unknown_purpose']);
});

test('ready() after a trap does not bring back the instance that broke', async (t) => {
  const { Validator, ready } = await loadFile('dist/index.js', 'ready');
  await ready();
  const before = spoil.made();
  const validator = new Validator({ usagePurposes: [{ handle: 'print' }] });
  for (const round of [1, 2, 3]) {
    trapOnce(t);
    assert.throws(() => validator.validateJson('{}'), { name: 'WebAssemblyError', reason: 'trap' });
    await ready();
    assert.deepEqual(validator.validate(RADIO).map(({ code }) => code), ['unknown_purpose']);
    assert.equal(spoil.made() - before, round);
  }
});

const PAGE = `<!doctype html><title>Traps</title><script type="module">
  import { SCENARIOS, watchInstances } from './work.js';
  const spoil = watchInstances();
  const library = await import('./index.js');
  window.run = (name) => SCENARIOS[name](library, spoil);
  window.done = true;
</script>`;

const server = createServer((request, response) => {
  response.setHeader('content-type', request.url.endsWith('.js') ? 'text/javascript' : 'text/html');
  if (request.url === '/work.js') return response.end(readFileSync(join(here, 'trap-work.mjs')));
  return response.end(request.url === '/index.js' ? read('dist/index.js') : PAGE);
});
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => {
  server.closeAllConnections();
  server.close();
});

test('all of it in Chromium', async () => {
  const page = await newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('window.done');
  for (const [name, expected] of Object.entries(EXPECTED)) {
    assert.deepEqual(await page.evaluate(`window.run(${JSON.stringify(name)})`), expected, name);
  }
  assert.deepEqual(page.errors, []);
  await page.close();
});
