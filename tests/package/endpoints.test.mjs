// Every endpoint in every API version, as the emulator answers it: the same shapes come out, and what a version lacks is
// refused before anything is sent.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { BASE, ID, METHODS, UNKNOWN, VERSIONS, connect, failure, library, queries, rejection, script, seed, setTitle, start } from './clients.mjs';

const { NotFoundError, PermissionError, UnsupportedError } = library;
const begin = (options) => start(options, seed());
const paths = (emulator) => emulator.requests.map(({ path }) => path);

const LACKS = { getAssetKeys: ['2025-03', '2025-11', '2026-01'] };

test('no method of the client is missing in the table', () => {
  const methods = Object.getOwnPropertyNames(library.MediaLibraryClient.prototype).filter((name) => !['constructor', 'validator'].includes(name));
  const called = new Set(Object.keys(METHODS).map((name) => name.split(' ')[0]));
  assert.deepEqual(methods.filter((name) => !called.has(name)), []);
});

for (const apiVersion of VERSIONS) {
  for (const [name, call] of Object.entries(METHODS)) {
    const lacks = LACKS[name]?.includes(apiVersion);
    test(`${name} in ${apiVersion} ${lacks ? 'is an UnsupportedError, and nothing is sent' : 'succeeds'}`, async () => {
      const { client, emulator, events } = begin({ apiVersion });
      if (lacks) {
        const error = await rejection(() => call(client));
        assert.ok(error instanceof UnsupportedError, String(error));
        assert.match(error.message, new RegExp(`2026-03.*${apiVersion}`));
        assert.deepEqual([emulator.requests, events], [[], []]);
        return;
      }
      await call(client);
      assert.ok(emulator.requests.length > 0);
      for (const { path, status } of emulator.requests) {
        assert.equal(status, 200);
        assert.match(path, new RegExp(`^/api/${apiVersion}/(mediaLibrary|projectConfig)`));
      }
    });
  }

  test(`in ${apiVersion} the results have the documented shapes`, async () => {
    const { client } = begin({ apiVersion });
    const { entries, usageLog, documentReferences, mediaReferences } = seed();
    const [first, second, third] = entries;
    assert.deepEqual(await client.getEntry(ID), first);
    assert.deepEqual(await client.getEntries({ ids: ['2er11b3i', ID] }), [second, first]);
    assert.deepEqual(await client.getEntries({ externalId: 'ex-1', systemName: 'externalSystem' }), [third]);
    assert.deepEqual(await client.getEntries({ externalId: 'ex-2' }), []);
    assert.deepEqual(await client.getUsageLog(ID), usageLog[ID]);
    assert.deepEqual((await client.getIncomingDocumentReferences(ID)).results, documentReferences[ID]);
    assert.deepEqual((await client.getIncomingMediaReferences(ID)).results, mediaReferences[ID]);
    assert.equal(await client.patchEntry(ID, { version: 1, patches: [setTitle] }), undefined);
    assert.equal(await client.updateEntry(ID, () => [setTitle]), true);
    assert.equal((await client.getEntry(ID)).metadata.title, setTitle.value);
  });
}

test('the default API version is 2026-05, and a later one than is known behaves like the newest', async () => {
  for (const [apiVersion, segment] of [[undefined, '2026-05'], ['2027-01', '2027-01']]) {
    const { client, emulator } = begin({ apiVersion });
    assert.ok((await client.getAssetKeys(ID)).includes('a/b.jpg'));
    assert.deepEqual(paths(emulator), [`/api/${segment}/mediaLibrary/${ID}/keys`]);
  }
});

const UNSUPPORTED = [
  ['after before 2026-01', { apiVersion: '2025-11' }, (client) => client.getIncomingMediaReferences(ID, { after: 'x' }), '2026-01'],
  ['keys before 2026-03', { apiVersion: '2026-01' }, (client) => client.getAssetKeys(ID), '2026-03'],
  ['the usage log of an older server', { serverRelease: 'release-2026-03' }, (client) => client.getUsageLog(ID), 'release-2026-05'],
];
for (const [name, options, call, since] of UNSUPPORTED) {
  test(`${name} is an UnsupportedError that says since when, and nothing is sent`, async () => {
    const { client, emulator } = begin(options);
    const error = await rejection(() => call(client));
    assert.ok(error instanceof UnsupportedError);
    assert.equal(error.code, 'unsupported');
    assert.ok(error.message.includes(since), error.message);
    assert.deepEqual(emulator.requests, []);
  });
}

test('the usage log is there with the release that brought it, whatever the API version', async () => {
  const { client } = begin({ apiVersion: '2025-03', serverRelease: 'release-2026-05' });
  assert.equal((await client.getUsageLog(ID)).length, 1);
});

// ───────────────────────────── getEntries ─────────────────────────────

