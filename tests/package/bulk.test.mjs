// patchEntries: what it pulls and when, the order of one entry's jobs, pauses, progress, and every way to end.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { ID, byRequest, collect, connect, failure, library, raisedDuring, rejection, respond, revoke, script, setTitle, settle, start, stopTheClock, until } from './clients.mjs';
import { COLLECT, NAME, runModule } from './installed.mjs';

const { ConflictError, ConnectionError, NotFoundError, RateLimitError, ServerError, TimeoutError, ValidationError } = library;
const request = { patches: [revoke] };
const job = (id) => ({ id: String(id), request });
const jobs = (count) => Array.from({ length: count }, (_, index) => job(`e${index}`));
const idOf = ({ url }) => decodeURIComponent(url.split('/').at(-1));

/** A source that counts what is pulled, and whether it was closed. */
function source(list, { async = false, onNext = () => {} } = {}) {
  const watched = { pulled: 0, closed: 0 };
  const step = () => {
    onNext(watched.pulled);
    return watched.pulled < list.length ? { done: false, value: list[watched.pulled++] } : { done: true, value: undefined };
  };
  const close = () => (watched.closed++, { done: true, value: undefined });
  const iterator = async
    ? { next: async () => step(), return: async () => close(), [Symbol.asyncIterator]: () => iterator }
    : { next: step, return: close, [Symbol.iterator]: () => iterator };
  return Object.assign(watched, { jobs: iterator });
}

/** A `fetch` of which each answer waits until the test gives it. */
function held() {
  const waiting = [];
  let most = 0;
  const fetch = byRequest((request) => {
    const answer = new Promise((resolve) => waiting.push({ id: idOf(request), request, resolve }));
    most = Math.max(most, waiting.length);
    return answer;
  });
  const answer = async (status = 200, headers) => {
    waiting.shift().resolve(respond(status, headers));
    await settle();
  };
  const all = async () => {
    while (waiting.length > 0) await answer();
  };
  return Object.assign(fetch, { waiting, answer, all, most: () => most });
}

// ───────────────────────────── Sources and results ─────────────────────────────

const SOURCES = {
  'an array': (list) => list,
  'a Set': (list) => new Set(list),
  'a generator': function* (list) { yield* list; },
  'an async generator': async function* (list) { for (const one of list) { await null; yield one; } },
  'a slow async generator': async function* (list) { for (const one of list) { await new Promise(setImmediate); yield one; } },
  'a ReadableStream': (list) => new ReadableStream({ start(controller) { for (const one of list) controller.enqueue(one); controller.close(); } }),
};
for (const [name, make] of Object.entries(SOURCES)) {
  for (const concurrency of [1, 3, 50, undefined]) {
    test(`${name} of jobs, ${concurrency ?? 'by default 4'} at once: one result for each, with the job, its id and its place`, async () => {
      const list = jobs(20);
      const results = await collect(connect(script(200)).patchEntries(make(list), { concurrency }));
      results.sort((a, b) => a.index - b.index);
      assert.deepEqual(results, list.map((job, index) => ({ job, id: job.id, index, ok: true })));
      results.forEach(({ job }, index) => assert.equal(job, list[index]));
    });
  }
}

test('no jobs, no results, no requests', async () => {
  const fetch = script(200);
  for (const none of [[], new Set(), (function* () {})(), (async function* () {})()]) {
    assert.deepEqual(await collect(connect(fetch).patchEntries(none)), []);
  }
  assert.equal(fetch.requests.length, 0);
});

test('nothing is pulled or sent before the first next', async () => {
  const watched = source(jobs(3));
  const fetch = script(200);
  connect(fetch).patchEntries(watched.jobs);
  await settle();
  assert.deepEqual([watched.pulled, fetch.requests.length], [0, 0]);
});

test('results come in the order of completion', async () => {
  const fetch = held();
  const iterator = connect(fetch).patchEntries(jobs(3));
  const first = iterator.next();
  await until(() => fetch.waiting.length === 3);
  fetch.waiting[2].resolve(respond(200));
  assert.equal((await first).value.index, 2);
  fetch.waiting[0].resolve(respond(200));
  assert.equal((await iterator.next()).value.index, 0);
  fetch.waiting[1].resolve(respond(200));
  assert.equal((await iterator.next()).value.index, 1);
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  assert.deepEqual(await iterator.next(), { done: true, value: undefined });
});

test('several calls of next at once each get a result, and those left over the end', async () => {
  const iterator = connect(script(200)).patchEntries(jobs(3));
  const steps = await Promise.all(Array.from({ length: 5 }, () => iterator.next()));
  assert.deepEqual(steps.map(({ done }) => done), [false, false, false, true, true]);
});

test('the iterator is its own iterable', () => {
  const iterator = connect(script(200)).patchEntries([]);
  assert.equal(iterator[Symbol.asyncIterator](), iterator);
});

// ───────────────────────────── Order and numbers ─────────────────────────────

