// What follows an attempt that failed: another one, after how long, or none; and what `onAttempt` is told.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  ID, METHODS, connect, failure, hang, hangInBody, library, raisedDuring, respond, revoke, script, setTitle, settle, start, stopTheClock,
} from './clients.mjs';

const { ApiError, AuthenticationError, ConflictError, ConnectionError, RateLimitError, ServerError, TimeoutError, ValidationError } = library;
const noAnswer = () => new TypeError('fetch failed');
/** The server asks for a pause so short that a test can make it. */
const soon = (status) => [status, { 'retry-after-ms': '1' }];

// ───────────────────────────── status × method → decision ─────────────────────────────

const asset = { operation: 'replaceAsset', value: { key: 'a/b.jpg' } };
const patch = (...patches) => (client, options) => client.patchEntry(ID, { patches }, options);
/** Whether the same request may be applied twice: tests/validate.rs has the table. */
const REQUESTS = {
  GET: [true, METHODS.getEntry],
  'GET of an image': [true, METHODS.serveImage],
  'GET of a page': [true, METHODS.getIncomingMediaReferences],
  'PATCH with a version': [true, (client, options) => client.patchEntry(ID, { version: 1, patches: [revoke] }, options)],
  'PATCH with a version of digits': [true, (client, options) => client.patchEntry(ID, { version: '1', patches: [revoke] }, options)],
  'PATCH of setMetadataProperty, replaceAsset and archive': [true, patch(setTitle, asset, { operation: 'archive' })],
  'PATCH without patches': [true, patch()],
  'PATCH of revokeAsset': [false, patch(revoke)],
  'PATCH of which one patch is not idempotent': [false, patch(setTitle, revoke, setTitle)],
  'unvalidated PATCH of an unknown operation': [
    false,
    (client, options) => client.patchEntry(ID, { patches: [setTitle, { operation: 'later' }] }, { ...options, validate: false }),
  ],
  'unvalidated PATCH of text': [false, (client, options) => client.patchEntry(ID, 'text', { ...options, validate: false })],
  'unvalidated PATCH that is wrong beside its patches': [
    true,
    (client, options) =>
      client.patchEntry(ID, { extra: 1, preserveUpdatedAt: 'x', patches: [{ operation: 'archive' }] }, { ...options, validate: false }),
  ],
};
const ALWAYS = [429, 503];
const WHERE_REPEATABLE = [408, 500, 502, 504];
/** Three of those in tests/client.rs. */
const NEVER = [304, 409, 501];

for (const [name, [repeatable, call]] of Object.entries(REQUESTS)) {
  for (const [statuses, isRepeated] of [[ALWAYS, true], [WHERE_REPEATABLE, repeatable], [NEVER, false]]) {
    test(`${name}: ${statuses.join(', ')} ${isRepeated ? 'are repeated' : 'are final'}`, async () => {
      for (const status of statuses) {
        const fetch = script(soon(status));
        const error = await failure(call(connect(fetch, { maxRetries: 3 })));
        assert.ok(error instanceof ApiError && error.status === status, String(error));
        assert.equal(fetch.requests.length, isRepeated ? 4 : 1, `status ${status}`);
      }
    });
  }

  test(`${name}: no answer and a timeout are ${repeatable ? 'repeated' : 'final'}`, async (t) => {
    const clock = stopTheClock(t);
    for (const [answer, kind] of [[noAnswer(), ConnectionError], [hang, TimeoutError]]) {
      const fetch = script(answer);
      const error = await clock.finish(failure(call(connect(fetch, { maxRetries: 3 }))));
      assert.ok(error instanceof kind, String(error));
      assert.equal(fetch.requests.length, repeatable ? 4 : 1);
    }
  });
}

test('a PATCH that the release lacks is repeated like any other', async () => {
  for (const [one, requests] of [[asset, 3], [{ operation: 'removeAsset' }, 1]]) {
    const fetch = script(soon(500));
    await failure(connect(fetch, { serverRelease: 'release-2021-01' }).patchEntry(ID, { patches: [one] }, { validate: false }));
    assert.equal(fetch.requests.length, requests);
  }
});

