// What is left of calls for which there is no memory, no string or no patience: an error of their own, and nothing else.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collect, connect, failure, hang, hangInBody, library, script, settle } from './clients.mjs';
import { loadFile } from './installed.mjs';

/** Another call under way has to go on, whatever becomes of the first. */
async function beside(work) {
  let answer;
  const other = connect(() => new Promise((resolve) => (answer = resolve))).getEntry('other');
  await settle();
  await work();
  answer(Response.json({ id: 'other', version: 1 }));
  assert.equal((await other).id, 'other');
}

const own = () => {
  throw new Error('own');
};

test('an answer that no string can hold is the error of its status', async (t) => {
  await beside(async () => {
    const long = JSON.stringify({ id: 'a', version: 1, long: 'x'.repeat(54_321) });
    const { decode } = TextDecoder.prototype;
    const mocked = t.mock.method(TextDecoder.prototype, 'decode', function (bytes) {
      return bytes.length === long.length ? own() : decode.call(this, bytes);
    });
    const error = await failure(connect(script([500, {}, long])).patchEntry('a', { patches: [] }, { maxRetries: 0 }));
    const read = await failure(connect(script([200, {}, long])).getEntry('a'));
    mocked.mock.restore();
    assert.deepEqual([error.code, error.status, read.code], ['server', 500, 'response_format']);
  });
});

test('headers that cannot be looked at are none', async () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const headers of [{ get get() { return own(); } }, { get: own }, proxy, null]) {
    await beside(async () => {
      const answer = { status: 500, headers, arrayBuffer: async () => new ArrayBuffer(0) };
      const error = await failure(connect(async () => answer).getEntry('a', { maxRetries: 0 }));
      assert.equal(error.code, 'server');
      assert.equal(typeof error.headers.get, 'function');
    });
  }
});

test("a signal that AbortSignal.any does not take ends an image's call all the same", async (t) => {
  t.mock.method(AbortSignal, 'any', () => {
    throw new TypeError('signals[0] is not of type AbortSignal');
  });
  for (const answer of [hang, hangInBody(404)]) {
    await beside(async () => {
      const controller = new AbortController();
      const call = failure(connect(script(answer)).serveImage('k', { signal: controller.signal }));
      await settle();
      controller.abort('own');
      assert.equal(await call, 'own');
    });
  }
  const controller = new AbortController();
  const image = await connect(script(hangInBody())).serveImage('k', { signal: controller.signal });
  controller.abort(new Error('own'));
  await assert.rejects(image.text(), /own/);
});

test('a signal that breaks later breaks its own call at most', async () => {
  for (const name of ['aborted', 'addEventListener', 'removeEventListener']) {
    for (let good = 1; good < 6; good++) {
      await beside(async () => {
        let looks = 0;
        const signal = { aborted: false, addEventListener() {}, removeEventListener() {} };
        const usual = signal[name];
        Object.defineProperty(signal, name, { get: () => (looks++ < good ? usual : own()) });
        const fetch = script([503, { 'retry-after-ms': '0' }], 200);
        await Promise.race([connect(fetch).getEntry('a', { signal }).catch(() => {}), settle()]);
      });
    }
  }
});

test('where there is no memory, calls say so, and work again once there is', async () => {
  const { Instance } = WebAssembly;
  let isShort = false;
  WebAssembly.Instance = class extends Instance {
    #exports = { ...super.exports, input: super.exports.input && ((size) => (isShort && size > 1_024 ? 0 : super.exports.input(size))) };
    exports = this.#exports;
  };
  const { MediaLibraryClient, Validator } = await loadFile('dist/index.js', 'shortage');
  const urls = [];
  const fetch = async (url) => {
    urls.push(url);
    return Response.json({ results: [] });
  };
  const start = () => new MediaLibraryClient({ baseUrl: `https://livingdocs.example/${'x'.repeat(2_000)}`, token: 't', fetch });
  const validator = new Validator();
  WebAssembly.Instance = Instance;
  const long = JSON.stringify({ patches: [], x: 'x'.repeat(2_000) });
  const bytes = new TextEncoder().encode(long);
  isShort = true;
  const client = start();
  for (const input of [long, bytes]) assert.equal(validator.validateJson(input)[0].message, 'Invalid JSON: too large for memory at byte 0');
  assert.throws(() => new Validator({ usagePurposes: [{ handle: 'x'.repeat(2_000) }] }), /^TypeError: too large for memory$/);
  await assert.rejects(client.getEntries({ externalId: 'a' }), /too large for memory/);
  isShort = false;
  for (const input of [long, bytes]) assert.equal(validator.validateJson(input)[0].code, 'unknown_property');
  await assert.rejects(client.getEntries({ externalId: 'a' }), /too long for a URL/);
  const other = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch });
  await other.getEntries({ externalId: 'a' });
  isShort = true;
  await assert.rejects(other.getEntries({ ids: Array.from({ length: 400 }, (_, index) => `id${index}`) }), /too large for memory/);
  isShort = false;
  assert.deepEqual(await other.getEntries({ externalId: 'b' }), []);
  assert.deepEqual(urls.map((url) => new URL(url).search), ['?externalId=a', '?externalId=b']);
});