test("one entry's jobs run one after another in their order, others' beside them", async () => {
  const order = ['a', 'a', 'b', 'a', 'c', 'b', 'a'];
  const list = order.map((id, value) => ({ id, request: { patches: [{ ...setTitle, value }] } }));
  const running = new Map();
  const seen = [];
  const fetch = byRequest(async (request) => {
    const id = idOf(request);
    assert.equal(running.get(id), undefined, `two of ${id} at once`);
    running.set(id, true);
    seen.push([id, (await request.json()).patches[0].value]);
    await settle();
    running.delete(id);
    return respond(id === 'a' ? 404 : 200);
  });
  const results = await collect(connect(fetch).patchEntries(list));
  assert.equal(results.length, order.length);
  for (const id of ['a', 'b', 'c']) {
    const expected = order.flatMap((one, value) => (one === id ? [value] : []));
    assert.deepEqual(seen.filter(([one]) => one === id).map(([, value]) => value), expected);
    assert.deepEqual(results.filter((result) => result.id === id).map(({ index }) => index), expected);
  }
});

test("an entry's next job waits for the retries of the one before", async () => {
  const seen = [];
  const fetch = byRequest(async (request) => {
    seen.push((await request.json()).version);
    return seen.length < 3 ? respond(503, { 'retry-after-ms': '1' }) : respond(200);
  });
  await collect(connect(fetch).patchEntries([1, 2].map((version) => ({ id: 'a', request: { version, patches: [revoke] } }))));
  assert.deepEqual(seen, [1, 1, 1, 2]);
});

for (const concurrency of [1, 2, 4, 10]) {
  test(`never more than ${concurrency} requests at once, and that many where there is work`, async () => {
    const fetch = held();
    const all = collect(connect(fetch).patchEntries(jobs(30), { concurrency }));
    for (let answered = 0; answered < 30; answered++) {
      await until(() => fetch.waiting.length === Math.min(concurrency, 30 - answered));
      await fetch.answer();
    }
    assert.equal((await all).length, 30);
    assert.equal(fetch.most(), concurrency);
  });

  test(`never more than ${16 * concurrency} jobs are pulled ahead of what was yielded, with ${concurrency} at once`, async () => {
    for (const async of [false, true]) {
      const watched = source(jobs(200), { async });
      const iterator = connect(script(200)).patchEntries(watched.jobs, { concurrency });
      for (let yielded = 1; yielded <= 3; yielded++) {
        await iterator.next();
        for (let turn = 0; turn < 40; turn++) await settle();
        assert.equal(watched.pulled, Math.min(200, 16 * concurrency + yielded));
      }
      await iterator.return();
    }
  });
}

test("the window holds also where all jobs are of one entry, and it does not block", async () => {
  const watched = source(Array.from({ length: 100 }, () => job('same')));
  const iterator = connect(script(200)).patchEntries(watched.jobs, { concurrency: 2 });
  let count = 0;
  for await (const { index } of iterator) {
    assert.equal(index, count++);
    assert.ok(watched.pulled <= count + 32, `${watched.pulled} pulled at ${count}`);
  }
  assert.equal(count, 100);
});

// ───────────────────────────── Jobs that fail ─────────────────────────────

test('a job that fails is a result with its error, and the others go on', async () => {
  const fetch = byRequest(async (request) => {
    const id = idOf(request);
    if (id === 'reset') throw new TypeError('fetch failed');
    return respond(Number(id) || 200);
  });
  const list = ['200', '404', '409', 'reset', '429'].map(job);
  const results = await collect(connect(fetch, { maxRetries: 0 }).patchEntries(list));
  const kinds = Object.fromEntries(results.map(({ id, ok, error }) => [id, ok || error.constructor]));
  assert.deepEqual(kinds, { 200: true, 404: NotFoundError, 409: ConflictError, reset: ConnectionError, 429: RateLimitError });
  for (const result of results) assert.deepEqual(Object.keys(result).sort(), (result.ok ? ['id', 'index', 'job', 'ok'] : ['error', 'id', 'index', 'job', 'ok']));
});

const BAD_JOBS = [
  ['null', null], ['undefined', undefined], ['a number', 5], ['a text', 'x'], ['no id', { request }], ['an empty id', { id: '', request }],
  ['the id ..', { id: '..', request }], ['an id that is a number', { id: 5, request }], ['an id that is a lone surrogate', { id: '\ud800', request }],
  ['no request', { id: ID }, ValidationError], ['a request that is none', { id: ID, request: 5 }, ValidationError],
  ['an invalid request', { id: ID, request: { patches: [{ operation: 'x' }] } }, ValidationError],
  ['a request that cannot be serialised', { id: ID, request: { patches: [1n] } }, ValidationError],
];
for (const [name, bad, kind = TypeError] of BAD_JOBS) {
  test(`a job that is ${name} is a result with a ${kind.name}, is not sent, and the others go on`, async () => {
    const fetch = script(200);
    const results = await collect(connect(fetch).patchEntries([job('a'), bad, job('b')]));
    const [result] = results.filter(({ ok }) => !ok);
    assert.equal(results.length, 3);
    assert.ok(result.error instanceof kind, String(result.error));
    if (kind === TypeError) assert.match(result.error.message, typeof bad === 'object' && bad ? /^id: (expected \w|must not ).+$/ : /^job: expected { id, request }, not .+$/);
    assert.deepEqual([result.job, result.index], [bad, 1]);
    assert.deepEqual(fetch.requests.map(idOf), ['a', 'b']);
  });
}

