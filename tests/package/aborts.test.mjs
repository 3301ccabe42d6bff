// An abort ends a call at once, wherever it is, with `signal.reason`; and no call leaves a listener or a timer behind.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import {
  BASE, ID, METHODS, collect, connect, failure, hang, hangInBody, raisedDuring, respond, revoke, script, setTitle, settle, start, stopTheClock,
} from './clients.mjs';
import { COLLECT, NAME, runModule } from './installed.mjs';

const listeners = (signal) => getEventListeners(signal, 'abort').length;
const never = () => new Promise(() => {});
const deaf = () => never();

/** Stage → the answers and the token that keep a call there; `sent`: how many requests went out by then. */
const STAGES = {
  'in the token function': { answers: [200], token: never, sent: 0 },
  'in fetch': { answers: [hang], sent: 1 },
  'in a fetch that does not mind its signal': { answers: [deaf], sent: 1 },
  'in the body': { answers: [hangInBody()], sent: 1 },
  'in the body of an error': { answers: [hangInBody(500)], sent: 1 },
  'in a wait': { answers: [[503, { 'retry-after': '60' }]], sent: 1 },
  'in the second attempt': { answers: [[503, { 'retry-after-ms': '0' }], hang], sent: 2 },
  'in the token function after a 401': { answers: [401], token: onceThenNever, sent: 1 },
};
function onceThenNever() {
  let asked = 0;
  return () => (asked++ === 0 ? 'token-1' : never());
}

const METHODS_AT_A_STAGE = ['getEntry', 'getEntries by ids', 'getEntries by externalId', 'patchEntry', 'updateEntry', 'getUsageLog', 'getAssetKeys', 'serveImage', 'getIncomingDocumentReferences', 'for await over references'];

for (const [stage, { answers, token = 'demo-token', sent }] of Object.entries(STAGES)) {
  for (const name of METHODS_AT_A_STAGE) {
    // An image's body is its reader's, and that of a patch that succeeded is nobody's.
    const hasBody = !(['serveImage', 'patchEntry'].includes(name) && stage === 'in the body');
    if (!hasBody) continue;
    test(`${name}, aborted ${stage}, rejects with the reason at once and leaves nothing`, async () => {
      const controller = new AbortController();
      const { signal } = controller;
      const reason = new Error('own');
      const fetch = script(...answers);
      const events = [];
      const client = connect(fetch, {
        token: token === onceThenNever ? onceThenNever() : token,
        timeoutMs: 600_000,
        onAttempt: (event) => events.push(event.error?.code),
      });
      const raised = await raisedDuring(async () => {
        const call = failure(METHODS[name](client, { signal }));
        await settle();
        assert.equal(fetch.requests.length, sent);
        controller.abort(reason);
        assert.equal(await call, reason);
      });
      assert.deepEqual(raised, []);
      assert.equal(fetch.requests.length, sent, 'nothing more is sent');
      assert.ok(events.every((code) => ['server', 'authentication'].includes(code)), 'an abort is no event');
      if (/fetch|body|second/.test(stage)) assert.equal(fetch.requests.at(-1).signal.aborted, true, 'the request goes on');
      assert.equal(listeners(signal), 0, 'a listener is left');
    });
  }
}

for (const [name, call] of Object.entries(METHODS)) {
  test(`${name} with a signal that is aborted already rejects with its reason, and nothing is sent`, async () => {
    for (const token of ['token-1', () => 'token-1']) {
      const fetch = script(200);
      const signal = AbortSignal.abort('before');
      assert.equal(await failure(call(connect(fetch, { token }), { signal })), 'before');
      assert.equal(fetch.requests.length, 0, `sent, with a token that is a ${typeof token}`);
      assert.equal(listeners(signal), 0);
    }
  });
}

test('any reason is kept as it is; without one it is an AbortError, and of AbortSignal.timeout a TimeoutError', async () => {
  for (const reason of [new Error('own'), 'text', 0, null, { a: 1 }]) {
    const controller = new AbortController();
    const call = failure(connect(script(hang)).getEntry(ID, { signal: controller.signal }));
    await settle();
    controller.abort(reason);
    assert.equal(await call, reason);
  }
  const controller = new AbortController();
  const call = failure(connect(script(hang)).getEntry(ID, { signal: controller.signal }));
  controller.abort();
  const error = await call;
  assert.ok(error instanceof DOMException && error === controller.signal.reason && error.name === 'AbortError');
  const signal = AbortSignal.timeout(1);
  // The timer of AbortSignal.timeout keeps no process alive.
  const alive = setTimeout(() => {}, 10_000);
  assert.equal(await failure(connect(script(hang)).getEntry(ID, { signal })), signal.reason);
  clearTimeout(alive);
});