test('a body that breaks off is no answer where the body is the result, and nothing where the status is', async (t) => {
  const clock = stopTheClock(t);
  const breaking = (status) => () =>
    new Response(new ReadableStream({ pull: (controller) => controller.error(new TypeError('terminated')) }), { status });
  const get = script(breaking(200), 200);
  assert.equal((await clock.finish(connect(get).getEntry(ID))).id, ID);
  assert.equal(get.requests.length, 2);
  for (const [status, kind] of [[404, 'not_found'], [400, 'bad_request']]) {
    const fetch = script(breaking(status));
    assert.equal((await clock.finish(failure(connect(fetch).getEntry(ID)))).code, kind);
    assert.equal(fetch.requests.length, 1);
  }
  const patched = script(breaking(200));
  await clock.finish(connect(patched).patchEntry(ID, { patches: [revoke] }));
  assert.equal(patched.requests.length, 1);
});

test('a 2xx answer that cannot be read is final', async () => {
  const fetch = script([200, {}, '<html>']);
  assert.equal((await failure(connect(fetch).getEntry(ID))).code, 'response_format');
  assert.equal(fetch.requests.length, 1);
});

test('every 2xx answer is success for a PATCH, whatever its body', async () => {
  for (const [status, body] of [[200, '{"status":200}'], [200, ''], [200, '<html>'], [201, '[]'], [202, 'x'], [204, '']]) {
    await connect(script([status, {}, body])).patchEntry(ID, { patches: [revoke] });
  }
});

test('every attempt sends the same bytes', async () => {
  const bodies = [];
  const fetch = script(async (request) => {
    bodies.push(await request.text());
    return bodies.length < 3 ? respond(...soon(503)) : respond(200);
  });
  const request = { version: 1, patches: [setTitle] };
  await connect(fetch).patchEntry(ID, request);
  assert.deepEqual(bodies, Array(3).fill(JSON.stringify(request)));
});

// ───────────────────────────── How many, how long ─────────────────────────────

const BACKOFF = [500, 1_000, 2_000, 4_000, 8_000, 8_000];
for (const [random, factor] of [[0, 1], [0.5, 0.875], [0.9999999, 0.75]]) {
  test(`waits double up to 8 s, and chance ${random} takes ${Math.round((1 - factor) * 1000) / 10} % off`, async (t) => {
    const clock = stopTheClock(t, { random });
    const events = [];
    const client = connect(script(503), { maxRetries: 6, onAttempt: (event) => events.push(event) });
    await clock.finish(failure(client.getEntry(ID)));
    const waits = events.map(({ retryInMs }) => retryInMs);
    assert.equal(waits.pop(), undefined);
    waits.forEach((wait, index) => assert.ok(Math.abs(wait - BACKOFF[index] * factor) < 0.01, `${wait} ms`));
    assert.equal(waits.length, BACKOFF.length);
  });
}

test('the next attempt starts when the wait is over, not before', async (t) => {
  const clock = stopTheClock(t);
  const fetch = script(503, [503, { 'retry-after': '7' }], 200);
  const call = connect(fetch).getEntry(ID);
  for (const [ms, requests] of [[0, 1], [499, 1], [1, 2], [6_999, 2], [1, 3]]) {
    await clock.pass(ms);
    assert.equal(fetch.requests.length, requests);
  }
  assert.equal((await call).id, ID);
});

for (const [options, call, attempts] of [[{}, {}, 3], [{ maxRetries: 0 }, {}, 1], [{ maxRetries: 5 }, {}, 6], [{ maxRetries: 5 }, { maxRetries: 1 }, 2], [{ maxRetries: 0 }, { maxRetries: 2 }, 3]]) {
  test(`client ${JSON.stringify(options)} and call ${JSON.stringify(call)} make ${attempts} attempts`, async () => {
    const fetch = script(soon(503));
    await failure(connect(fetch, options).getEntry(ID, call));
    assert.equal(fetch.requests.length, attempts);
  });
}