test('with validate: false an invalid request is sent', async () => {
  const fetch = script([400, {}, { error_details: { patches: 'wrong' } }]);
  const [result] = await collect(connect(fetch).patchEntries([{ id: ID, request: { patches: 5 } }], { validate: false }));
  assert.equal(result.error.code, 'bad_request');
  assert.equal(await fetch.requests[0].text(), '{"patches":5}');
});

test('maxRetries and timeoutMs hold for every job', async () => {
  const fetch = script([503, { 'retry-after-ms': '1' }]);
  await collect(connect(fetch).patchEntries(jobs(2), { maxRetries: 1 }));
  assert.equal(fetch.requests.length, 4);
  const results = await collect(connect(script(() => new Promise(() => {}))).patchEntries(jobs(2), { timeoutMs: 5, maxRetries: 0 }));
  assert.deepEqual(results.map(({ error }) => [error.code, error.timeoutMs]), [['timeout', 5], ['timeout', 5]]);
});

test('what a token function throws is the error of the job', async () => {
  for (const own of [new Error('own'), undefined]) {
    const results = await collect(connect(script(200), { token: () => { throw own; } }).patchEntries(jobs(3)));
    assert.deepEqual(results.map(({ ok, error }) => [ok, error]), Array(3).fill([false, own]));
  }
});

// ───────────────────────────── Pauses ─────────────────────────────

test('a 429 pauses everybody as long as the server asks', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const all = collect(connect(fetch).patchEntries(jobs(9), { concurrency: 3 }));
  await until(() => fetch.waiting.length === 3);
  await fetch.answer(429, { 'retry-after': '5' });
  await fetch.answer();
  await fetch.answer();
  for (const [ms, requests] of [[0, 0], [4_999, 0], [1, 3]]) {
    await clock.pass(ms);
    assert.equal(fetch.waiting.length, requests, `after ${ms} ms more`);
  }
  while (fetch.waiting.length) await fetch.answer();
  const results = await clock.finish(all);
  assert.ok(results.length === 9 && results.every(({ ok }) => ok));
});

test('a 429 pauses also those that were about to repeat for another reason', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const all = collect(connect(fetch).patchEntries(jobs(2), { concurrency: 2 }));
  await until(() => fetch.waiting.length === 2);
  await fetch.answer(503);
  await fetch.answer(429, { 'retry-after': '9' });
  await clock.pass(8_999);
  assert.equal(fetch.waiting.length, 0);
  await clock.pass(1);
  assert.equal(fetch.waiting.length, 2);
  await fetch.all();
  await clock.finish(all);
});

test('a 429 pauses also those that ask for a token just then', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const asked = [];
  const token = () => (asked.push(Date.now()), asked.length === 2 ? new Promise((resolve) => setTimeout(resolve, 200, 'late')) : 'early');
  const all = collect(connect(fetch, { token }).patchEntries(jobs(2), { concurrency: 2 }));
  await clock.pass(0);
  assert.equal(fetch.waiting.length, 1);
  await fetch.answer(429, { 'retry-after': '2' });
  await clock.pass(1_999);
  assert.equal(fetch.waiting.length, 0);
  await clock.pass(1);
  assert.deepEqual(fetch.waiting.map(({ request }) => request.headers.get('authorization')).sort(), ['Bearer early', 'Bearer late']);
  await fetch.all();
  assert.ok((await clock.finish(all)).every(({ ok }) => ok));
});

test('a shorter pause does not end a longer one', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const all = collect(connect(fetch).patchEntries(jobs(2), { concurrency: 2 }));
  await until(() => fetch.waiting.length === 2);
  await fetch.answer(429, { 'retry-after-ms': '800' });
  await clock.pass(50);
  await fetch.answer(429, { 'retry-after-ms': '100' });
  await clock.pass(749);
  assert.equal(fetch.waiting.length, 0);
  await clock.pass(1);
  assert.equal(fetch.waiting.length, 2);
  await fetch.all();
  assert.ok((await clock.finish(all)).every(({ ok }) => ok));
});

test('a pause that grows while it is waited for is waited for to its new end', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const all = collect(connect(fetch).patchEntries(jobs(4), { concurrency: 3 }));
  await until(() => fetch.waiting.length === 3);
  await fetch.answer(429, { 'retry-after-ms': '300' });
  // The fourth job comes to the gate.
  await fetch.answer();
  await clock.pass(150);
  await fetch.answer(429, { 'retry-after-ms': '700' });
  await clock.pass(699);
  assert.equal(fetch.waiting.length, 0);
  await clock.pass(1);
  assert.equal(fetch.waiting.length, 3);
  await fetch.all();
  assert.ok((await clock.finish(all)).every(({ ok }) => ok));
});

/** Two jobs of which the second has its token at 100 ms, while the first one's 429 wants a rest until 2,000 ms. */
async function restDuringToken(clock, options) {
  const fetch = held();
  let asked = 0;
  const token = () => (asked++ === 1 ? new Promise((resolve) => setTimeout(resolve, 100, 'late')) : 'early');
  const client = connect(fetch, { token, maxRetries: 0 });
  const all = collect(client.patchEntries(jobs(2), { concurrency: 2, ...options }));
  all.catch(() => {});
  await clock.pass(0);
  await fetch.answer(429, { 'retry-after-ms': '2000' });
  await clock.pass(100);
  assert.equal(fetch.waiting.length, 0);
  return { fetch, all };
}