test('the reason wins over what fetch rejects with when its request is aborted', async () => {
  const controller = new AbortController();
  const rude = (request) => new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(new Error('fetch has its own idea'))));
  const call = failure(connect(script(rude)).getEntry(ID, { signal: controller.signal }));
  await settle();
  controller.abort('mine');
  assert.equal(await call, 'mine');
});

test('an abort inside of fetch or of the token function ends the call', async () => {
  for (const at of ['fetch', 'token']) {
    const controller = new AbortController();
    const fetch = script(() => {
      if (at === 'fetch') controller.abort('inside');
      return respond(200);
    });
    const token = () => {
      if (at === 'token') controller.abort('inside');
      return 'token-1';
    };
    assert.equal(await failure(connect(fetch, { token }).getEntry(ID, { signal: controller.signal })), 'inside');
    assert.equal(fetch.requests.length, at === 'fetch' ? 1 : 0);
    assert.equal(listeners(controller.signal), 0);
  }
});

for (const [name, answer] of [['a wait', 503], ['no wait', [503, { 'retry-after': '0' }]], ['a fresh token', 401]]) {
  test(`an abort in onAttempt, before ${name}, ends the call before its next attempt`, async () => {
    const controller = new AbortController();
    const fetch = script(answer);
    let asked = 0;
    const client = connect(fetch, { token: () => `token-${asked++}`, onAttempt: () => controller.abort('inside') });
    assert.equal(await failure(client.getEntry(ID, { signal: controller.signal })), 'inside');
    assert.equal(fetch.requests.length, 1);
  });
}

test('an abort after the result changes nothing', async () => {
  const controller = new AbortController();
  const raised = await raisedDuring(async () => {
    await connect(script(200)).getEntry(ID, { signal: controller.signal });
    controller.abort();
  });
  assert.deepEqual(raised, []);
});

test('updateEntry, aborted while update runs, rejects at once, though update never ends or fails later', async () => {
  for (const update of [never, () => new Promise((_, reject) => setImmediate(() => setImmediate(reject, new Error('late'))))]) {
    const controller = new AbortController();
    const { client, emulator } = start();
    const raised = await raisedDuring(async () => {
      let called;
      const wasCalled = new Promise((resolve) => (called = resolve));
      const call = failure(client.updateEntry(ID, (entry) => (called(), update(entry)), { signal: controller.signal }));
      await wasCalled;
      controller.abort('own');
      assert.equal(await call, 'own');
    });
    assert.deepEqual(raised, []);
    assert.deepEqual(emulator.requests.map(({ method }) => method), ['GET']);
    assert.equal(listeners(controller.signal), 0);
  }
});

test('updateEntry, aborted by update itself, sends nothing', async () => {
  const controller = new AbortController();
  const { client, emulator } = start();
  const call = client.updateEntry(ID, () => (controller.abort('own'), [setTitle]), { signal: controller.signal });
  assert.equal(await failure(call), 'own');
  assert.deepEqual(emulator.requests.map(({ method }) => method), ['GET']);
});

test('getEntries of many ids, aborted, aborts every request in flight and starts no other', async () => {
  const controller = new AbortController();
  const fetch = script(hang);
  const ids = Array.from({ length: 1_000 }, (_, index) => `abcdefgh${index}`);
  const call = failure(connect(fetch).getEntries({ ids }, { signal: controller.signal }));
  await settle();
  assert.equal(fetch.requests.length, 4);
  controller.abort('own');
  assert.equal(await call, 'own');
  await settle();
  assert.equal(fetch.requests.length, 4);
  assert.ok(fetch.requests.every(({ signal }) => signal.aborted));
  assert.equal(listeners(controller.signal), 0);
});