const NOW = Date.UTC(2026, 4, 1, 12);
const date = (ms) => new Date(NOW + ms).toUTCString();
/** Three rows of each kind: tests/client.rs has the table. Headers → the wait; undefined where the call fails at once, `backoff` where the headers say nothing. */
const backoff = 500;
const RETRY_AFTER = [
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '60' }, 60_000],
  [{ 'retry-after': '61' }, undefined],
  [{ 'retry-after': date(3_000) }, 3_000],
  [{ 'retry-after': date(-3_000) }, backoff],
  [{ 'retry-after': date(61_000) }, undefined],
  // Clocks differ: what counts is the answer's own.
  [{ 'retry-after': date(301_000), date: date(300_000) }, 1_000],
  [{ 'retry-after': date(2_000), date: date(300_000) }, backoff],
  [{ 'retry-after': date(2_000), date: date(-300_000) }, undefined],
  [{ 'retry-after-ms': '1500' }, 1_500],
  [{ 'retry-after-ms': '60001' }, undefined],
  [{ 'retry-after-ms': '10', 'retry-after': '61' }, 10],
  [{ 'retry-after': '' }, backoff],
  [{ 'retry-after': 'soon' }, backoff],
  [{ 'retry-after': 'Fri, 01 May 2026 12:00:03' }, backoff],
];
for (const [headers, wait] of RETRY_AFTER) {
  test(`${JSON.stringify(headers)} ${wait === undefined ? 'fails at once' : `waits ${wait} ms`}`, async (t) => {
    const clock = stopTheClock(t, { now: NOW });
    for (const status of [429, 503, 500]) {
      t.mock.timers.setTime(NOW);
      const events = [];
      const fetch = script([status, headers], 200);
      const call = connect(fetch, { onAttempt: (event) => events.push(event) }).getEntry(ID);
      if (wait === undefined) {
        assert.equal((await clock.finish(failure(call))).status, status);
        assert.equal(fetch.requests.length, 1);
      } else {
        await clock.finish(call);
        assert.equal(fetch.requests.length, 2);
      }
      assert.equal(events[0].retryInMs, wait);
    }
  });
}

test('a RateLimitError says how long the server asked to wait, and nothing where it did not', async (t) => {
  stopTheClock(t, { now: NOW });
  for (const [headers, ms] of [[{ 'retry-after': '2' }, 2_000], [{ 'retry-after': '3600' }, 3_600_000], [{ 'retry-after-ms': '15' }, 15], [{ 'retry-after': date(5_000) }, 5_000], [{}, undefined]]) {
    const error = await failure(connect(script([429, headers]), { maxRetries: 0 }).getEntry(ID));
    assert.ok(error instanceof RateLimitError);
    assert.equal(error.retryAfterMs, ms);
    assert.equal('retryAfterMs' in error, ms !== undefined);
    assert.equal(error.headers.get('retry-after'), headers['retry-after'] ?? null);
  }
});

// ───────────────────────────── 401 ─────────────────────────────

const authorizations = ({ requests }) => requests.map(({ headers }) => headers.get('authorization').replace('Bearer ', ''));
/** Tokens in turn, the last one for ever. */
function tokens(...list) {
  const token = () => list[Math.min(token.asked++, list.length - 1)];
  token.asked = 0;
  return token;
}

const UNAUTHORIZED = [
  ['another token now: repeated once', tokens('a', 'b'), [401, 200], ['a', 'b'], 2],
  ['a promise of another token now', tokens('a', Promise.resolve('b')), [401, 200], ['a', 'b'], 2],
  ['the same token: final', tokens('a'), [401], ['a'], 2, 401],
  ['a second 401: final, though there would be a third token', tokens('a', 'b', 'c'), [401], ['a', 'b'], 2, 401],
  ['a text: final', 'a', [401], ['a'], undefined, 401],
  ['another token, then 503: the token is asked for before each attempt', tokens('a', 'b', 'c'), [401, soon(503), 200], ['a', 'b', 'c'], 3],
  ['503, then another token', tokens('a', 'b', 'c'), [soon(503), 401, 200], ['a', 'b', 'c'], 3],
  ['another token, then a 404', tokens('a', 'b'), [401, 404], ['a', 'b'], 2, 404],
];
for (const [name, token, answers, sent, asked, status] of UNAUTHORIZED) {
  for (const method of ['getEntry', 'patchEntry']) {
    test(`401 of ${method}, ${name}`, async () => {
      const fetch = script(...answers);
      if (typeof token === 'function') token.asked = 0;
      const call = METHODS[method](connect(fetch, { token }));
      if (status === undefined) await call;
      else assert.equal((await failure(call)).status, status);
      assert.deepEqual(authorizations(fetch), sent);
      assert.equal(token.asked, asked);
    });
  }
}

