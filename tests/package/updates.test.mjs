// updateEntry where many change one entry at once, and where what is read lags behind what was written.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ID, connect, failure, library, respond, setTitle, start, stopTheClock } from './clients.mjs';
import { random } from './random.mjs';
import { virtualTime } from './virtual-time.mjs';

const { ConflictError } = library;
const entryAt = (version) => [200, {}, { id: ID, version }];
const conflict = (current, sent) => [409, {}, { status: 409, error: 'Conflict', error_details: { message: `Version: Expected ${current} to be equal to ${sent}` } }];
const silentConflict = [409, {}, { status: 409, error_details: { message: 'The asset is revoked already' } }];

/** Answers reads by `reads` and patches by `patches`, the last ones for ever. */
function server(reads, patches) {
  const seen = [];
  const next = (answers) => (answers.length > 1 ? answers.shift() : answers[0]);
  const fetch = async (url, { method, body, cache }) => {
    seen.push(method === 'PATCH' ? JSON.parse(body).version : cache);
    return respond(...[next(method === 'PATCH' ? patches : reads)].flat());
  };
  return Object.assign(fetch, { seen });
}

const FRESH = 'no-store';
/** Name, reads, patches, options; what is sent: the version of each patch, and how each read is cached; how it ends. */
const TABLE = [
  ['a conflict that the read shows', [entryAt(1), entryAt(2)], [conflict(2, 1), 200], {}, [FRESH, '1', FRESH, '2'], true],
  ['a read that lags behind twice', [entryAt(1), entryAt(1), entryAt(1), entryAt(2)], [conflict(2, 1), 200], {}, [FRESH, '1', FRESH, FRESH, FRESH, '2'], true],
  ['a read that comes on, but lags behind still', [entryAt(1), entryAt(3), entryAt(5)], [conflict(5, 1), 200], {}, [FRESH, '1', FRESH, FRESH, '5'], true],
  ['a read that is ahead of the conflict', [entryAt(1), entryAt(9)], [conflict(5, 1), 200], {}, [FRESH, '1', FRESH, '9'], true],
  ['a read that lags behind for ever', [entryAt(1)], [conflict(2, 1)], { maxConflicts: 3 }, [FRESH, '1', FRESH, FRESH, FRESH], false],
  ['no conflict is met with another reading', [entryAt(1)], [conflict(2, 1)], { maxConflicts: 0 }, [FRESH, '1'], false],
  ['a read that is older than the one before', [entryAt(3), entryAt(2), entryAt(4)], [silentConflict, 200], {}, [FRESH, '3', FRESH, FRESH, '4'], true],
  ['a conflict of another kind', [entryAt(1)], [silentConflict], {}, [FRESH, '1', FRESH], false],
  ['a conflict that names no version, though that has moved', [entryAt(1), entryAt(2)], [silentConflict, 200], {}, [FRESH, '1', FRESH, '2'], true],
  ['a conflict that names the version that was sent', [entryAt(1)], [conflict(1, 1)], {}, [FRESH, '1', FRESH], false],
  ['an outcome that is unknown', [entryAt(1), entryAt(2)], [500, conflict(2, 1)], {}, [FRESH, '1', '1'], false],
];
for (const [name, reads, patches, options, sent, isApplied] of TABLE) {
  test(`updateEntry: ${name}`, async (t) => {
    const clock = stopTheClock(t);
    const fetch = server([...reads], [...patches]);
    let asked = 0;
    const call = connect(fetch).updateEntry(ID, () => (asked++, [setTitle]), options);
    if (isApplied) assert.equal(await clock.finish(call), true);
    else assert.ok((await clock.finish(failure(call))) instanceof ConflictError);
    assert.deepEqual(fetch.seen, sent);
    assert.ok(asked <= sent.filter((what) => what !== FRESH).length);
  });
}

for (const [random, factor] of [[0, 1], [1, 0.5], [0.5, 0.75]]) {
  test(`between conflicts it waits 50 ms, doubled up to 1 s, times ${factor}`, async (t) => {
    const clock = stopTheClock(t, { random });
    let version = 1;
    const at = [];
    const fetch = async (url, { method }) => {
      if (method !== 'PATCH') at.push(performance.now());
      return method === 'PATCH' ? respond(...conflict(version + 1, version++)) : respond(...entryAt(version));
    };
    const call = failure(connect(fetch).updateEntry(ID, () => [setTitle], { maxConflicts: 7 }));
    for (const wait of [50, 100, 200, 400, 800, 1_000, 1_000]) {
      // A timer that is over before would be met here.
      await clock.pass(wait * factor - 0.5);
      await clock.pass(0.5);
    }
    assert.ok((await call) instanceof ConflictError);
    const waits = at.slice(1).map((time, index) => time - at[index]);
    assert.deepEqual(waits, [50, 100, 200, 400, 800, 1_000, 1_000].map((wait) => wait * factor));
  });
}

test('an abort ends the wait at once, and leaves nothing', async (t) => {
  const clock = stopTheClock(t);
  const controller = new AbortController();
  const fetch = server([entryAt(1), entryAt(2)], [conflict(2, 1)]);
  const call = failure(connect(fetch).updateEntry(ID, () => [setTitle], { signal: controller.signal }));
  await clock.pass(0);
  controller.abort('own');
  assert.equal(await call, 'own');
  await clock.pass(5_000);
  assert.deepEqual(fetch.seen, [FRESH, '1']);
});

// Not by a clock: on a machine that is busy, a network takes as long as it likes.
for (const seed of [1, 2, 3]) {
  test(`thirty at once on one entry, over a network, by the seed ${seed}: 29 at least are applied`, async (t) => {
    t.mock.method(Math, 'random', random(seed));
    const time = virtualTime();
    t.after(() => time.end());
    const { emulator } = start();
    const slow = async (url, init) => {
      const wait = () => new Promise((resolve) => setTimeout(resolve, 2 * Math.random()));
      await wait();
      const answer = await emulator.fetch(url, init);
      await wait();
      return answer;
    };
    const update = (index) =>
      connect(slow).updateEntry(ID, ({ metadata }) => [{ ...setTitle, value: `${metadata.title ?? ''} ${index}` }]);
    const results = await time.finish(Promise.allSettled(Array.from({ length: 30 }, (_, index) => update(index))));
    const applied = results.filter(({ status }) => status === 'fulfilled').length;
    assert.ok(applied >= 29, `${applied} were applied`);
    // Each saw what the ones before it had written.
    const { metadata, version } = emulator.entry(ID);
    assert.equal(version - 1, applied);
    assert.equal(metadata.title.split(' ').filter((part) => /^\d+$/.test(part)).length, applied);
  });
}