test('getEntries of many ids, one request failed: the others are let go, and nothing is sent any more', async (t) => {
  const clock = stopTheClock(t);
  const events = [];
  const fetch = script([404], [503], hang);
  const ids = Array.from({ length: 1_000 }, (_, index) => `abcdefgh${index}`);
  const error = await failure(connect(fetch, { onAttempt: (event) => events.push(event.status) }).getEntries({ ids }));
  assert.equal(error.status, 404);
  const { length } = events;
  await clock.pass(60_000);
  assert.equal(fetch.requests.length, 4);
  assert.equal(events.length, length);
  assert.ok(fetch.requests.slice(2).every(({ signal }) => signal.aborted));
});

test('patchEntries, aborted in a wait: the job comes out with its last error, then the reason', async (t) => {
  const clock = stopTheClock(t);
  const controller = new AbortController();
  const fetch = script([503, { 'retry-after': '60' }]);
  const jobs = [{ id: ID, request: { patches: [revoke] } }];
  const iterator = connect(fetch).patchEntries(jobs, { signal: controller.signal });
  const first = iterator.next();
  await clock.pass(10);
  controller.abort('own');
  const { value } = await first;
  assert.deepEqual([value.ok, value.error.code], [false, 'server']);
  assert.equal(await failure(iterator.next()), 'own');
  assert.equal(fetch.requests.length, 1);
  assert.equal(listeners(controller.signal), 0);
});

for (const [name, call] of Object.entries(METHODS)) {
  test(`${name} leaves no listener behind when it succeeds, fails, or repeats`, async (t) => {
    const clock = stopTheClock(t);
    for (const answer of [404, 409, 500, 429, new TypeError('fetch failed'), [200, {}, '<html>']]) {
      const { signal } = new AbortController();
      await clock.finish(call(connect(script(answer)), { signal }).catch(() => {}));
      assert.equal(listeners(signal), 0, `after ${answer}`);
    }
  });
}

test("an abort goes before what the caller's own functions throw or give", async () => {
  for (const end of [() => { throw new Error('other'); }, async () => { throw new Error('other'); }, () => 'token']) {
    const controller = new AbortController();
    const aborting = () => {
      controller.abort('own');
      return end();
    };
    const { signal } = controller;
    assert.equal(await failure(connect(script(200), { token: aborting }).getEntry(ID, { signal })), 'own');
    const other = new AbortController();
    const update = () => {
      other.abort('own');
      return end();
    };
    assert.equal(await failure(connect(script(200)).updateEntry(ID, update, { signal: other.signal })), 'own');
  }
});

test('a call without a request is ended, too', async () => {
  assert.equal(await failure(connect(script(200)).getEntries({ ids: [] }, { signal: AbortSignal.abort('own') })), 'own');
});

/** Not of the runtime, as polyfills make them. */
const handmade = () => Object.assign(new EventTarget(), { aborted: false });
function abortHandmade(signal) {
  signal.aborted = true;
  signal.dispatchEvent(new Event('abort'));
}

test('a signal whose reason cannot be read ends every call that has it', async () => {
  const signal = handmade();
  Object.defineProperty(signal, 'reason', { get() { throw new Error('own'); } });
  const client = connect(script(hang));
  const calls = [METHODS.getEntry, METHODS.getIncomingMediaReferences, METHODS.getEntry].map((call) => failure(call(client, { signal })));
  await settle();
  abortHandmade(signal);
  const [entry, references, another] = await Promise.all(calls);
  assert.deepEqual([entry.message, references.name, another.message], ['own', 'AbortError', 'own']);
});

test('a signal that takes no listener once does not silence the next call', async () => {
  const signal = Object.assign(handmade(), { reason: 'own' });
  const { addEventListener } = signal;
  let added = 0;
  signal.addEventListener = function (...given) {
    // The first looks whether it is a signal.
    if (++added === 2) throw new Error('once');
    addEventListener.apply(this, given);
  };
  const client = connect(script(hang));
  assert.equal((await failure(client.getEntry(ID, { signal }))).message, 'once');
  const next = failure(client.getEntry(ID, { signal }));
  await settle();
  abortHandmade(signal);
  assert.equal(await next, 'own');
});

test("a signal that is not the runtime's ends the body of an image, too", async () => {
  const signal = Object.assign(handmade(), { reason: 'own' });
  const image = await connect(script(hangInBody())).serveImage('a/b.jpg', { signal });
  const body = failure(image.arrayBuffer());
  abortHandmade(signal);
  assert.equal(await body, 'own');
});