test('an abort ends a rest that began while the token was asked for, and nothing is sent', async (t) => {
  const clock = stopTheClock(t);
  const controller = new AbortController();
  const { fetch, all } = await restDuringToken(clock, { signal: controller.signal });
  await clock.pass(300);
  controller.abort('own');
  let ended = false;
  all.catch(() => (ended = true));
  await settle();
  assert.equal(ended, true, 'at once, not after the rest');
  assert.equal(await failure(all), 'own');
  await clock.pass(60_000);
  assert.equal(fetch.waiting.length, 0);
});

test('timeoutMs begins anew after such a rest', async (t) => {
  const clock = stopTheClock(t);
  const { fetch, all } = await restDuringToken(clock, { timeoutMs: 1_000 });
  await clock.pass(1_900);
  assert.equal(fetch.waiting.length, 1);
  await clock.pass(999);
  assert.equal(fetch.waiting[0].request.signal.aborted, false);
  await clock.pass(1);
  const [, { error }] = (await all).sort((a, b) => a.index - b.index);
  assert.ok(error instanceof TimeoutError, String(error));
});

test('a 429 that asks for an hour fails its job at once, and the others wait a minute', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const iterator = connect(fetch).patchEntries(jobs(2), { concurrency: 1 });
  const first = iterator.next();
  await until(() => fetch.waiting.length === 1);
  await fetch.answer(429, { 'retry-after': '3600' });
  assert.equal((await first).value.error.retryAfterMs, 3_600_000);
  const second = iterator.next();
  await clock.pass(59_999);
  assert.equal(fetch.waiting.length, 0);
  await clock.pass(1);
  await fetch.answer();
  assert.equal((await second).value.ok, true);
});

test('a 429 that does not say how long pauses everybody for the wait of the retry', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const all = collect(connect(fetch).patchEntries(jobs(3), { concurrency: 1 }));
  await until(() => fetch.waiting.length === 1);
  await fetch.answer(429);
  await clock.pass(499);
  assert.equal(fetch.waiting.length, 0);
  await clock.pass(1);
  while (fetch.waiting.length) await fetch.answer();
  assert.equal((await clock.finish(all)).length, 3);
});

test('a pause ends also where the clock moves on between two readings', async (t) => {
  let now = Date.now();
  t.mock.method(Date, 'now', () => now++);
  for (let ms = 1; ms < 12; ms++) {
    const fetch = script([429, { 'retry-after-ms': String(ms) }], 200);
    const results = await collect(connect(fetch).patchEntries([job('a'), job('b')], { concurrency: 1 }));
    assert.deepEqual(results.map(({ ok }) => ok), [true, true], `${ms} ms`);
  }
});

test('a pause is no longer than a minute, wherever the clock is set to', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const { now } = Date;
  let shift = 0;
  t.mock.method(Date, 'now', () => now() + shift);
  const results = collect(connect(script([429, { 'retry-after-ms': '1000' }], 200)).patchEntries([job('a')]));
  await settle();
  shift = -3_600_000;
  for (const ms of [1_000, 60_000]) {
    t.mock.timers.tick(ms);
    await settle();
  }
  assert.deepEqual((await Promise.race([results, settle()]))?.map(({ ok }) => ok), [true]);
});

test('a 503 pauses nobody else', async (t) => {
  const clock = stopTheClock(t);
  const fetch = held();
  const all = collect(connect(fetch).patchEntries(jobs(3), { concurrency: 2 }));
  await until(() => fetch.waiting.length === 2);
  await fetch.answer(503, { 'retry-after': '50' });
  await fetch.answer();
  assert.deepEqual(fetch.waiting.map(({ id }) => id), ['e2']);
  await fetch.answer();
  await clock.pass(50_000);
  await fetch.all();
  assert.equal((await clock.finish(all)).length, 3);
});

// ───────────────────────────── Progress ─────────────────────────────

test('onProgress counts what succeeded, failed and is under way', async () => {
  const seen = [];
  const statuses = [200, 404, 200, 500, 200];
  const fetch = byRequest(async (request) => respond(statuses[idOf(request).slice(1)]));
  await collect(connect(fetch, { maxRetries: 0 }).patchEntries(jobs(5), { concurrency: 2, onProgress: (progress) => seen.push(progress) }));
  assert.deepEqual(seen.at(-1), { succeeded: 3, failed: 2, inFlight: 0 });
  seen.forEach(({ succeeded, failed, inFlight }, index) => {
    assert.equal(succeeded + failed, index + 1);
    assert.ok(inFlight >= 0 && inFlight <= 2);
  });
});

test('what onProgress throws or rejects with changes nothing and is raised nowhere', async () => {
  for (const onProgress of [() => { throw new Error('own'); }, () => Promise.reject(new Error('own')), async () => { throw new Error('own'); }]) {
    const raised = await raisedDuring(async () => {
      assert.equal((await collect(connect(script(200)).patchEntries(jobs(3), { onProgress }))).length, 3);
    });
    assert.deepEqual(raised, []);
  }
});

