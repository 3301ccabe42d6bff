// The client against the emulator, both as installed: the main job from end to end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byRequest } from './clients.mjs';
import { NAME, load } from './installed.mjs';

const { ConflictError, MediaLibraryClient, NotFoundError, ValidationError, isMediaLibraryError } = await load(NAME);
const { MediaLibraryEmulator } = await load(`${NAME}/emulator`);

function start() {
  const emulator = new MediaLibraryEmulator();
  const client = new MediaLibraryClient({
    baseUrl: 'https://livingdocs.example',
    token: 'demo-token',
    fetch: emulator.fetch,
  });
  return { emulator, client };
}

const setTitle = { operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn' };

test('an entry is read and patched', async () => {
  const { client, emulator } = start();
  const entry = await client.getEntry('asze63i9');
  assert.equal(entry.metadata.title, 'An Image');
  await client.patchEntry('asze63i9', { version: entry.version, patches: [setTitle] });
  assert.equal((await client.getEntry('asze63i9')).metadata.title, 'Lake at dawn');
  assert.deepEqual(emulator.requests.map(({ method, status }) => `${method} ${status}`), ['GET 200', 'PATCH 200', 'GET 200']);
});

test('an invalid request is not sent', async () => {
  const { client, emulator } = start();
  const error = await client.patchEntry('asze63i9', { patches: [{ operation: 'x' }] }).catch((error) => error);
  assert.ok(error instanceof ValidationError);
  assert.deepEqual(error.issues.map((issue) => issue.path), [['patches', 0, 'operation']]);
  assert.equal(emulator.requests.length, 0);
});

test('a stale version is a ConflictError, and updateEntry recovers from one', async () => {
  const { client } = start();
  await client.patchEntry('asze63i9', { patches: [setTitle] });
  const error = await client.patchEntry('asze63i9', { version: 1, patches: [setTitle] }).catch((error) => error);
  assert.ok(error instanceof ConflictError);
  assert.deepEqual([error.status, error.currentVersion, error.sentVersion, error.outcomeUnknown], [409, 2, 1, false]);

  const seen = [];
  const done = await client.updateEntry('asze63i9', async (entry) => {
    seen.push(entry.version);
    if (seen.length === 1) await client.patchEntry('asze63i9', { patches: [setTitle] });
    return [{ ...setTitle, value: 'Lake at dusk' }];
  });
  assert.equal(done, true);
  assert.deepEqual(seen, [2, 3]);
  assert.equal((await client.getEntry('asze63i9')).metadata.title, 'Lake at dusk');
});

test('updateEntry sends the version that was read, whatever becomes of the entry', async () => {
  const sent = [];
  const answers = [409, 200];
  const fetch = byRequest(async (request) => {
    if (request.method === 'GET') return Response.json({ id: 'a', version: 3 + sent.length });
    sent.push((await request.json()).version);
    return new Response(null, { status: answers.shift() });
  });
  const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch });
  const changed = await client.updateEntry('a', (entry) => {
    entry.version = 99;
    return [{ operation: 'archive' }];
  });
  assert.deepEqual([changed, sent], [true, ['3', '4']]);
});

test('updateEntry refuses what it could never send before it reads the entry', async () => {
  let calls = 0;
  const fetch = async () => (calls++, Response.json({ id: 'a', version: 1 }));
  const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch, apiVersion: '2026-01' });
  const update = () => calls++;
  for (const preserveUpdatedAt of ['true', 1, null]) {
    await assert.rejects(client.updateEntry('a', update, { preserveUpdatedAt }), { name: 'TypeError', message: /^preserveUpdatedAt: / });
  }
  await assert.rejects(client.updateEntry('a', update, { preserveUpdatedAt: true }), {
    code: 'validation',
    message: /preserveUpdatedAt is not supported before 2026-03/,
  });
  assert.equal(calls, 0);
});

test('an unknown entry is a NotFoundError', async () => {
  const { client } = start();
  const error = await client.getEntry('yLBGtTjWN4ba').catch((error) => error);
  assert.ok(error instanceof NotFoundError && isMediaLibraryError(error));
  assert.equal(error.details.message, "MediaLibrary Entry does not exist (id: 'yLBGtTjWN4ba')");
});

test('whatever fetch does, the promise rejects with a typed error and nothing is raised elsewhere', async () => {
  const raised = [];
  const raise = (error) => raised.push(error);
  process.on('unhandledRejection', raise).on('uncaughtException', raise);
  const fetches = [
    () => Promise.reject('a string'),
    () => { throw new Error('thrown at once'); },
    async () => undefined,
    async () => ({ status: 200 }),
    () => 'not a promise',
  ];
  for (const fetch of fetches) {
    const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch, maxRetries: 0 });
    const error = await client.getEntry('asze63i9').catch((error) => error);
    assert.ok(isMediaLibraryError(error), `${fetch} gave ${error}`);
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  process.off('unhandledRejection', raise).off('uncaughtException', raise);
  assert.deepEqual(raised, []);
});