test('the repeat after a 401 does not count against maxRetries, also where the PATCH may not be applied twice', async () => {
  const fetch = script(401, 200);
  await connect(fetch, { token: tokens('a', 'b'), maxRetries: 0 }).patchEntry(ID, { patches: [revoke] });
  assert.equal(fetch.requests.length, 2);
  const further = script(401, soon(503), soon(503), 200);
  await connect(further, { token: tokens('a', 'b') }).getEntry(ID);
  assert.equal(further.requests.length, 4);
});

test('what the token function throws after a 401 ends the call, and onAttempt has seen the 401', async () => {
  const own = new Error('no more tokens');
  const events = [];
  let asked = 0;
  const token = async () => {
    if (asked++ > 0) throw own;
    return 'a';
  };
  const fetch = script(401);
  assert.equal(await failure(connect(fetch, { token, onAttempt: (event) => events.push(event) }).getEntry(ID)), own);
  assert.deepEqual(events.map(({ attempt, status }) => [attempt, status]), [[1, 401]]);
});

test('a token function that never answers after a 401 leaves its error', async () => {
  let asked = 0;
  const token = () => (asked++ === 0 ? 'a' : new Promise(() => {}));
  const events = [];
  const error = await failure(connect(script(401), { token, timeoutMs: 50, onAttempt: (event) => events.push(event) }).getEntry(ID));
  assert.ok(error instanceof AuthenticationError);
  assert.deepEqual(events.map(({ attempt, status, retryInMs }) => [attempt, status, retryInMs]), [[1, 401, undefined]]);
  assert.equal(asked, 2);
});

test('the token is asked for before every attempt', async () => {
  const token = tokens('a', 'b', 'c');
  const fetch = script(soon(503), soon(503), 200);
  await connect(fetch, { token }).getEntry(ID);
  assert.deepEqual(authorizations(fetch), ['a', 'b', 'c']);
});

// ───────────────────────────── Timeouts ─────────────────────────────

const HANGING = {
  'a fetch that hangs': [hang, 'demo-token', 1],
  'a fetch that hangs and does not mind its signal': [() => new Promise(() => {}), 'demo-token', 1],
  'a body that hangs': [hangInBody(200), 'demo-token', 1],
  'a token that hangs': [200, () => new Promise(() => {}), 0],
};
for (const [name, [answer, token, requests]] of Object.entries(HANGING)) {
  test(`${name} is a TimeoutError, and let go`, async (t) => {
    const clock = stopTheClock(t);
    const fetch = script(answer);
    const raised = await raisedDuring(async () => {
      const call = failure(connect(fetch, { token, timeoutMs: 1_000, maxRetries: 0 }).getEntry(ID));
      await clock.pass(999);
      assert.ok(fetch.requests.every(({ signal }) => !signal.aborted));
      await clock.pass(1);
      const error = await call;
      assert.ok(error instanceof TimeoutError, String(error));
      assert.match(error.message, /: no answer within \d+ ms$/);
      assert.deepEqual([error.code, error.timeoutMs, error.toJSON().timeoutMs], ['timeout', 1_000, 1_000]);
      assert.equal(fetch.requests.length, requests);
      assert.ok(fetch.requests.every(({ signal }) => signal.aborted));
    });
    assert.deepEqual(raised, []);
  });
}

test('token, fetch and body of one attempt share its time', async (t) => {
  const clock = stopTheClock(t);
  const later = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));
  const fetch = script(() => later(400, hangInBody(200)({ signal: new AbortController().signal })));
  const call = failure(connect(fetch, { token: () => later(400, 'a'), timeoutMs: 1_000, maxRetries: 0 }).getEntry(ID));
  for (const ms of [400, 400, 199]) await clock.pass(ms);
  let settled = false;
  call.then(() => (settled = true));
  await settle();
  assert.equal(settled, false);
  await clock.pass(1);
  assert.ok((await call) instanceof TimeoutError);
});