// ───────────────────────────── Ends ─────────────────────────────

test('a source that throws or rejects: what is in flight is yielded, then the iterator rejects with that', async () => {
  const own = new Error('own');
  const sources = {
    sync: function* () { yield job('a'); yield job('b'); throw own; },
    async: async function* () { yield job('a'); yield job('b'); throw own; },
    'at once': () => ({ [Symbol.iterator]() { throw own; } }),
    'rejecting next': () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(own) }) }),
  };
  const late = () => new Promise((resolve) => setTimeout(resolve, 5, 'late'));
  for (const [name, make, token] of Object.entries(sources).flatMap((one) => ['at hand', late].map((token) => [...one, token]))) {
    const seen = [];
    const raised = await raisedDuring(async () => {
      const iterator = connect(script(200), typeof token === 'function' ? { token } : {}).patchEntries(make());
      const error = await failure((async () => { for await (const { id, ok } of iterator) seen.push([id, ok]); })());
      assert.equal(error, own, name);
      assert.deepEqual(await iterator.next(), { done: true, value: undefined });
    });
    assert.deepEqual(seen, ['sync', 'async'].includes(name) ? [['a', true], ['b', true]] : []);
    assert.deepEqual(raised, []);
  }
});

test('a loop that is left: nothing more is started, what is in flight finishes, and the source is closed', async () => {
  const leave = {
    break: async (list) => { for await (const _ of list) break; },
    return: async (list) => { for await (const _ of list) return; },
    throw: async (list) => { for await (const _ of list) throw new Error('own'); },
  };
  for (const [name, loop] of Object.entries(leave)) {
    for (const async of [false, true]) {
      const watched = source(jobs(50), { async });
      const fetch = held();
      const raised = await raisedDuring(async () => {
        const left = loop(connect(fetch).patchEntries(watched.jobs)).catch((error) => error.message);
        await until(() => fetch.waiting.length === 4);
        await fetch.answer();
        const { pulled } = watched;
        let ended = false;
        left.then(() => (ended = true));
        await settle();
        assert.equal(ended, false, 'what is in flight is waited for');
        assert.ok(fetch.waiting.every(({ request }) => !request.signal.aborted), 'what is in flight is not aborted');
        await fetch.all();
        assert.equal(await left, name === 'throw' ? 'own' : undefined);
        assert.ok(watched.pulled <= pulled + 1 && watched.pulled <= 6);
        assert.equal(watched.closed, 1);
      });
      assert.deepEqual(raised, []);
    }
  }
});

test('a generator is left through its finally', async () => {
  for (const make of [
    function* (log) { try { yield* jobs(50); } finally { log.push('closed'); } },
    async function* (log) { try { yield* jobs(50); } finally { await null; log.push('closed'); } },
  ]) {
    const log = [];
    for await (const _ of connect(script(200)).patchEntries(make(log))) break;
    assert.deepEqual(log, ['closed']);
  }
});

test('a source that is at its end is not closed again', async () => {
  for (const async of [false, true]) {
    const watched = source(jobs(3), { async });
    await collect(connect(script(200)).patchEntries(watched.jobs));
    assert.equal(watched.closed, 0);
  }
});

test('a source that is at its end is not closed by a loop that is left later', async () => {
  for (const async of [false, true]) {
    const watched = source(jobs(3), { async });
    const iterator = connect(script(200)).patchEntries(watched.jobs);
    await iterator.next();
    await settle();
    await iterator.return();
    assert.deepEqual([watched.pulled, watched.closed], [3, 0]);
  }
});

test('what a source throws when it is closed comes out of the loop, unchanged, unless the run ended by an error', async () => {
  const own = new Error('own');
  const sources = {
    *sync() { try { yield* jobs(500); } finally { throw own; } },
    async *async() { try { yield* jobs(500); } finally { throw own; } },
    throws: () => ({ [Symbol.asyncIterator]: () => ({ next: async () => ({ value: jobs(1)[0] }), return() { throw own; } }) }),
    rejects: () => ({ [Symbol.asyncIterator]: () => ({ next: async () => ({ value: jobs(1)[0] }), return: () => Promise.reject(own) }) }),
  };
  for (const [name, make] of Object.entries(sources)) {
    const raised = await raisedDuring(async () => {
      const fetch = held();
      const left = connect(fetch).patchEntries(make());
      const next = left.next();
      await until(() => fetch.waiting.length > 0);
      await settle();
      await fetch.answer();
      await next;
      await settle();
      const end = failure(left.return());
      await settle();
      await fetch.all();
      assert.equal(await end, own, name);

      const controller = new AbortController();
      const aborted = connect(script(200)).patchEntries(make(), { signal: controller.signal });
      await aborted.next();
      await settle();
      controller.abort('own reason');
      assert.equal(await failure(collect(aborted)), 'own reason', name);
    });
    assert.deepEqual(raised, [], name);
  }
});

test('a source that is asked for a job when the loop is left may close as it likes', async () => {
  for (const close of [() => Promise.reject(new Error('own')), () => new Promise(() => {})]) {
    const iterable = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: close }) };
    const raised = await raisedDuring(async () => {
      const iterator = connect(script(200)).patchEntries(iterable);
      iterator.next();
      await settle();
      assert.equal((await iterator.return()).done, true);
    });
    assert.deepEqual(raised, []);
  }
});

