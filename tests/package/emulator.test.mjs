// The emulator as a `fetch`: what it takes, how it fails when asked to, and what it tells. Its answers are tested in Rust.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readFileSync } from 'node:fs';
import { BASE, ID, MediaLibraryEmulator, failure, raisedDuring, seed, settle } from './clients.mjs';
import { NAME, load, loadFile } from './installed.mjs';
import { watchInstances } from './trap-work.mjs';

const { applyPatches } = await load(`${NAME}/emulator`);
const { Validator } = await load(`${NAME}/validator`);
const ENTRY = `${BASE}/api/2026-05/mediaLibrary/${ID}`;
const headers = { authorization: 'Bearer demo-token' };
const json = { ...headers, 'content-type': 'application/json' };
const title = (value) => JSON.stringify({ patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value }] });

test('it is called with a URL and init, or with a Request, and needs no this', async () => {
  const { fetch } = new MediaLibraryEmulator();
  for (const call of [() => fetch(ENTRY, { headers }), () => fetch(new URL(ENTRY), { headers }), () => fetch(new Request(ENTRY, { headers }))]) {
    const response = await call();
    assert.deepEqual([response.status, (await response.json()).id, response.headers.get('content-type')], [200, ID, 'application/json']);
  }
  for (const init of [undefined, {}]) {
    const error = await failure(fetch('http://[not a URL', init));
    assert.ok(error instanceof TypeError);
    assert.match(error.message, /URL/);
  }
});

test('where the platform hides a class that it needs, it says so, and the way out', (t) => {
  for (const name of ['Request', 'Response']) {
    const { [name]: own } = globalThis;
    t.after(() => Object.assign(globalThis, { [name]: own }));
    delete globalThis[name];
    assert.throws(() => new MediaLibraryEmulator(), new TypeError(`${name}: this runtime has none. Jest with jsdom hides that of Node: use jest-fixed-jsdom`));
    globalThis[name] = own;
  }
});

test('a HEAD has no body', async () => {
  const response = await new MediaLibraryEmulator().fetch(ENTRY, { method: 'HEAD', headers });
  assert.equal(await response.text(), '');
});

test('requests are listed, and entries shown as they are now, in copies', async () => {
  const emulator = new MediaLibraryEmulator();
  await emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body: title('a') });
  assert.equal(emulator.entry(ID).metadata.title, 'a');
  emulator.entry(ID).metadata.title = 'b';
  assert.equal(emulator.entry(ID).metadata.title, 'a');
  assert.deepEqual(emulator.requests.map(({ method, path, status }) => [method, path, status]), [['PATCH', new URL(ENTRY).pathname, 200]]);
  for (const unknown of ['nobody', undefined, null, 5, {}]) assert.equal(emulator.entry(unknown), undefined);
});

test('now is the clock of updatedAt, asked for each request', async () => {
  let now = Date.UTC(2026, 0, 1);
  const emulator = new MediaLibraryEmulator({ now: () => now });
  for (const expected of ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:05.000Z']) {
    await emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body: title(expected) });
    assert.equal(emulator.entry(ID).updatedAt, expected);
    now += 5_000;
  }
  const { entry } = applyPatches(emulator.entry(ID), JSON.parse(title('x')), { now: () => new Date(now) });
  assert.equal(entry.updatedAt, '2026-01-01T00:00:10.000Z');
});

test('without now it is the clock of the machine, also where that becomes a fake one later', (t) => {
  const emulator = new MediaLibraryEmulator();
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2030, 0, 1) });
  const { entry } = applyPatches(emulator.entry(ID), JSON.parse(title('x')));
  assert.equal(entry.updatedAt, '2030-01-01T00:00:00.000Z');
});

test('files are copied, of a view only what it shows', async () => {
  const bytes = new Uint8Array([9, 9, 1, 2, 3, 9]);
  const views = [bytes.subarray(2, 5), new DataView(bytes.buffer, 2, 3), Buffer.from([1, 2, 3])];
  const emulators = views.map((view) => new MediaLibraryEmulator({ ...seed(), files: { 'a/b.jpg': view } }));
  bytes.fill(0);
  for (const { fetch } of emulators) {
    const response = await fetch(`${BASE}/api/2026-05/mediaLibrary/serve-image/a/b.jpg`, { headers });
    assert.deepEqual([...new Uint8Array(await response.arrayBuffer())], [1, 2, 3]);
  }
});

