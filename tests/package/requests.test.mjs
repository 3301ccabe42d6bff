// What the client hands to `fetch`: a text and a plain object, with the headers that callers add; and what it is not given.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, ID, METHODS, collect, connect, failure, respond, script, seed, setTitle, start } from './clients.mjs';

const OWN = { accept: 'application/json', authorization: 'Bearer demo-token' };
const patched = { ...OWN, 'content-type': 'application/json' };
const TEXT = JSON.stringify({ patches: [setTitle] });

/** Method → what each of its requests is: method, headers, body. */
const SHAPES = {
  getEntry: [['GET', OWN]],
  'getEntries by ids': [['GET', OWN]],
  'getEntries by externalId': [['GET', OWN]],
  patchEntry: [['PATCH', patched, TEXT]],
  updateEntry: [['GET', OWN], ['PATCH', patched, JSON.stringify({ version: '1', patches: [setTitle] })]],
  getUsageLog: [['GET', OWN]],
  getAssetKeys: [['GET', OWN]],
  serveImage: [['GET', { ...OWN, accept: '*/*' }]],
  getIncomingDocumentReferences: [['GET', OWN]],
  patchEntries: [['PATCH', patched, TEXT]],
};

for (const [name, shapes] of Object.entries(SHAPES)) {
  test(`${name} calls fetch with a text and a plain object, and nothing else`, async () => {
    const { emulator } = start({}, seed());
    const calls = [];
    const client = connect((...given) => (calls.push(given), emulator.fetch(...given)));
    await METHODS[name](client);
    assert.equal(calls.length, shapes.length);
    for (const [index, [method, headers, body]] of shapes.entries()) {
      const [url, init, ...more] = calls[index];
      assert.equal(typeof url, 'string');
      assert.ok(url.startsWith(`${BASE}/api/2026-05/mediaLibrary`));
      assert.equal(Object.getPrototypeOf(init), Object.prototype);
      assert.equal(Object.getPrototypeOf(init.headers), Object.prototype);
      const { signal, cache, ...rest } = init;
      assert.ok(signal instanceof AbortSignal);
      assert.equal(cache, name === 'updateEntry' && method === 'GET' ? 'no-store' : undefined);
      assert.deepEqual(rest, { method, headers, redirect: 'manual', ...(body && { body }) });
      assert.deepEqual(more, []);
    }
  });
}

// ───────────────────────────── headers ─────────────────────────────

/** The client's, the call's, and what is sent beside the client's own headers. */
const HEADERS = [
  [undefined, undefined, {}],
  [{}, {}, {}],
  [{ 'X-Trace': 'a' }, undefined, { 'x-trace': 'a' }],
  [undefined, { 'X-Trace': 'b' }, { 'x-trace': 'b' }],
  [{ 'X-Trace': 'a', 'x-other': 'o' }, { 'x-tRACE': 'b' }, { 'x-trace': 'b', 'x-other': 'o' }],
  [[['a', '1'], ['A', '2']], undefined, { a: '1, 2' }],
  [new Headers({ via: 'x' }), new Map([['pragma', '']]), { via: 'x', pragma: '' }],
  [{ a: undefined }, { b: undefined }, {}],
  [{ "!#$%&'*+-.^_`|~9": 'ÿ\t ~' }, undefined, { "!#$%&'*+-.^_`|~9": 'ÿ\t ~' }],
  [{ ['__proto__x']: 'y', constructor: 'z' }, undefined, { ['__proto__x']: 'y', constructor: 'z' }],
];
for (const [own, more, expected] of HEADERS) {
  test(`headers are sent as ${JSON.stringify(expected)}`, async () => {
    const fetch = script(200);
    const client = connect(fetch, { headers: own });
    await client.getEntry(ID, { headers: more });
    await client.patchEntry(ID, { patches: [] }, { headers: more });
    for (const { init } of fetch.requests) {
      const { accept, authorization, 'content-type': type, ...rest } = init.headers;
      assert.deepEqual(rest, expected);
    }
  });
}

test('headers are those of the moment in which they were given, for every page, attempt and job', async () => {
  const headers = { 'x-trace': 'a' };
  const page = (cursor) => () => Response.json({ results: [{ id: 1, references: [] }], total: 9, cursor });
  const fetch = script(page('a'), [503, { 'retry-after-ms': '0' }], page('b'), page(null));
  const client = connect(fetch, { headers });
  headers['x-trace'] = 'changed';
  const more = { 'x-call': 'c' };
  const references = client.getIncomingMediaReferences(ID, {}, { headers: more });
  more['x-call'] = 'changed';
  await collect(references);
  assert.deepEqual(fetch.requests.map(({ init }) => [init.headers['x-trace'], init.headers['x-call']]), Array(4).fill(['a', 'c']));
  const patches = script(200);
  await collect(connect(patches).patchEntries([{ id: 'a', request: { patches: [] } }], { headers: { 'x-job': 'j' } }));
  assert.equal(patches.requests[0].init.headers['x-job'], 'j');
});