test('a job that comes when the loop is left is not looked at, and nothing is told of it', async () => {
  let give;
  const iterable = { [Symbol.asyncIterator]: () => ({ next: () => new Promise((resolve) => (give = resolve)), return: async () => ({}) }) };
  const told = [];
  const iterator = connect(script(200)).patchEntries(iterable, { onProgress: (progress) => told.push(progress) });
  iterator.next();
  await settle();
  await iterator.return();
  const looked = [];
  give({ value: new Proxy(job('a'), { get: (target, name) => (looked.push(name), target[name]) }) });
  await settle();
  assert.deepEqual([looked, told], [[], []]);
});

test('a source that has thrown is not closed', async () => {
  for (const next of [() => { throw new Error('own'); }, () => Promise.reject(new Error('own')), () => 5]) {
    let closed = 0;
    const iterable = { [Symbol.asyncIterator]: () => ({ next, return: () => closed++ }) };
    await failure(collect(connect(script(200)).patchEntries(iterable)));
    assert.equal(closed, 0);
  }
});

test('a source whose next gives no object ends the run with a TypeError', async () => {
  for (const step of [5, 'done', null, undefined, true]) {
    for (const next of [() => step, async () => step]) {
      const iterable = { [Symbol.asyncIterator]: () => ({ next }) };
      const error = await failure(collect(connect(script(200)).patchEntries(iterable)));
      assert.ok(error instanceof TypeError, String(step));
      assert.match(error.message, /^jobs: expected an iterable of { id, request }, not /);
    }
  }
});

test('return and throw before the first next pull nothing', async () => {
  const own = new Error('own');
  const watched = source(jobs(3));
  let opened = 0;
  watched.jobs[Symbol.iterator] = () => (opened++, watched.jobs);
  const some = connect(script(200)).patchEntries(watched.jobs);
  assert.deepEqual(await some.return(5), { done: true, value: 5 });
  assert.deepEqual(await some.next(), { done: true, value: undefined });
  const other = connect(script(200)).patchEntries(watched.jobs);
  assert.equal(await failure(other.throw(own)), own);
  assert.deepEqual(await other.next(), { done: true, value: undefined });
  assert.deepEqual([opened, watched.pulled], [0, 0]);
});

test('return ends a next that waits for a source which never answers', async () => {
  const iterator = connect(script(200)).patchEntries({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) });
  const pending = iterator.next();
  await settle();
  assert.equal((await iterator.return()).done, true);
  assert.equal((await pending).done, true);
});

// ───────────────────────────── Aborts ─────────────────────────────

test('an abort: nothing more is started, what is in flight finishes and is yielded, then the reason', async () => {
  for (const async of [false, true]) {
    const controller = new AbortController();
    const watched = source(jobs(50), { async });
    const fetch = held();
    const seen = [];
    const raised = await raisedDuring(async () => {
      const loop = (async () => {
        for await (const { index, ok } of connect(fetch).patchEntries(watched.jobs, { signal: controller.signal })) seen.push([index, ok]);
      })();
      const error = failure(loop);
      await until(() => fetch.waiting.length === 4);
      await fetch.answer();
      await until(() => fetch.waiting.length === 4);
      controller.abort('own');
      await settle();
      const { pulled } = watched;
      await fetch.all();
      assert.equal(await error, 'own');
      assert.equal(watched.pulled, pulled);
      assert.equal(watched.closed, 1);
    });
    assert.deepEqual(seen.map(([index]) => index).sort(), [0, 1, 2, 3, 4]);
    assert.ok(seen.every(([, ok]) => ok));
    assert.deepEqual(raised, []);
    assert.equal(getEventListeners(controller.signal, 'abort').length, 0);
  }
});

test('an abort before the first next rejects it, and pulls nothing', async () => {
  const watched = source(jobs(3));
  const fetch = script(200);
  for (const when of ['before', 'after']) {
    const controller = new AbortController();
    if (when === 'before') controller.abort('own');
    const iterator = connect(fetch).patchEntries(watched.jobs, { signal: controller.signal });
    if (when === 'after') controller.abort('own');
    assert.equal(await failure(iterator.next()), 'own');
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  }
  assert.deepEqual([watched.pulled, fetch.requests.length], [0, 0]);
});

test('an abort while the source is asked and nothing is in flight rejects at once', async () => {
  const controller = new AbortController();
  let closed = 0;
  const iterable = { [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}), return: async () => { closed++; return {}; } }) };
  const pending = failure(connect(script(200)).patchEntries(iterable, { signal: controller.signal }).next());
  await settle();
  controller.abort('own');
  assert.equal(await pending, 'own');
  assert.equal(closed, 1);
});

test('a job that waits to be repeated when its source throws is not repeated, and its error is its result', async (t) => {
  const clock = stopTheClock(t);
  const own = new Error('own');
  const fetch = script([503, { 'retry-after-ms': '300' }]);
  const jobs = async function* () {
    yield job('a');
    await new Promise((resolve) => setTimeout(resolve, 100));
    throw own;
  };
  const iterator = connect(fetch).patchEntries(jobs());
  const { value } = await clock.finish(iterator.next());
  assert.ok(value.error instanceof ServerError);
  assert.equal(await clock.finish(failure(iterator.next())), own);
  assert.equal(fetch.requests.length, 1);
});

