// Every fault of the emulator × every method of the client: each call settles with the documented error or result, and
// nothing is raised elsewhere.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ID, METHODS, READING, connect, failure, library, raisedDuring, seed, setTitle, start, stopTheClock } from './clients.mjs';

const names = (code) => Object.entries(library).filter(([, value]) => value === library[code]).map(([name]) => name);

/** Fault → the class of the error; for those that only spoil the body, of the methods that read it. */
const FAULTS = [
  ['network-error', 'ConnectionError'],
  ['reject-non-error', 'ConnectionError'],
  ['throw', 'ConnectionError'],
  ['hang', 'TimeoutError'],
  ['lost-response', 'ConnectionError'],
  ['malformed-json', 'ResponseFormatError', READING],
  ['truncated-body', 'ConnectionError', READING],
  [{ status: 200, body: '' }, 'ResponseFormatError', READING],
  [{ status: 200, body: '<html>' }, 'ResponseFormatError', READING],
  [{ status: 200, body: 'null' }, 'ResponseFormatError', READING],
  [{ status: 200, body: '{"results":[5],"id":"x"}' }, 'ResponseFormatError', ['getEntry', 'updateEntry', 'getEntries by ids', 'getEntries by externalId']],
  [{ status: 204 }, 'ResponseFormatError', READING],
  [{ status: 304 }, 'ApiError'],
  [{ status: 400, body: '{"status":400,"error":"Bad Request","error_details":{"patches.0.operation":"No enum match for: \\"x\\""}}' }, 'BadRequestError'],
  [{ status: 401 }, 'AuthenticationError'],
  [{ status: 403, body: '{"error_details":{"access_token":"The request requires higher privileges"}}' }, 'PermissionError'],
  [{ status: 404, body: 'Not here' }, 'NotFoundError'],
  [{ status: 408 }, 'ApiError'],
  [{ status: 409, body: '{"error_details":{"name":"Conflict","message":"Cannot update outdated value"}}' }, 'ConflictError'],
  [{ status: 410 }, 'GoneError'],
  [{ status: 413, body: '<html>too large</html>', headers: { 'content-type': 'text/html' } }, 'ApiError'],
  [{ status: 418 }, 'ApiError'],
  [{ status: 429 }, 'RateLimitError'],
  [{ status: 500, body: '{"error":5,"error_details":[1]}' }, 'ServerError'],
  [{ status: 502, body: '<html>' }, 'ServerError'],
  [{ status: 503, headers: { 'retry-after': '0' } }, 'ServerError'],
  [{ status: 504, body: '"text"' }, 'ServerError'],
  [{ status: 599 }, 'ServerError'],
];

for (const [fault, kind, failing = Object.keys(METHODS)] of FAULTS) {
  const described = typeof fault === 'string' ? fault : `${fault.status} ${fault.body ?? ''}`;
  for (const [name, call] of Object.entries(METHODS)) {
    const fails = failing.includes(name);
    test(`${described}: ${name} ${fails ? `rejects with a ${kind}` : 'succeeds'}, and nothing is raised elsewhere`, async (t) => {
      const clock = stopTheClock(t);
      const { client, emulator } = start({ maxRetries: 0, timeoutMs: 1_000 }, seed());
      const raised = await raisedDuring(async () => {
        emulator.failNext(fault);
        const call_ = call(client);
        if (!fails) return clock.finish(call_);
        const error = await clock.finish(failure(call_));
        assert.ok(error instanceof library.MediaLibraryError, String(error));
        assert.equal(error.constructor, library[kind], `${names(kind)}, not ${error}`);
        assert.equal(error.name, kind);
        if (fault.status) assert.equal(error.status, fault.status);
        assert.ok(library.isMediaLibraryError(error));
        assert.equal(typeof JSON.stringify(error), 'string');
        assert.match(error.message, /^(GET|PATCH) https:\/\/livingdocs\.example\/api\/2026-05\/(mediaLibrary|projectConfig)/);
      });
      assert.deepEqual(raised, []);
    });
  }
}

for (const fault of FAULTS.map(([fault]) => fault).filter((fault) => [408, 429, 500, 502, 503, 504].includes(fault.status) || typeof fault === 'string')) {
  const final = ['malformed-json'].includes(fault);
  for (const name of READING) {
    test(`${fault.status ?? fault}, once: ${name} ${final ? 'fails' : 'recovers by itself'}`, async (t) => {
      const clock = stopTheClock(t);
      const { client, emulator } = start({ timeoutMs: 1_000 }, seed());
      emulator.failNext(fault);
      if (final) assert.equal((await clock.finish(failure(METHODS[name](client)))).code, 'response_format');
      else await clock.finish(METHODS[name](client));
    });
  }
}

test('the patch of updateEntry meets every fault too', async (t) => {
  const clock = stopTheClock(t);
  for (const [fault, kind, failing] of FAULTS) {
    const { client, emulator } = start({ maxRetries: 0, timeoutMs: 1_000 }, seed());
    const call = client.updateEntry(ID, () => {
      emulator.failNext(fault);
      return [setTitle];
    });
    if (failing) assert.equal(await clock.finish(call), true);
    else assert.equal((await clock.finish(failure(call))).constructor, library[kind]);
  }
});