test('entries come in the order asked, one asked twice twice, unknown ones not', async () => {
  const { client, emulator } = begin();
  const ids = ['a77ei8nm', ID, UNKNOWN, 'a77ei8nm', '2er11b3i', ID];
  const entries = await client.getEntries({ ids });
  assert.deepEqual(entries.map(({ id }) => id), ids.filter((id) => id !== UNKNOWN));
  assert.deepEqual(queries(emulator.requests), [`?ids=${[...new Set(ids)].join(',')}`]);
});

test('no ids, no request', async () => {
  const { client, emulator } = begin();
  assert.deepEqual(await client.getEntries({ ids: [] }), []);
  assert.deepEqual(emulator.requests, []);
});

/** Answers a list in the server's own order, which is not the asked one, and counts. */
function listServer(delay = () => {}) {
  const seen = { urls: [], atOnce: 0, most: 0 };
  const fetch = async (url) => {
    seen.urls.push(url);
    seen.most = Math.max(seen.most, ++seen.atOnce);
    await new Promise(setImmediate);
    await delay(seen.urls.length);
    seen.atOnce--;
    const ids = new URL(url).searchParams.get('ids').split(',');
    return Response.json({ results: ids.reverse().map((id) => ({ id, version: 1 })) });
  };
  return { seen, fetch };
}

const MANY = {
  'short ids': Array.from({ length: 1_000 }, (_, index) => `id${index}`),
  'ids of 12 letters': Array.from({ length: 1_000 }, (_, index) => `abcdefgh${String(index).padStart(4, '0')}`),
  'ids that grow when encoded': Array.from({ length: 1_000 }, (_, index) => `ü/${index}?&`),
};
for (const [name, ids] of Object.entries(MANY)) {
  test(`1,000 ${name} are split into URLs of at most 2,000 characters, at most 4 at once`, async () => {
    const { seen, fetch } = listServer();
    const entries = await connect(fetch).getEntries({ ids });
    assert.deepEqual(entries.map(({ id }) => id), ids);
    assert.ok(seen.urls.every((url) => url.length <= 2_000));
    assert.equal(seen.most, 4);
    const asked = seen.urls.flatMap((url) => new URL(url).searchParams.get('ids').split(','));
    assert.deepEqual(asked.sort(), [...ids].sort());
  });
}

test('a URL of exactly 2,000 characters is sent, one id more takes a second request, a longer id is a TypeError', async () => {
  const start = `${BASE}/api/2026-05/mediaLibrary?ids=`.length;
  const { seen, fetch } = listServer();
  const client = connect(fetch);
  await client.getEntries({ ids: ['x'.repeat(2_000 - start)] });
  await client.getEntries({ ids: ['x'.repeat(2_000 - start - 2), 'y'] });
  assert.deepEqual(seen.urls.map(({ length }) => length), [2_000, 2_000]);
  await client.getEntries({ ids: ['x'.repeat(2_000 - start - 1), 'y'] });
  assert.equal(seen.urls.length, 4);
  assert.ok((await rejection(() => client.getEntries({ ids: ['x'.repeat(2_001 - start)] }))) instanceof TypeError);
  assert.equal(seen.urls.length, 4);
});

test('a URL with an external id has 2,000 characters at most, too', async () => {
  const start = `${BASE}/api/2026-05/mediaLibrary?externalId=&systemName=dam`.length;
  const fetch = script(() => Response.json({ results: [] }));
  const get = (length) => connect(fetch).getEntries({ externalId: 'x'.repeat(length), systemName: 'dam' });
  await get(2_000 - start);
  assert.match(String(await rejection(() => get(2_001 - start))), /^TypeError: externalId: too long for a URL of 2000 characters/);
  assert.deepEqual(fetch.requests.map(({ url }) => url.length), [2_000]);
});

test('answers may be nested as deep as they are', async () => {
  let deep = 1;
  for (let level = 0; level < 3_000; level++) deep = [deep];
  const entry = JSON.stringify({ id: ID, version: 1, metadata: { deep } });
  assert.equal(JSON.stringify(await connect(script([200, {}, entry])).getEntry(ID)), entry);
  const list = await connect(script([200, {}, `{"results":[${entry}]}`])).getEntries({ ids: [ID] });
  assert.equal(JSON.stringify(list), `[${entry}]`);
});

test('when one of many lists fails, the call fails and no further list is asked for', async () => {
  const fetch = script([404]);
  const error = await failure(connect(fetch).getEntries({ ids: MANY['ids of 12 letters'] }));
  assert.ok(error instanceof NotFoundError);
  assert.ok(fetch.requests.length <= 4);
});

// ───────────────────────────── Encoding ─────────────────────────────

