// Servers that want a rest: what one request is told holds for all of a call's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ID, collect, connect, failure, library, respond, setTitle, stopTheClock } from './clients.mjs';

const { RateLimitError } = library;
const jobs = Array.from({ length: 50 }, (_, index) => ({ id: `entry-${index}`, request: { patches: [setTitle] } }));
const ids = Array.from({ length: 3_000 }, (_, index) => `entry-${index}`);
const list = (url) => new URL(url).searchParams.get('ids').split(',').map((id) => ({ id, version: 1 }));

/** A server that answers 429 while its clock is before `until`, with these headers; by its own clock ever after. */
function resting(headers, until, answer = () => respond(200)) {
  const seen = { at: [], refused: 0 };
  const fetch = async (url) => {
    seen.at.push(performance.now());
    if (performance.now() >= until) return answer(url);
    seen.refused++;
    return respond(429, headers);
  };
  return Object.assign(fetch, { seen });
}

const ASKED = [
  ['Retry-After: 0', { 'retry-after': '0' }],
  ['retry-after-ms: 0', { 'retry-after-ms': '0' }],
  ['Retry-After: 1', { 'retry-after': '1' }],
  ['no Retry-After', {}],
  ['a date that is past', { 'retry-after': 'Fri, 01 May 2020 12:00:00 GMT' }],
];
for (const [name, headers] of ASKED) {
  test(`patchEntries: 50 jobs under 429 with ${name} all succeed, and few requests are refused`, async (t) => {
    const clock = stopTheClock(t);
    const fetch = resting(headers, performance.now() + 900);
    const results = await clock.finish(collect(connect(fetch).patchEntries(jobs)));
    assert.equal(results.filter(({ ok }) => ok).length, 50);
    assert.ok(fetch.seen.refused <= 8, `${fetch.seen.refused} were refused`);
  });

  test(`getEntries: 3,000 ids under 429 with ${name} all come, in their order`, async (t) => {
    const clock = stopTheClock(t);
    const fetch = resting(headers, performance.now() + 900, (url) => Response.json({ results: list(url) }));
    const entries = await clock.finish(connect(fetch).getEntries({ ids }));
    assert.deepEqual(entries.map(({ id }) => id), ids);
    assert.ok(fetch.seen.refused <= 8, `${fetch.seen.refused} were refused`);
  });
}

test('getEntries: while one request rests, none is sent', async (t) => {
  const clock = stopTheClock(t);
  const from = performance.now();
  let count = 0;
  const at = [];
  const fetch = async (url) => {
    at.push(performance.now() - from);
    return ++count === 3 ? respond(429, { 'retry-after': '2' }) : Response.json({ results: list(url) });
  };
  await clock.finish(connect(fetch).getEntries({ ids }));
  assert.ok(at.filter((time) => time > 0 && time < 2_000).length === 0, String(at));
  assert.ok(at.filter((time) => time >= 2_000).length > 5);
});

test('getEntries: a rest that is aborted ends at once with the reason, and one over a minute is a RateLimitError', async (t) => {
  const clock = stopTheClock(t);
  const controller = new AbortController();
  const rest = connect(async () => respond(429, { 'retry-after': '30' })).getEntries({ ids }, { signal: controller.signal });
  const call = failure(rest);
  await clock.pass(10);
  controller.abort('own');
  assert.equal(await call, 'own');
  assert.ok((await failure(connect(async () => respond(429, { 'retry-after': '61' })).getEntries({ ids }))) instanceof RateLimitError);
});

test('a call of its own obeys a number as it is', async (t) => {
  stopTheClock(t);
  const events = [];
  const answers = [429, 200];
  await connect(async () => respond(answers.shift(), { 'retry-after': '0' }), { onAttempt: (event) => events.push(event.retryInMs) }).getEntry(ID);
  assert.deepEqual(events, [0, undefined]);
});

// ───────────────────────────── onProgress of getEntries ─────────────────────────────

test('getEntries tells how many of its ids, each counted once, were asked for', async () => {
  const told = [];
  const fetch = async (url) => Response.json({ results: list(url) });
  await connect(fetch).getEntries({ ids: [...ids, ...ids.slice(0, 10)] }, { onProgress: (progress) => told.push(progress) });
  assert.ok(told.length > 10);
  assert.deepEqual(told.at(-1), { done: 3_000, of: 3_000 });
  for (const [index, { done, of }] of told.entries()) assert.ok(of === 3_000 && done > (told[index - 1]?.done ?? 0));
  told.length = 0;
  await connect(fetch).getEntries({ ids: [] }, { onProgress: (progress) => told.push(progress) });
  assert.deepEqual(told, []);
});

test('what onProgress throws or rejects with changes nothing, and one that is no function is refused', async () => {
  const fetch = async (url) => Response.json({ results: list(url) });
  for (const onProgress of [() => { throw new Error('own'); }, () => Promise.reject(new Error('own'))]) {
    assert.equal((await connect(fetch).getEntries({ ids: ['a'] }, { onProgress })).length, 1);
  }
  await assert.rejects(connect(fetch).getEntries({ ids: ['a'] }, { onProgress: 5 }), { name: 'TypeError', message: 'onProgress: expected a function, not 5' });
});