test('a request that was applied before its answer broke stays applied', async () => {
  for (const fault of ['malformed-json', 'truncated-body', 'lost-response']) {
    const { client, emulator } = start({ maxRetries: 0 }, seed());
    emulator.failNext(fault);
    await client.patchEntry(ID, { patches: [setTitle] }).catch(() => {});
    assert.equal(emulator.entry(ID).metadata.title, setTitle.value, fault);
  }
});

test('a truncated image rejects where it is read', async () => {
  const { client, emulator } = start({}, seed());
  emulator.failNext('truncated-body');
  const response = await client.serveImage('a/b.jpg');
  assert.ok((await failure(response.arrayBuffer())) instanceof TypeError);
});

test('the cause is what fetch rejected with', async () => {
  for (const [fault, cause] of [['network-error', TypeError], ['throw', TypeError], ['lost-response', TypeError], ['truncated-body', TypeError]]) {
    const { client, emulator } = start({ maxRetries: 0 }, seed());
    emulator.failNext(fault);
    assert.ok((await failure(client.getEntry(ID))).cause instanceof cause, fault);
  }
  const { client, emulator } = start({ maxRetries: 0 }, seed());
  emulator.failNext('reject-non-error');
  assert.equal(typeof (await failure(client.getEntry(ID))).cause, 'string');
});

// ───────────────────────────── Whatever a fetch may give ─────────────────────────────

const body = (arrayBuffer) => ({ status: 200, headers: new Headers(), arrayBuffer });
const ODD = {
  undefined: () => undefined,
  null: () => null,
  'a text': () => 'x',
  'a number': () => 200,
  'a function': () => () => {},
  'an empty object': () => ({}),
  'an object without a body': () => ({ status: 200 }),
  'a status that is a text': () => ({ ...body(async () => new ArrayBuffer(0)), status: '200' }),
  'a status of 0': () => Response.error(),
  'a status of NaN': () => ({ ...body(async () => new ArrayBuffer(0)), status: NaN }),
  'a status that throws': () => ({ get status() { throw new Error('own'); } }),
  'headers that throw': () => ({ status: 500, get headers() { throw new Error('own'); }, arrayBuffer: async () => new ArrayBuffer(0) }),
  'headers without get': () => ({ status: 500, headers: {}, arrayBuffer: async () => new ArrayBuffer(0) }),
  'headers whose get throws': () => ({ status: 429, headers: { get() { throw new Error('own'); } }, arrayBuffer: async () => new ArrayBuffer(0) }),
  'a body that throws': () => body(() => { throw new Error('own'); }),
  'a body that rejects with undefined': () => body(() => Promise.reject()),
  'a body that is undefined': () => body(async () => undefined),
  'a body that is null': () => body(async () => null),
  'a body that is a text': () => body(async () => '{"id":"x","version":1}'),
  'a body that is a negative number': () => body(async () => -1),
  'a body that is a symbol': () => body(async () => Symbol('own')),
  'a body that is a BigInt': () => body(async () => 1n),
  'a body that was read already': async () => { const response = new Response('{}'); await response.text(); return response; },
  'a thenable that throws': () => ({ get then() { throw new Error('own'); } }),
  'a proxy that throws': () => new Proxy({}, { get(_, name) { if (name === 'then') return undefined; throw new Error('own'); } }),
  'a rejection with undefined': () => Promise.reject(),
  'a rejection with null': () => Promise.reject(null),
  'a rejection with an error whose message throws': () => Promise.reject({ get message() { throw new Error('own'); } }),
  'a rejection with a frozen object': () => Promise.reject(Object.freeze({})),
  'an error thrown at once': () => { throw new Error('own'); },
  'a text thrown at once': () => { throw 'own'; },
  'undefined thrown at once': () => { throw undefined; },
};
for (const [name, fetch] of Object.entries(ODD)) {
  test(`a fetch that gives ${name}: the call settles with an error of the library, and nothing is raised elsewhere`, async () => {
    const raised = await raisedDuring(async () => {
      const alarm = {};
      let timer;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, 5_000, alarm)));
      const client = connect(fetch, { maxRetries: 0 });
      for (const call of [client.getEntry(ID), client.patchEntry(ID, { patches: [{ operation: 'revokeAsset' }] })]) {
        const outcome = await Promise.race([call.catch((error) => error), late]);
        assert.notEqual(outcome, alarm, 'never settles');
        assert.ok(outcome === undefined || library.isMediaLibraryError(outcome), String(outcome));
      }
      clearTimeout(timer);
    });
    assert.deepEqual(raised, []);
  });
}

test('after whatever a fetch gave, the library still works', async () => {
  const { client } = start({}, seed());
  assert.equal((await client.getEntry(ID)).id, ID);
});

test('without a fetch option, the global fetch of the moment is used', async (t) => {
  const { emulator } = start({}, seed());
  const client = connect(undefined);
  t.mock.method(globalThis, 'fetch', emulator.fetch);
  assert.equal((await client.getEntry(ID)).id, ID);
  t.mock.method(globalThis, 'fetch', () => Promise.reject(new TypeError('offline')));
  assert.equal((await failure(client.getEntry(ID, { maxRetries: 0 }))).code, 'connection');
});

test('fetch is called without a this, as the global one is', async () => {
  let receiver = 'none';
  const { emulator } = start({}, seed());
  await connect(function (url, init) {
    receiver = this;
    return emulator.fetch(url, init);
  }).getEntry(ID);
  assert.equal(receiver, undefined);
});