// tests/client.rs has the tables.
const SEGMENTS = [
  ['a/b', 'a%2Fb'],
  ['ü', '%C3%BC'],
  ['%2e%2e', '%252e%252e'],
];
for (const [id, encoded] of SEGMENTS) {
  test(`the id ${id} travels as one path segment: ${encoded}`, async () => {
    const fetch = script([200, {}, { id, version: 1, results: [] }]);
    const client = connect(fetch);
    await client.getEntry(id);
    await client.patchEntry(id, { patches: [] });
    await client.getUsageLog(id);
    await client.getAssetKeys(id);
    await client.getIncomingDocumentReferences(id);
    await client.getIncomingMediaReferences(id);
    const base = `${BASE}/api/2026-05/mediaLibrary/${encoded}`;
    assert.deepEqual(fetch.requests.map(({ url }) => url), [
      base, base, `${base}/usageLog`, `${base}/keys`, `${base}/incomingDocumentReferences`, `${base}/incomingMediaReferences`,
    ]);
  });
}

const KEYS = [
  ['c d/ü+?#%.jpg', 'c%20d/%C3%BC%2B%3F%23%25.jpg'],
  ['%2e%2e/x', '%252e%252e/x'],
  ['a/.../b', 'a/.../b'],
];
for (const [key, encoded] of KEYS) {
  test(`the asset key ${key} keeps its slashes: ${encoded}`, async () => {
    const fetch = script(200);
    await connect(fetch).serveImage(key);
    assert.equal(fetch.requests[0].url, `${BASE}/api/2026-05/mediaLibrary/serve-image/${encoded}`);
  });
}

test('external ids and system names are encoded', async () => {
  const fetch = script([200, {}, { results: [] }]);
  await connect(fetch).getEntries({ externalId: 'a&b=c d,e', systemName: 'ü?' });
  const url = new URL(fetch.requests[0].url);
  assert.deepEqual([...url.searchParams], [['externalId', 'a&b=c d,e'], ['systemName', 'ü?']]);
});

test('a path prefix of the base URL is kept, with or without a slash at its end', async () => {
  for (const baseUrl of [`${BASE}/a/b`, `${BASE}/a/b/`, new URL(`${BASE}/a/b/`)]) {
    const fetch = script(200);
    await connect(fetch, { baseUrl }).getEntry('x');
    assert.equal(fetch.requests[0].url, `${BASE}/a/b/api/2026-05/mediaLibrary/x`);
  }
});

test('only the documented headers are sent, and the very bytes of the request', async () => {
  const fetch = script(200);
  const client = connect(fetch);
  const request = { version: '7', preserveUpdatedAt: true, patches: [{ ...setTitle, value: 'ü\u{1f600}' }] };
  await client.getEntry(ID);
  await client.patchEntry(ID, request);
  await client.serveImage('a.jpg');
  const [get, patch, image] = fetch.requests;
  assert.deepEqual(Object.fromEntries(get.headers), { accept: 'application/json', authorization: 'Bearer demo-token' });
  assert.deepEqual(Object.fromEntries(patch.headers), {
    accept: 'application/json',
    authorization: 'Bearer demo-token',
    'content-type': 'application/json',
  });
  assert.deepEqual(Object.fromEntries(image.headers), { accept: '*/*', authorization: 'Bearer demo-token' });
  assert.equal(await patch.text(), JSON.stringify(request));
});

// ───────────────────────────── Arguments ─────────────────────────────