const WRONG_HEADERS = [
  ['headers', 'x-trace: a', 'expected an object, not "x-trace: a"'],
  ['headers', null, 'expected an object, not null'],
  ['headers', ['ab'], 'expected names as HTTP has them, not undefined'],
  ['headers.a', [['a']], 'expected a string without line breaks, of characters up to U+00FF'],
  ['headers.a', [['a', undefined]], 'expected a string without line breaks, of characters up to U+00FF'],
  ['headers', [{ 0: 'a', 1: 'b' }], 'expected names as HTTP has them, not undefined'],
  ['headers', { '': 'a' }, 'expected names as HTTP has them, not ""'],
  ['headers', { 'a b': 'a' }, 'expected names as HTTP has them, not "a b"'],
  ['headers', { 'a:': 'a' }, 'expected names as HTTP has them, not "a:"'],
  ['headers', { ä: 'a' }, 'expected names as HTTP has them, not "ä"'],
  ...['Authorization', 'ACCEPT', 'content-Type'].map((name) => ['headers', { [name]: 'x' }, `must not have ${name.toLowerCase()}, which the client sets`]),
  ...['secret\r\nx: y', 'secret\n', 'secret\0', 'secret😀', 5, null].map((value) => ['headers.x-key', { 'X-Key': value }, 'expected a string without line breaks, of characters up to U+00FF']),
];
for (const [place, headers, wrong] of WRONG_HEADERS) {
  test(`headers ${JSON.stringify(headers)} are refused, and no value is shown`, async () => {
    const check = (error) => {
      assert.ok(error instanceof TypeError);
      assert.equal(error.message, `${place}: ${wrong}`);
      return true;
    };
    assert.throws(() => connect(script(200), { headers }), check);
    const fetch = script(200);
    await assert.rejects(connect(fetch).getEntry(ID, { headers }), check);
    await assert.rejects(connect(fetch).getIncomingMediaReferences(ID, {}, { headers }), check);
    assert.equal(fetch.requests.length, 0);
  });
}

// ───────────────────────────── Signals that a platform does not take ─────────────────────────────

/** What platforms say of a signal that is not theirs. */
const REFUSALS = [
  `RequestInit: Expected signal ("AbortSignal {}") to be an instance of AbortSignal.`,
  "Failed to execute 'fetch' on 'Window': Failed to read the 'signal' property from 'RequestInit': Failed to convert value to 'AbortSignal'.",
  "Window.fetch: 'signal' member of RequestInit does not implement interface AbortSignal.",
  'Expected signal to be an instanceof AbortSignal',
];
for (const message of REFUSALS) {
  test(`a signal that is refused (${message.slice(0, 30)}…) is left out, in one attempt`, async () => {
    for (const fails of [() => { throw new TypeError(message); }, () => Promise.reject(new TypeError(message))]) {
      const inits = [];
      const events = [];
      const fetch = (url, init) => {
        inits.push(init);
        return 'signal' in init ? fails() : respond(200);
      };
      await connect(fetch, { onAttempt: (event) => events.push(event) }).patchEntry(ID, { patches: [setTitle] });
      assert.equal(inits.length, 2);
      const { signal, ...rest } = inits[0];
      assert.deepEqual(inits[1], rest);
      assert.deepEqual(events.map(({ attempt, status }) => [attempt, status]), [[1, 200]]);
    }
  });
}

test('without its signal an attempt ends in time, and with the caller’s abort, all the same', async () => {
  const refuse = (url, init) => ('signal' in init ? Promise.reject(new TypeError(REFUSALS[0])) : new Promise(() => {}));
  const once = { maxRetries: 0 };
  assert.equal((await failure(connect(refuse, { timeoutMs: 20 }).getEntry(ID, once))).code, 'timeout');
  assert.equal((await failure(connect(refuse).getEntry(ID, { signal: AbortSignal.timeout(20) }))).name, 'TimeoutError');
});

test('other failures are no refusals, and are sent once an attempt', async () => {
  for (const error of [new TypeError('fetch failed'), new TypeError('sent, but AbortSignal says no'), new DOMException('Its signal, an AbortSignal, was aborted', 'AbortError'), 'AbortSignal', null]) {
    let sent = 0;
    const fetch = async () => {
      sent++;
      throw error;
    };
    assert.equal((await failure(connect(fetch, { maxRetries: 0 }).getEntry(ID))).code, 'connection');
    assert.equal(sent, 1, String(error));
  }
});