test('options that are not what their type says are a TypeError that names the place', () => {
  const wrong = {
    options: [null, 5, 'x'],
    now: [5, null, '2026'],
    files: [5, 'x', null],
    entries: [() => {}, Symbol('x')],
    tokens: [() => {}],
  };
  for (const [name, values] of Object.entries(wrong)) {
    for (const value of values) {
      const make = () => new MediaLibraryEmulator(name === 'options' ? value : { [name]: value });
      const expected = name === 'now' ? 'a function' : 'an object';
      assert.throws(make, (error) => error instanceof TypeError && error.message.startsWith(`${name}: expected ${expected}, not `), `${name}: ${String(value)}`);
    }
  }
  assert.throws(() => new MediaLibraryEmulator({ files: { a: 'text' } }), /^TypeError: files\.a: expected a Uint8Array, not "text"$/);
  assert.throws(() => new MediaLibraryEmulator({ entries: [{ version: 1n }] }), /^TypeError: options: Invalid JSON: cannot be serialised/);
});

test('a fault meets the next request, or as many as are said, and then no more', async () => {
  const emulator = new MediaLibraryEmulator();
  const statuses = async (count) => {
    const seen = [];
    for (let turn = 0; turn < count; turn++) seen.push((await emulator.fetch(ENTRY, { headers })).status);
    return seen;
  };
  emulator.failNext({ status: 503 });
  assert.deepEqual(await statuses(2), [503, 200]);
  emulator.failNext({ status: 500 }, 2);
  emulator.failNext({ status: 502 }, 0);
  assert.deepEqual(await statuses(3), [500, 500, 200]);
  for (const times of [-1, 1.5, '2', NaN, 2 ** 32]) assert.throws(() => emulator.failNext('hang', times), /^TypeError: times: expected a whole number/);
  for (const fault of [undefined, null, 5, 'later', {}, { status: 99 }, { status: '500' }, { status: 500, body: 5 }]) {
    assert.throws(() => emulator.failNext(fault), /^TypeError: fault/);
  }
  assert.throws(() => emulator.failNext({ status: 500, headers: { 'a b': 'x' } }), ({ name, message, cause }) => name === 'TypeError' && message === `fault.headers: ${cause.message}`);
  const thrown = { get a() { throw undefined; } };
  assert.throws(() => emulator.failNext({ status: 500, headers: thrown }), /^TypeError: fault\.headers: /);
  assert.deepEqual(await statuses(1), [200]);
});

test('a fault meets the requests that it is for, after those it lets pass', async () => {
  const emulator = new MediaLibraryEmulator();
  const send = async (method) => (await emulator.fetch(ENTRY, { method, headers: json, ...(method === 'PATCH' && { body: title('x') }) })).status;
  emulator.failNext({ status: 500 }, 1, { method: 'PATCH', skip: 1 });
  emulator.failNext({ status: 502 }, 1, { method: 'get' });
  emulator.failNext({ status: 503 }, 1, {});
  const statuses = [];
  for (const method of ['GET', 'GET', 'PATCH', 'PATCH', 'GET']) statuses.push(await send(method));
  assert.deepEqual(statuses, [502, 503, 200, 500, 200]);
  for (const [options, message] of [
    [null, /^TypeError: options: expected an object, not null$/],
    ['PATCH', /^TypeError: options: expected an object, not "PATCH"$/],
    [{ method: '' }, /^TypeError: method: expected a method, like "PATCH", not ""$/],
    [{ method: 'GET, PATCH' }, /^TypeError: method: /],
    [{ method: null, skip: 'x' }, /^TypeError: method: expected a method, like "PATCH", not null$/],
    [{ method: ['GET'] }, /^TypeError: method: /],
    [{ method: 5 }, /^TypeError: method: /],
    [{ skip: -1 }, /^TypeError: skip: expected a whole number from 0 to 4294967295, not -1$/],
    [{ skip: 0.5 }, /^TypeError: skip: /],
    [{ skip: null }, /^TypeError: skip: /],
    [{ skip: 2 ** 32 }, /^TypeError: skip: /],
  ]) {
    assert.throws(() => emulator.failNext({ status: 500 }, 1, options), message);
  }
  assert.equal(await send('GET'), 200);
});