const WRONG_IDS = ['', '.', '..', undefined, null, 5, {}, Symbol('x'), '\ud800'];
const BY_ID = {
  getEntry: (client, id) => client.getEntry(id),
  patchEntry: (client, id) => client.patchEntry(id, { patches: [] }),
  updateEntry: (client, id) => client.updateEntry(id, () => []),
  getUsageLog: (client, id) => client.getUsageLog(id),
  getAssetKeys: (client, id) => client.getAssetKeys(id),
  getIncomingDocumentReferences: (client, id) => client.getIncomingDocumentReferences(id),
  getIncomingMediaReferences: (client, id) => client.getIncomingMediaReferences(id),
};
const WRONG_OPTIONS = [
  null, 5, 'x', { signal: {} }, { signal: 5 }, { timeoutMs: -1 }, { timeoutMs: '5' }, { timeoutMs: NaN },
  { maxRetries: -1 }, { maxRetries: 1.5 }, { maxRetries: '2' }, { maxRetries: Infinity },
];
const WRONG = [
  ...Object.entries(BY_ID).flatMap(([name, call]) =>
    WRONG_IDS.map((id) => [`${name} of the id ${String(id)}`, (client) => call(client, id)])),
  ...Object.entries(METHODS).flatMap(([name, call]) =>
    WRONG_OPTIONS.map((options) => [`${name} with the options ${JSON.stringify(options)}`, (client) => call(client, options)])),
  ...['', '.', '..', 'a/..', '../a', 'a/./b', 'a/../b', undefined, 5, '\ud800'].map((key) => [
    `serveImage of the key ${String(key)}`, (client) => client.serveImage(key)]),
  ...[{ limit: 0 }, { limit: 101 }, { limit: -1 }, { limit: 1.5 }, { limit: '5' }, { limit: NaN }, { limit: null },
    { offset: -1 }, { offset: 0.5 }, { offset: '0' }, { offset: Infinity }, { after: 5 }, { after: null }, null, 5, 'x',
  ].map((query) => [`references with the query ${JSON.stringify(query)}`, (client) => client.getIncomingMediaReferences(ID, query)]),
  ...[undefined, null, 5, {}, { ids: 'x' }, { ids: [5] }, { ids: [ID, ''] }, { ids: ['.'] }, { ids: [ID, '..'] }, { ids: ['a,b'] }, { ids: new Set([ID]) },
    { ids: new Array(2) }, { ids: ['\ud800'] }, { externalId: '' }, { externalId: 5 }, { externalId: 'x', systemName: 5 },
    { externalId: '\ud800' }, { externalId: 'x', systemName: '\ud800' },
    { ids: [ID], externalId: 'x' }, { systemName: 'x' },
  ].map((query) => [`getEntries of ${JSON.stringify(query)}`, (client) => client.getEntries(query)]),
  ['updateEntry without a function', (client) => client.updateEntry(ID)],
  ...[-1, 1.5, '2'].map((maxConflicts) => [
    `updateEntry with maxConflicts ${maxConflicts}`, (client) => client.updateEntry(ID, () => [], { maxConflicts })]),
  ...['no', 0, null].map((validate) => [
    `patchEntry with validate ${validate}`, (client) => client.patchEntry(ID, { patches: [] }, { validate })]),
];
test('an argument that is not what its type says is a TypeError: rejected, not thrown, and nothing is sent', async (t) => {
  for (const [name, call] of WRONG) {
    await t.test(name, async () => {
      const { client, emulator } = begin();
      const error = await rejection(() => call(client));
      assert.ok(error instanceof TypeError, `not a TypeError: ${error}`);
      assert.match(error.message, /^[\w.]+: (expected [\w{].+|must not .+)$/);
      assert.deepEqual(emulator.requests, []);
    });
  }
});

test('entries are asked for by ids, or by an external id', async () => {
  const message = 'query: expected { ids } or { externalId, systemName }, not object';
  await assert.rejects(connect(script(200)).getEntries({ systemName: 'x' }), { name: 'TypeError', message });
});

// ───────────────────────────── serveImage ─────────────────────────────

test('an image comes as the server sends it, body unread, any key it has', async () => {
  const { client } = begin();
  for (const [key, bytes] of Object.entries(seed().files)) {
    const response = await client.serveImage(key);
    assert.ok(response instanceof Response);
    assert.equal(response.bodyUsed, false);
    assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
  }
});

test('an unknown image is a NotFoundError, a revoked one a PermissionError', async () => {
  const { client } = begin();
  const unknown = await failure(client.serveImage('a/unknown.jpg'));
  assert.ok(unknown instanceof NotFoundError);
  assert.equal(unknown.details.message, 'No image found.');
  await client.patchEntry(ID, { patches: [{ operation: 'revokeAsset' }] });
  const revoked = await failure(client.serveImage('a/b.jpg'));
  assert.ok(revoked instanceof PermissionError);
  assert.equal(revoked.details.message, 'The requested image is revoked or marked as invalid');
});

/** Over real HTTP: sends one chunk, then waits. */
async function slowImage(work) {
  let closed;
  const server = createServer((request, response) => {
    closed = new Promise((resolve) => response.on('close', resolve));
    response.writeHead(200, { 'content-type': 'image/jpeg' });
    response.write('first');
    server.finish = () => response.end('last');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await work(`http://127.0.0.1:${server.address().port}`, server, () => closed);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('an image streams: its first bytes are there before its last are sent, and no timeout ends it', async () => {
  await slowImage(async (baseUrl, server) => {
    const response = await connect(undefined, { baseUrl, timeoutMs: 1_000 }).serveImage('a.jpg');
    const reader = response.body.getReader();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'first');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    server.finish();
    assert.equal(new TextDecoder().decode((await reader.read()).value), 'last');
    assert.equal((await reader.read()).done, true);
  });
});

test("the signal ends an image's body, and the connection", async () => {
  await slowImage(async (baseUrl, server, closed) => {
    const controller = new AbortController();
    const response = await connect(undefined, { baseUrl }).serveImage('a.jpg', { signal: controller.signal });
    const reader = response.body.getReader();
    await reader.read();
    const reason = new Error('enough');
    controller.abort(reason);
    assert.equal(await failure(reader.read()), reason);
    await closed();
  });
});