test('each attempt has its own time, and the wait between two has none', async (t) => {
  const clock = stopTheClock(t);
  const events = [];
  const client = connect(script(hang), { timeoutMs: 300, onAttempt: (event) => events.push(event) });
  const call = failure(client.getEntry(ID));
  for (const ms of [300, 500, 300, 1_000, 300]) await clock.pass(ms);
  assert.ok((await call) instanceof TimeoutError);
  assert.deepEqual(events.map(({ attempt, durationMs, retryInMs }) => [attempt, durationMs, retryInMs]), [[1, 300, 500], [2, 300, 1_000], [3, 300, undefined]]);
});

for (const [options, call, ms] of [[{}, {}, 30_000], [{ timeoutMs: 5 }, {}, 5], [{ timeoutMs: 5 }, { timeoutMs: 70 }, 70], [{ timeoutMs: 0 }, { timeoutMs: 70 }, 70]]) {
  test(`client ${JSON.stringify(options)} and call ${JSON.stringify(call)} time out after ${ms} ms`, async (t) => {
    const clock = stopTheClock(t);
    const pending = failure(connect(script(hang), { maxRetries: 0, ...options }).getEntry(ID, call));
    await clock.pass(ms);
    assert.equal((await pending).timeoutMs, ms);
  });
}

test('a timeout of 0, or of Infinity, is none', async (t) => {
  const clock = stopTheClock(t);
  for (const timeoutMs of [0, Infinity]) {
    const controller = new AbortController();
    let settled = false;
    const call = failure(connect(script(hang), { timeoutMs, maxRetries: 0 }).getEntry(ID, { signal: controller.signal }));
    call.then(() => (settled = true));
    // Longer than any timer takes.
    await clock.pass(2 ** 31);
    assert.equal(settled, false);
    controller.abort('over');
    assert.equal(await call, 'over');
  }
});

test('an error status whose body hangs is the error of its status, and let go', async (t) => {
  const clock = stopTheClock(t);
  for (const [status, code] of [[404, 'not_found'], [409, 'conflict']]) {
    const fetch = script(hangInBody(status));
    assert.equal((await clock.finish(failure(connect(fetch, { timeoutMs: 1_000 }).getEntry(ID)))).code, code);
    assert.equal(fetch.requests.length, 1);
    assert.equal(fetch.requests[0].signal.aborted, true, 'the body is still being read');
  }
});

// ───────────────────────────── Outcomes that are not known ─────────────────────────────

const FIRST = [
  ['no answer', noAnswer(), true],
  ['a timeout', hang, true],
  ...WHERE_REPEATABLE.map((status) => [`${status}`, soon(status), true]),
  ...ALWAYS.map((status) => [`${status}`, soon(status), false]),
  ['401 and a fresh token', 401, false],
  ['nothing', undefined, false],
];
for (const [name, first, outcomeUnknown] of FIRST) {
  test(`409 after ${name}: outcomeUnknown is ${outcomeUnknown}`, async (t) => {
    const clock = stopTheClock(t);
    const fetch = script(...[first, 409].filter(Boolean));
    const client = connect(fetch, { token: tokens('a', 'b') });
    const error = await clock.finish(failure(client.patchEntry(ID, { version: 1, patches: [setTitle] })));
    assert.ok(error instanceof ConflictError);
    assert.deepEqual([error.outcomeUnknown, error.toJSON().outcomeUnknown], [outcomeUnknown, outcomeUnknown]);
  });
}

test('409 after a token that timed out: nothing was sent before, so outcomeUnknown is false', async (t) => {
  const clock = stopTheClock(t);
  let asked = 0;
  const token = () => (asked++ === 0 ? new Promise(() => {}) : 'a');
  const fetch = script(409);
  const error = await clock.finish(failure(connect(fetch, { token }).patchEntry(ID, { version: 1, patches: [setTitle] })));
  assert.ok(error instanceof ConflictError);
  assert.deepEqual([error.outcomeUnknown, asked, fetch.requests.length], [false, 2, 1]);
});