test('a PATCH that guardPatch would refuse by its headers is 415, and no other request', async () => {
  const cases = JSON.parse(readFileSync(new URL('../cases/body-headers.json', import.meta.url), 'utf8'));
  const emulator = new MediaLibraryEmulator();
  const body = new TextEncoder().encode('{"patches":[]}');
  for (const { headers: given, passes } of [cases[0], ...cases.filter((row, index) => index > 0 && row.passes !== cases[index - 1].passes)]) {
    const response = await emulator.fetch(ENTRY, { method: 'PATCH', headers: { ...headers, ...given }, body });
    assert.equal(response.status, passes ? 200 : 415, JSON.stringify(given));
  }
  assert.equal((await emulator.fetch(ENTRY, { method: 'PATCH', headers, body: 'text' })).status, 415);
  assert.equal((await emulator.fetch(ENTRY, { headers })).status, 200);
});

test('bodies of requests are kept as text, once they are read', async () => {
  const emulator = new MediaLibraryEmulator();
  const send = (body) => emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body });
  const bodies = () => emulator.requests.map(({ body }) => body);
  const text = title('ü\u{1f600}');
  const sending = send(text);
  assert.deepEqual(bodies(), [undefined]);
  await sending;
  await send(new Uint8Array([0x61, 0xff]));
  await send('');
  await emulator.fetch(ENTRY, { headers });
  assert.deepEqual(bodies(), [text, 'a\ufffd', undefined, undefined]);
  assert.deepEqual(emulator.requests.map((request) => 'body' in request), [true, true, false, false]);
  const faults = ['lost-response', 'truncated-body', 'malformed-json', { status: 500 }, 'network-error', 'reject-non-error', 'hang'];
  for (const fault of faults) {
    emulator.failNext(fault);
    send(JSON.stringify(fault)).catch(() => {});
  }
  emulator.failNext('throw');
  assert.throws(() => send('"throw"'), TypeError);
  await settle();
  assert.deepEqual(bodies().slice(4), [...faults, 'throw'].map((fault) => JSON.stringify(fault)));
  const raised = await raisedDuring(async () => {
    for (const fault of ['network-error', 'hang']) {
      emulator.failNext(fault);
      const broken = new ReadableStream({ start: (stream) => stream.error(new Error('reset')) });
      emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body: broken, duplex: 'half' }).catch(() => {});
    }
    await settle();
  });
  assert.deepEqual(raised, []);
  assert.deepEqual(bodies().slice(-2), [undefined, undefined]);
});

/** As jsdom has them: no instance of the platform's class. */
class ForeignSignal extends EventTarget {
  aborted = false;
  abort(reason) {
    Object.assign(this, { aborted: true, reason });
    this.dispatchEvent(new Event('abort'));
  }
}

/** As Node 24 has it: Node 20 takes foreign signals. */
class StrictRequest extends Request {
  constructor(input, init) {
    if (init?.signal && !(init.signal instanceof AbortSignal)) throw new TypeError('Expected signal to be an instance of AbortSignal');
    super(input, init);
  }
}

test('a signal of another realm aborts as well, and init is a plain object, also where the platform refuses it', async (t) => {
  await foreignSignals();
  const { Request } = globalThis;
  t.after(() => Object.assign(globalThis, { Request }));
  globalThis.Request = StrictRequest;
  await foreignSignals();
});