test('an image without a body comes, whatever its signal is', async () => {
  const { status } = await connect(script(204)).serveImage('a/b.jpg', { signal: handmade() });
  assert.equal(status, 204);
});

/** Without → the listeners that are left of images which are gone. */
const LEFT = { nothing: 0, FinalizationRegistry: 1, 'FinalizationRegistry and WeakRef': 1 };
for (const [missing, left] of Object.entries(LEFT)) {
  test(`without ${missing}, a signal that is not the runtime's ends the body of an image, and finds nothing to end of those that are gone`, () => {
    const printed = runModule(`${COLLECT}
      import { getEventListeners } from 'node:events';
      [Response];
      for (const name of '${missing}'.split(' and ')) delete globalThis[name];
      const { MediaLibraryClient } = await import('${NAME}');
      const fetch = async (url, { signal }) => {
        if (!url.endsWith('slow.jpg')) return new Response('image');
        return new Response(new ReadableStream({ start: (body) => signal.addEventListener('abort', () => body.error(signal.reason)) }));
      };
      const client = new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', fetch });
      const handmade = () => Object.assign(new EventTarget(), { aborted: false, reason: 'own' });
      const abort = (signal) => {
        signal.aborted = true;
        signal.dispatchEvent(new Event('abort'));
      };
      const signal = handmade();
      for (let count = 0; count < 3; count++) await (await client.serveImage('a.jpg', { signal })).text();
      await collect();
      console.log(getEventListeners(signal, 'abort').length);
      abort(signal);
      const another = handmade();
      const body = (await client.serveImage('slow.jpg', { signal: another })).text();
      abort(another);
      console.log(await body.catch((reason) => reason));
    `, '--expose-gc');
    assert.equal(printed, `${left}\nown\n`);
  });
}

test('what only looks like a signal is a TypeError, and no other call suffers', async () => {
  const throwing = () => {
    throw new Error('own');
  };
  const nothing = () => {};
  for (const signal of [
    { aborted: false, addEventListener: nothing },
    { aborted: false, removeEventListener: nothing },
    { addEventListener: nothing, removeEventListener: nothing },
    { aborted: false, addEventListener: throwing, removeEventListener: nothing },
    { aborted: false, addEventListener: nothing, removeEventListener: throwing },
    { get aborted() { throw new Error('own'); }, addEventListener: nothing, removeEventListener: nothing },
  ]) {
    const fetch = script(200);
    const client = connect(fetch);
    const raised = await raisedDuring(async () => {
      const other = client.getEntry(ID);
      assert.match(String(await failure(client.getEntry(ID, { signal }))), /^TypeError: signal: expected an AbortSignal, not object/);
      assert.equal((await other).id, ID);
    });
    assert.deepEqual(raised, []);
    assert.equal(fetch.requests.length, 1);
  }
});

test('loops that are over, left or aborted leave no listener behind', async () => {
  const { signal } = new AbortController();
  const { client } = start();
  const jobs = [1, 2, 3].map(() => ({ id: ID, request: { patches: [setTitle] } }));
  await collect(client.patchEntries(jobs, { signal }));
  for await (const _ of client.patchEntries(jobs, { signal })) break;
  await collect(client.getIncomingMediaReferences(ID, {}, { signal }));
  await client.getIncomingMediaReferences(ID, {}, { signal });
  assert.equal(listeners(signal), 0);
});