test('an abort drops the jobs that wait behind another of their entry, or for a pause to end', async (t) => {
  const clock = stopTheClock(t);
  const controller = new AbortController();
  const fetch = held();
  const seen = [];
  const list = ['a', 'a', 'a', 'b', 'c', 'd'].map(job);
  const loop = failure((async () => {
    for await (const { index, ok } of connect(fetch).patchEntries(list, { signal: controller.signal, concurrency: 2 })) seen.push([index, ok]);
  })());
  await until(() => fetch.waiting.length === 2);
  fetch.waiting.splice(1, 1)[0].resolve(respond(429, { 'retry-after': '30' }));
  await settle();
  await fetch.answer();
  await clock.pass(1_000);
  controller.abort('own');
  assert.equal(await clock.finish(loop), 'own');
  // `a` was sent and answered; `b` was sent and refused; the rest never left.
  assert.deepEqual(seen, [[0, true], [3, false]]);
  assert.equal(fetch.waiting.length, 0);
});

test('a job in flight at the abort is not sent again', async (t) => {
  const clock = stopTheClock(t);
  for (const [status, headers] of [[503, undefined], [429, { 'retry-after-ms': '0' }], [503, { 'retry-after': '0' }]]) {
    const controller = new AbortController();
    const fetch = held();
    const iterator = connect(fetch).patchEntries(jobs(1), { signal: controller.signal });
    const first = iterator.next();
    await until(() => fetch.waiting.length === 1);
    controller.abort('own');
    await fetch.answer(status, headers);
    const { value } = await clock.finish(first);
    assert.equal(value.error.status, status);
    assert.equal(await failure(iterator.next()), 'own');
    assert.equal(fetch.waiting.length, 0);
  }
});

for (const name of ['never answers', 'fails later']) {
  test(`a job whose token function ${name} is not sent after an abort, nor when the loop is left`, async () => {
    const raised = await raisedDuring(async () => {
      const controller = new AbortController();
      const fetch = script(200);
      const late = [];
      const begin = (options) => {
        const token = () => new Promise((_, reject) => late.push(reject));
        const iterator = connect(fetch, { token, timeoutMs: 0 }).patchEntries(jobs(3), options);
        return { iterator, first: iterator.next() };
      };
      const aborted = begin({ signal: controller.signal });
      const left = begin();
      await settle();
      controller.abort('own');
      assert.equal(await failure(aborted.first), 'own');
      await left.iterator.return();
      assert.deepEqual(await left.first, { done: true, value: undefined });
      assert.ok(late.length > 0);
      if (name === 'fails later') for (const reject of late) reject(new Error('late'));
      await settle();
      assert.equal(fetch.requests.length, 0);
    });
    assert.deepEqual(raised, []);
  });
}

test('a job that is about to be sent when the run is left, or aborted, is not sent', async () => {
  for (let microtasks = 0; microtasks < 25; microtasks++) {
    for (const end of [({ controller }) => controller.abort(), ({ iterator }) => iterator.return()]) {
      let isOver = false;
      const run = { controller: new AbortController() };
      const token = async () => {
        const stop = async () => {
          for (let turn = 0; turn < microtasks; turn++) await undefined;
          isOver = true;
          end(run);
        };
        stop();
        return 'token';
      };
      const fetch = async () => (assert.ok(!isOver, `sent, ${microtasks} microtasks after the token`), respond(200));
      run.iterator = connect(fetch, { token }).patchEntries(jobs(1), { signal: run.controller.signal });
      await collect(run.iterator).catch(() => {});
    }
  }
});

test('a job that asks for another token at an abort comes out with its 401', async () => {
  const controller = new AbortController();
  let asked = 0;
  const token = () => (asked++ === 0 ? 'old' : new Promise(() => {}));
  const iterator = connect(script(401), { token }).patchEntries(jobs(2), { concurrency: 1, signal: controller.signal });
  const first = iterator.next();
  await until(() => asked === 2);
  controller.abort('own');
  assert.equal((await first).value.error.status, 401);
  assert.equal(await failure(iterator.next()), 'own');
});

test('an abort after the end changes nothing', async () => {
  const controller = new AbortController();
  const raised = await raisedDuring(async () => {
    const iterator = connect(script(200)).patchEntries(jobs(2), { signal: controller.signal });
    await collect(iterator);
    controller.abort('own');
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  });
  assert.deepEqual(raised, []);
});

test('who aborts and then leaves is told no more', async () => {
  const controller = new AbortController();
  const watched = source(jobs(50));
  const iterator = connect(script(200)).patchEntries(watched.jobs, { signal: controller.signal });
  const raised = await raisedDuring(async () => {
    await iterator.next();
    controller.abort('own');
    await iterator.return();
    assert.deepEqual(await iterator.next(), { done: true, value: undefined });
  });
  assert.deepEqual([raised, watched.closed], [[], 1]);
});