async function foreignSignals() {
  const emulator = new MediaLibraryEmulator();
  const init = (signal) => ({ method: 'PATCH', headers: json, body: title('foreign'), signal, redirect: 'manual' });
  assert.equal((await emulator.fetch(ENTRY, init(new ForeignSignal()))).status, 200);
  assert.equal(emulator.entry(ID).metadata.title, 'foreign');

  const hanging = new ForeignSignal();
  emulator.failNext('hang');
  const hung = failure(emulator.fetch(ENTRY, init(hanging)));
  const sending = new ForeignSignal();
  const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{')) });
  const sent = failure(emulator.fetch(ENTRY, { ...init(sending), body, duplex: 'half' }));
  await settle();
  hanging.abort('own');
  sending.abort();
  assert.equal(await hung, 'own');
  const { name, message } = await sent;
  assert.deepEqual([name, message], ['AbortError', 'This operation was aborted']);
  assert.equal(await failure(emulator.fetch(ENTRY, init(hanging))), 'own');
  assert.equal(emulator.requests.length, 3);
  for (const signal of [5, {}, 'x']) assert.ok((await failure(emulator.fetch(ENTRY, init(signal)))) instanceof TypeError);
  assert.equal(emulator.requests.length, 3);
  assert.equal((await emulator.fetch(ENTRY, init(null))).status, 200);
}

test('where requests have no signal, all goes on without', async (t) => {
  const { Request } = globalThis;
  t.after(() => Object.assign(globalThis, { Request }));
  globalThis.Request = class extends Request {
    get signal() {}
  };
  const emulator = new MediaLibraryEmulator();
  assert.equal((await emulator.fetch(ENTRY, { headers })).status, 200);
  emulator.failNext('hang');
  assert.equal(await Promise.race([emulator.fetch(ENTRY, { headers }), settle().then(() => 'hangs')]), 'hangs');
});

test('an abort that comes with the last byte of the body is one', async (t) => {
  const { Request } = globalThis;
  t.after(() => Object.assign(globalThis, { Request }));
  const controller = new AbortController();
  globalThis.Request = class extends Request {
    arrayBuffer() {
      const then = (resolve) => {
        resolve(new ArrayBuffer(0));
        controller.abort('late');
      };
      return { then };
    }
  };
  assert.equal(await failure(new MediaLibraryEmulator().fetch(ENTRY, { headers, signal: controller.signal })), 'late');
});

test('an answer of its own comes with its headers and its body, and without one where none may be', async () => {
  const emulator = new MediaLibraryEmulator();
  emulator.failNext({ status: 429, headers: { 'Retry-After': '7' }, body: 'later' });
  const limited = await emulator.fetch(ENTRY, { headers });
  assert.deepEqual([limited.status, limited.headers.get('retry-after'), await limited.text()], [429, '7', 'later']);
  for (const status of [204, 205, 304]) {
    emulator.failNext({ status, body: 'x' });
    const response = await emulator.fetch(ENTRY, { headers });
    assert.deepEqual([response.status, response.body], [status, null]);
  }
});

test('each fault fails in its own way', async () => {
  const emulator = new MediaLibraryEmulator();
  const get = () => emulator.fetch(ENTRY, { headers });
  emulator.failNext('throw');
  assert.throws(get, new TypeError('emulated fetch that throws'));
  emulator.failNext('network-error');
  const told = async (call) => String(await failure(call));
  assert.equal(await told(get()), 'TypeError: fetch failed: emulated network error');
  emulator.failNext('reject-non-error');
  assert.equal(await failure(get()), 'emulated rejection without an Error');
  emulator.failNext('truncated-body');
  const reader = (await get()).body.getReader();
  assert.match(new TextDecoder().decode((await reader.read()).value), /^\{"/);
  assert.equal(await told(reader.read()), 'TypeError: terminated: emulated end of the connection');
  emulator.failNext('lost-response');
  assert.equal(await told(emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body: title('lost') })), 'TypeError: fetch failed: emulated loss of the response');
  assert.equal(emulator.entry(ID).metadata.title, 'lost');
});

test('an abort ends a request that hangs, that was not begun, or whose body does not end', async () => {
  const raised = await raisedDuring(async () => {
    const emulator = new MediaLibraryEmulator();
    const controller = new AbortController();
    emulator.failNext('hang');
    const hanging = failure(emulator.fetch(ENTRY, { headers, signal: controller.signal }));
    const body = new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{')) });
    const sending = failure(emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body, duplex: 'half', signal: controller.signal }));
    await settle();
    controller.abort('own');
    assert.deepEqual(await Promise.all([hanging, sending]), ['own', 'own']);
    assert.equal(await failure(emulator.fetch(ENTRY, { headers, signal: controller.signal })), 'own');
    assert.equal(emulator.requests.length, 2, 'one that was aborted before is not received');
  });
  assert.deepEqual(raised, []);
});

test('applyPatches gives the entry to be, or the conflict, also where something is no JSON', () => {
  const entry = new MediaLibraryEmulator().entry(ID);
  assert.equal(applyPatches(entry, JSON.parse(title('next'))).entry.metadata.title, 'next');
  const stale = applyPatches(entry, { version: 99, patches: [{ operation: 'archive' }] });
  assert.deepEqual([stale.conflict.status, stale.conflict.message], [409, `Version: Expected ${entry.version} to be equal to 99`]);
  for (const [before, request, message] of [[{ id: 1n }, { patches: [] }, /^entry: Invalid JSON: cannot be serialised/], [entry, { patches: 1n }, /^Invalid JSON: cannot be serialised/]]) {
    const { conflict } = applyPatches(before, request);
    assert.equal(conflict.status, 400);
    assert.match(conflict.message, message);
  }
});