test('a lost response, then 409: the patch was applied, and the error says that nobody knows', async (t) => {
  const clock = stopTheClock(t);
  const { client, emulator } = start();
  emulator.failNext('lost-response');
  const error = await clock.finish(failure(client.patchEntry(ID, { version: 1, patches: [setTitle] })));
  assert.ok(error instanceof ConflictError);
  assert.deepEqual([error.currentVersion, error.sentVersion, error.outcomeUnknown], [2, 1, true]);
  assert.equal(emulator.entry(ID).metadata.title, setTitle.value);
});

test('updateEntry asks again after a conflict, but never after one of unknown outcome', async (t) => {
  const clock = stopTheClock(t);
  const { client, emulator } = start();
  const seen = [];
  const update = (entry) => {
    seen.push(entry.version);
    emulator.failNext('lost-response');
    return [setTitle];
  };
  const error = await clock.finish(failure(client.updateEntry(ID, update)));
  assert.ok(error instanceof ConflictError && error.outcomeUnknown);
  assert.deepEqual(seen, [1]);
  assert.equal(emulator.entry(ID).version, 2);
});

// ───────────────────────────── updateEntry ─────────────────────────────

test('updateEntry asks again at most maxConflicts times, each time with what was read anew', async () => {
  for (const [options, rounds] of [[{}, 6], [{ maxConflicts: 0 }, 1], [{ maxConflicts: 2 }, 3]]) {
    const { client } = start();
    const seen = [];
    const error = await failure(
      client.updateEntry(ID, async ({ version }) => {
        seen.push(version);
        await client.patchEntry(ID, { patches: [setTitle] });
        return [setTitle];
      }, options),
    );
    assert.ok(error instanceof ConflictError);
    assert.deepEqual(seen, Array.from({ length: rounds }, (_, index) => index + 1));
  }
});

test('updateEntry does not ask again where the version has not moved', async () => {
  const { client } = start();
  await client.patchEntry(ID, { patches: [revoke] });
  let asked = 0;
  const error = await failure(client.updateEntry(ID, () => (asked++, [revoke])));
  assert.ok(error instanceof ConflictError);
  assert.equal(asked, 1);
});

test('updateEntry sends the version it read as a string, and preserveUpdatedAt where asked', async () => {
  for (const [options, rest] of [[undefined, {}], [{ preserveUpdatedAt: true }, { preserveUpdatedAt: true }]]) {
    const fetch = script([200, {}, { id: ID, version: 36 }]);
    assert.equal(await connect(fetch).updateEntry(ID, () => [setTitle], options), true);
    assert.deepEqual(await fetch.requests[1].json(), { version: '36', ...rest, patches: [setTitle] });
  }
});

test('updateEntry with nothing to do resolves to false and sends no patch', async () => {
  for (const nothing of [null, undefined, [], Promise.resolve(null), Promise.resolve([])]) {
    const { client, emulator } = start();
    assert.equal(await client.updateEntry(ID, () => nothing), false);
    assert.deepEqual(emulator.requests.map(({ method }) => method), ['GET']);
  }
});

test('only an empty array is nothing to do', async () => {
  for (const wrong of ['', { length: 0 }, 0, false, {}]) {
    assert.ok((await failure(start().client.updateEntry(ID, () => wrong))) instanceof ValidationError, JSON.stringify(wrong));
  }
});

test('what update throws or rejects with is what updateEntry rejects with', async () => {
  for (const own of [new Error('own'), 'a text', undefined]) {
    const { client } = start();
    assert.equal(await failure(client.updateEntry(ID, () => { throw own; })), own);
    assert.equal(await failure(client.updateEntry(ID, () => Promise.reject(own))), own);
  }
});

test('what update returns is validated before it is sent', async () => {
  for (const wrong of [[{ operation: 'x' }], 'x', 5, {}, [null]]) {
    const { client, emulator } = start();
    assert.equal((await failure(client.updateEntry(ID, () => wrong))).code, 'validation');
    assert.deepEqual(emulator.requests.map(({ method }) => method), ['GET']);
  }
});

// ───────────────────────────── onAttempt ─────────────────────────────