test('many calls share a signal without a warning of Node, and none of them leaves a listener', () => {
  const printed = runModule(`
    import { getEventListeners } from 'node:events';
    import { MediaLibraryClient } from '${NAME}';
    let warnings = 0;
    process.on('warning', () => warnings++);
    const answer = async () => { await new Promise((resolve) => setTimeout(resolve, 5)); return Response.json({ id: 'a', version: 1 }); };
    const token = async () => { await new Promise((resolve) => setTimeout(resolve, 5)); return 't'; };
    const client = new MediaLibraryClient({ baseUrl: '${BASE}', token, fetch: answer });
    const { signal } = new AbortController();
    await Promise.all(Array.from({ length: 30 }, () => client.getEntry('a', { signal })));
    const jobs = Array.from({ length: 60 }, (_, index) => ({ id: String(index), request: { patches: [] } }));
    const run = async () => { for await (const _ of client.patchEntries(jobs, { concurrency: 30, signal })); };
    await Promise.all(Array.from({ length: 12 }, run));
    // Calls that begin as others end.
    const slow = [];
    const onAttempt = () => slow.push(new MediaLibraryClient({ baseUrl: '${BASE}', token, fetch: answer }).getEntry('b', { signal }));
    const telling = new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', fetch: async () => Response.json({ id: 'a', version: 1 }), onAttempt });
    for (let index = 0; index < 30; index++) await telling.getEntry('a', { signal });
    await Promise.all(slow);
    await new Promise((resolve) => setTimeout(resolve, 5));
    console.log(warnings, getEventListeners(signal, 'abort').length);
  `);
  assert.equal(printed.trim(), '0 0');
});

test('after a call, no timer keeps the process', () => {
  const printed = runModule(`
    import { MediaLibraryClient } from '${NAME}';
    import { MediaLibraryEmulator } from '${NAME}/emulator';
    const emulator = new MediaLibraryEmulator();
    const client = new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', fetch: emulator.fetch, timeoutMs: 3_600_000 });
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const show = async (name, call) => { await call.catch(() => {}); console.log(name, timers()); };
    await show('refused', client.getEntry('${ID}'));
    const token = 'demo-token';
    const good = new MediaLibraryClient({ baseUrl: '${BASE}', token, fetch: emulator.fetch, timeoutMs: 3_600_000 });
    await show('success', good.getEntry('${ID}'));
    await show('image', good.serveImage('unknown'));
    emulator.failNext({ status: 503, headers: { 'retry-after-ms': '1' } });
    await show('repeated', good.getEntry('${ID}'));
    for (const fault of ['hang', { status: 503, headers: { 'retry-after': '60' } }]) {
      emulator.failNext(fault);
      const controller = new AbortController();
      const call = good.getEntry('${ID}', { signal: controller.signal });
      setImmediate(() => controller.abort());
      await show('aborted', call);
    }
    const jobs = [{ id: '${ID}', request: { patches: [] } }];
    emulator.failNext({ status: 429, headers: { 'retry-after': '60' } });
    const controller = new AbortController();
    const bulk = (async () => { for await (const _ of good.patchEntries(jobs, { signal: controller.signal })); })();
    setTimeout(() => controller.abort(), 5);
    await show('bulk', bulk);
  `);
  assert.deepEqual(printed.trim().split('\n'), ['refused 0', 'success 0', 'image 0', 'repeated 0', 'aborted 0', 'aborted 0', 'bulk 0']);
});

// Runtimes hold a request's signal weakly.
test('a garbage collection between headers and abort changes nothing: body and connection end', () => {
  const printed = runModule(`${COLLECT}
    import { createServer } from 'node:http';
    import { MediaLibraryClient } from '${NAME}';
    let closed;
    const server = createServer((request, response) => {
      closed = new Promise((resolve) => response.on('close', () => resolve('closed')));
      response.writeHead(200);
      response.write('{"id":');
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const client = new MediaLibraryClient({ baseUrl: 'http://127.0.0.1:' + server.address().port, token: 't', maxRetries: 0 });
    const soon = (promise) => Promise.race([promise, new Promise((resolve) => setTimeout(resolve, 2_000, 'never ended'))]);
    const reasonOf = (promise) => promise.then(() => 'no rejection', (reason) => reason.code ?? reason);
    const image = async (options) => {
      const { body } = await client.serveImage('a.jpg', options);
      for await (const _ of body);
    };
    const entry = (options) => client.getEntry('x', options);
    for (const call of [image, entry]) {
      const controller = new AbortController();
      const reason = reasonOf(call({ signal: controller.signal }));
      await collect();
      controller.abort('own');
      console.log(call.name, await soon(reason), await soon(closed));
    }
    const reason = reasonOf(entry({ timeoutMs: 300 }));
    await collect();
    console.log('timeout', await soon(reason), await soon(closed));
    process.exit();
  `, '--expose-gc');
  assert.deepEqual(printed.trim().split('\n'), ['image own closed', 'entry own closed', 'timeout timeout closed']);
});
