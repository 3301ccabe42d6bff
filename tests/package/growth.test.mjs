// What is empty where the WebAssembly's memory has just grown: its views of the input are detached then.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadFile } from './installed.mjs';

/** Fresh copies, since memory grows once: around every size at which it may. */
const SIZES = Array.from({ length: 24 }, (_, index) => 4_000 + index * 6_000);
let copies = 0;
const fresh = (file = 'index') => loadFile(`dist/${file}.js`, `growth-${++copies}`);

const long = (length) => ({ patches: [{ operation: 'setMetadataProperty', propertyName: 'x', value: 'y'.repeat(length) }] });

function clientOf({ MediaLibraryClient }, ...answers) {
  const fetch = async () => answers.shift();
  return new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch, maxRetries: 1 });
}

test('a long patch whose answer has no body succeeds', async () => {
  for (const size of SIZES) {
    for (const answer of [new Response(null, { status: 204 }), new Response()]) {
      await clientOf(await fresh(), answer).patchEntry('a', long(size));
    }
  }
});

test('a long patch that is refused without a body fails with the error of the status', async () => {
  for (const size of SIZES) {
    for (const [status, code] of [[401, 'authentication'], [409, 'conflict'], [413, 'unexpected_status'], [500, 'server']]) {
      const client = clientOf(await fresh(), new Response(null, { status }));
      await assert.rejects(client.patchEntry('a', long(size), { maxRetries: 0 }), { code, status }, `${size}`);
    }
  }
});

test('a long patch is repeated after a 503 without a body, and no other call suffers', async () => {
  await Promise.all(SIZES.map(async (size) => {
    // The other one is under way meanwhile.
    const entry = new Promise((resolve) => setTimeout(() => resolve(Response.json({ id: 'b', version: 1 })), 1_500));
    const client = clientOf(await fresh(), new Response(null, { status: 503 }), entry, new Response());
    const [patched, read] = await Promise.allSettled([client.patchEntry('a', long(size)), client.getEntry('b')]);
    assert.deepEqual([patched.status, read.status], ['fulfilled', 'fulfilled'], `${size}: ${patched.reason ?? read.reason}`);
  }));
});

test('a header of any length is read', async () => {
  for (const size of SIZES) {
    const answer = new Response(null, { status: 429, headers: { 'retry-after': '9'.repeat(size) } });
    const client = clientOf(await fresh(), answer);
    await assert.rejects(client.getEntry('a'), { code: 'rate_limit' }, `${size}`);
  }
});

test('no bytes at all are judged after an input with many issues', async () => {
  for (const file of ['index', 'validator']) {
    for (let count = 100; count <= 1_600; count += 300) {
      const { Validator, guardPatch } = await fresh(file);
      const validator = new Validator();
      const patches = Array.from({ length: count }, (_, index) => ({ operation: `x${index}` }));
      assert.equal(validator.validateJson(JSON.stringify({ patches })).length, Math.min(count, 1_000));
      for (const nothing of [new Uint8Array(), new ArrayBuffer(), '']) {
        assert.deepEqual(validator.validateJson(nothing).map(({ code }) => code), ['invalid_json'], `${count}`);
      }
      const request = new Request('https://livingdocs.example', { method: 'PATCH', headers: { 'content-type': 'application/json' } });
      assert.equal((await guardPatch(request, validator)).status, 400);
    }
  }
});