/** An event as a line; the error by its code. */
const line = ({ method, attempt, status = '-', error, retryInMs = 'end' }) => `${method} ${attempt} ${status} ${error?.code ?? 'ok'} ${retryInMs}`;

const SEQUENCES = [
  ['success at once', METHODS.getEntry, [200], {}, ['GET 1 200 ok end']],
  ['success after two failures', METHODS.getEntry, [503, noAnswer(), 200], {}, ['GET 1 503 server 500', 'GET 2 - connection 1000', 'GET 3 200 ok end']],
  ['giving up', METHODS.getEntry, [503], {}, ['GET 1 503 server 500', 'GET 2 503 server 1000', 'GET 3 503 server end']],
  ['what is final', METHODS.patchEntry, [404], {}, ['PATCH 1 404 not_found end']],
  ['a fresh token', METHODS.getEntry, [401, 200], { token: tokens('token-1', 'token-2') }, ['GET 1 401 authentication 0', 'GET 2 200 ok end']],
  ['the same token', METHODS.getEntry, [401], { token: tokens('token-1') }, ['GET 1 401 authentication end']],
  ['a timeout', METHODS.getEntry, [hang, 200], { maxRetries: 1 }, ['GET 1 - timeout 500', 'GET 2 200 ok end']],
  ['a token that hangs', METHODS.getEntry, [200], { token: () => new Promise(() => {}), maxRetries: 0 }, ['GET 1 - timeout end']],
  ['an answer of the wrong form', METHODS.getEntry, [[200, {}, '[]']], {}, ['GET 1 200 response_format end']],
  ['an image', METHODS.serveImage, [soon(503), 200], {}, ['GET 1 503 server 1', 'GET 2 200 ok end']],
  ['updateEntry', METHODS.updateEntry, [200, soon(503), 200], {}, ['GET 1 200 ok end', 'PATCH 1 503 server 1', 'PATCH 2 200 ok end']],
  ['a bulk', METHODS.patchEntries, [soon(429), 200], {}, ['PATCH 1 429 rate_limit 500', 'PATCH 2 200 ok end']],
  ['an invalid request', (client) => client.patchEntry(ID, {}), [200], {}, []],
];
for (const [name, call, answers, options, expected] of SEQUENCES) {
  test(`onAttempt sees ${name}`, async (t) => {
    const clock = stopTheClock(t);
    const events = [];
    const client = connect(script(...answers), { ...options, onAttempt: (event) => events.push(event) });
    await clock.finish(call(client).catch(() => {}));
    assert.deepEqual(events.map(line), expected);
    for (const event of events) {
      assert.match(event.url, /^https:\/\/livingdocs\.example\/api\/2026-05\/mediaLibrary/);
      assert.ok(typeof event.durationMs === 'number' && event.durationMs >= 0);
      const optional = ['status', 'headers', 'error', 'retryInMs'].filter((name) => event[name] !== undefined);
      assert.deepEqual(Object.keys(event).sort(), ['attempt', 'durationMs', 'method', 'url', ...optional].sort());
    }
  });
}

test('the error of the last event is the error of the call', async () => {
  const events = [];
  const error = await failure(connect(script(404), { onAttempt: (event) => events.push(event) }).getEntry(ID));
  assert.equal(events[0].error, error);
});

test('what onAttempt throws or rejects with changes nothing and is raised nowhere', async () => {
  const hostile = {
    throws: () => { throw new Error('own'); },
    rejects: () => Promise.reject(new Error('own')),
    'gives a thenable that throws': () => ({ get then() { throw new Error('own'); } }),
    'breaks the event': (event) => { for (const key of Object.keys(event)) delete event[key]; },
  };
  for (const [name, onAttempt] of Object.entries(hostile)) {
    const raised = await raisedDuring(async () => {
      const fetch = script(soon(503), 200);
      assert.equal((await connect(fetch, { onAttempt }).getEntry(ID)).id, ID, name);
      assert.equal(fetch.requests.length, 2);
      assert.ok((await failure(connect(script(401), { onAttempt }).getEntry(ID))) instanceof AuthenticationError);
      assert.ok((await failure(connect(script(soon(500)), { onAttempt }).getEntry(ID))) instanceof ServerError);
    });
    assert.deepEqual(raised, [], name);
  }
});