test('applyPatches says what is wrong with each patch at its place', () => {
  const entry = new MediaLibraryEmulator().entry(ID);
  const request = { patches: [{ operation: 'archive', note: 'x' }, { operation: 'nothing' }] };
  assert.deepEqual(applyPatches(entry, request).conflict.issues, new Validator().validate(request));
  const unserializable = { patches: 1n };
  assert.deepEqual(applyPatches(entry, unserializable).conflict.issues, new Validator().validate(unserializable));
  assert.deepEqual(applyPatches({ id: 1n }, { patches: [] }).conflict.issues, []);
  const replace = { patches: [{ operation: 'replaceAsset', value: { key: 'a.jpg' } }] };
  assert.deepEqual(applyPatches(entry, replace, { files: {} }).conflict.issues, [
    { path: ['patches', 0, 'value', 'key'], code: 'server', message: 'File does not exist in the storage', params: {} },
  ]);
  assert.equal(applyPatches(entry, replace, { files: { 'a.jpg': 'whatever it holds' } }).entry.asset.key, 'a.jpg');
});

test('applyPatches gives the usage log, where it is known', () => {
  const entry = new MediaLibraryEmulator().entry(ID);
  const request = { patches: [{ operation: 'addUsageLogEntry', value: { purpose: 'print' } }] };
  assert.equal(applyPatches(entry, request).usageLog, undefined);
  const { usageLog } = applyPatches(entry, request, { usageLog: {} });
  assert.deepEqual(usageLog.map(({ purpose, state }) => [purpose, state]), [['print', 'pending']]);
  const { usageLog: emptied } = applyPatches(entry, { patches: [{ operation: 'removeUsageLogEntry', usageLogEntryId: usageLog[0].id }] }, { usageLog: { [ID]: usageLog } });
  assert.deepEqual(emptied, []);
});

test('an emulator is lost by a trap, and says so; another works, and so does applyPatches when a function of its options has met one', async (t) => {
  const { WebAssembly } = globalThis;
  const { Instance } = WebAssembly;
  t.after(() => Object.assign(WebAssembly, { Instance }));
  const spoil = watchInstances();
  const { MediaLibraryEmulator, WebAssemblyError, applyPatches } = await loadFile('dist/emulator.js', 'traps');
  const emulator = new MediaLibraryEmulator();
  const first = emulator.entry(ID);
  spoil();
  const isTrap = (message) => (error) => error instanceof WebAssemblyError && error.reason === 'trap' && message.test(error.message);
  assert.throws(() => emulator.requests, isTrap(/broke off; the next call starts it anew/));
  const isLost = isTrap(/the emulator was lost when the WebAssembly broke off; make another one/);
  assert.throws(() => emulator.requests, isLost);
  const other = new MediaLibraryEmulator();
  assert.deepEqual(other.requests, []);
  spoil();
  assert.throws(() => applyPatches({}, { patches: [] }), isTrap(/starts it anew/));
  assert.throws(() => other.entry('a'), isLost);
  let last;
  const now = () => {
    spoil();
    assert.throws(() => new MediaLibraryEmulator(), WebAssemblyError);
    last = new MediaLibraryEmulator();
    return 0;
  };
  assert.equal(applyPatches(first, JSON.parse(title('x')), { now }).entry.updatedAt, '1970-01-01T00:00:00.000Z');
  assert.equal(last.entry(ID).id, ID);
});

test('strings come back as they went in, lone surrogates included', async () => {
  const metadata = { caption: 'a\ud800', '\ud800': 1, '\udc00': 2, '\u{10ffff}': '\u{10ffff}\u{100000}' };
  const entry = { ...new MediaLibraryEmulator().entry(ID), metadata };
  const emulator = new MediaLibraryEmulator({ entries: [entry] });
  assert.deepEqual(emulator.entry(ID), entry);
  const answer = await emulator.fetch(ENTRY, { headers });
  assert.deepEqual((await answer.json()).metadata, metadata);
  assert.deepEqual(applyPatches(entry, { patches: [] }).entry.metadata, metadata);
});

test('a server of an older release, and one that ignores what it does not know', async () => {
  const emulator = new MediaLibraryEmulator({ serverRelease: 'release-2025-11', unknownProperties: 'ignore' });
  const patch = async (patch) => (await emulator.fetch(ENTRY, { method: 'PATCH', headers: json, body: JSON.stringify({ patches: [patch] }) })).status;
  assert.equal(await patch({ operation: 'unrevokeAsset' }), 400);
  assert.equal(await patch({ operation: 'archive', since: 'today' }), 200);
  assert.throws(() => new MediaLibraryEmulator({ serverRelease: 'new' }), /^TypeError: serverRelease: expected a release/);
});