test('what a source throws after an abort does not take the place of its reason', async () => {
  const controller = new AbortController();
  const fetch = held();
  let refuse;
  async function* slow() {
    yield job('a');
    await new Promise((_, reject) => (refuse = reject));
  }
  const iterator = connect(fetch).patchEntries(slow(), { signal: controller.signal });
  const first = iterator.next();
  await until(() => fetch.waiting.length === 1 && refuse);
  controller.abort('own');
  refuse(new Error('late'));
  await settle();
  await fetch.answer();
  assert.equal((await first).value.ok, true);
  assert.equal(await failure(iterator.next()), 'own');
});

test('an abort in the loop itself rejects after what is in flight', async () => {
  const controller = new AbortController();
  const { client } = start();
  let count = 0;
  const error = await failure((async () => {
    for await (const _ of client.patchEntries(jobs(50), { signal: controller.signal })) if (++count === 1) controller.abort('own');
  })());
  assert.equal(error, 'own');
  assert.ok(count < 50);
});

// ───────────────────────────── Arguments, memory ─────────────────────────────

const WRONG = [
  [undefined], [null], [5], [{}], [{ id: ID, request }], [[], null], [[], 5], [[], 'x'],
  ...[0, -1, 1.5, '4', NaN, Infinity, null].map((concurrency) => [[], { concurrency }]),
  [[], { validate: 'no' }], [[], { onProgress: 5 }], [[], { onProgress: null }], [[], { signal: {} }], [[], { timeoutMs: -1 }], [[], { maxRetries: -1 }],
];
test('wrong arguments are TypeErrors of the first next: rejected, not thrown, and nothing is pulled', async () => {
  for (const [list, options] of WRONG) {
    const fetch = script(200);
    const error = await rejection(() => connect(fetch).patchEntries(list, options).next());
    assert.ok(error instanceof TypeError, `${JSON.stringify([list, options])} gave ${error}`);
    assert.match(error.message, /^\w+: expected [\w{].+, not /);
    assert.equal(fetch.requests.length, 0);
  }
});

test('a source whose iterator is none is a TypeError', async () => {
  for (const iterator of [null, undefined, 5]) {
    const jobs = { [Symbol.asyncIterator]: () => iterator };
    const error = await failure(connect(script(200)).patchEntries(jobs).next());
    assert.match(String(error), /^TypeError: jobs: expected an iterable of { id, request }, not /);
  }
});

test('a job that changes while it waits goes where its result says', async () => {
  const jobs = [1, 2, 3].map(() => ({ id: ID, request: { patches: [setTitle] } }));
  const fetch = script(async () => {
    await settle();
    for (const job of jobs) job.id = 'another';
    return respond(200);
  });
  const results = await collect(connect(fetch).patchEntries(jobs));
  assert.deepEqual(results.map(({ id, ok }) => [id, ok]), [[ID, true], [ID, true], [ID, true]]);
  assert.ok(fetch.requests.every(({ url }) => url.endsWith(`/${ID}`)));
});

test('a job that cannot be read is a result, and the others go on', async () => {
  const jobs = [
    { get id() { throw new Error('own'); } },
    { id: ID, get request() { throw new Error('own'); } },
    { id: ID, request: { patches: [setTitle] } },
  ];
  const results = await collect(connect(script(200)).patchEntries(jobs, { concurrency: 1 }));
  assert.deepEqual(results.map(({ index, ok }) => [index, ok]), [[0, false], [1, false], [2, true]]);
});

test('while a run goes on, it keeps nothing of the jobs that are done', () => {
  const printed = runModule(`${COLLECT}
    import { MediaLibraryClient } from '${NAME}';
    const reasons = [];
    const token = async () => {
      const reason = new Error('own');
      reasons.push(new WeakRef(reason));
      throw reason;
    };
    const client = new MediaLibraryClient({ baseUrl: 'https://x.example', token, fetch: async () => new Response('{}') });
    async function* jobs() {
      for (let index = 0; index < 100; index++) yield { id: 'e' + index, request: { patches: [] } };
      await collect();
      // The last ones may be held by the loop.
      console.log(reasons.length, reasons.slice(0, 80).filter((reason) => reason.deref()).length);
    }
    for await (const { ok } of client.patchEntries(jobs()));
  `, '--expose-gc');
  assert.equal(printed.trim(), '100 0');
});

test('10,000 jobs run in constant memory', () => {
  const printed = runModule(`${COLLECT}
    import { MediaLibraryClient } from '${NAME}';
    const client = new MediaLibraryClient({ baseUrl: 'https://x.example/' + 'x'.repeat(1_000), token: 't', fetch: async () => new Response('{"status":200}') });
    async function* jobs() {
      for (let index = 0; index < 10_000; index++) {
        yield { id: 'e' + (index % 3_000), request: { version: index, patches: [{ operation: 'setMetadataProperty', propertyName: 'text', value: 'x'.repeat(1_000) }] } };
      }
    }
    const used = async () => {
      await collect();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const { signal } = new AbortController();
    let count = 0;
    let before;
    for await (const { ok } of client.patchEntries(jobs(), { signal })) {
      if (!ok) throw new Error('a job failed');
      if (++count === 2_000) before = await used();
    }
    const growth = await used() - before;
    console.log(count, growth < 2_000_000 ? 'constant' : growth);
  `, '--expose-gc');
  assert.equal(printed, '10000 constant\n');
});
