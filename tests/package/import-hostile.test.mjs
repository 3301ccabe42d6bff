// Many entries, a server that does all that servers do to an import, and what it has in the end.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MediaLibraryEmulator, connect } from './clients.mjs';
import { assetOf, importEntries } from './imports.mjs';

const COUNT = 20_000;
const TAKEN = 'taken-0';

/** Numbers from 0 to 1, the same ones in each run. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A third each has an id, a name in another system, or neither; a few are taken, twins of another, or not valid. */
function entryOf(index) {
  const entry = { mediaType: 'image', asset: assetOf(`${index}.jpg`), metadata: { title: `Number ${index}` } };
  if (index % 1_000 === 17) return { ...entry, id: TAKEN };
  if (index % 1_000 === 23) return { ...entry, id: `id-${index - 2}` };
  if (index % 1_000 === 42) return { ...entry, asset: { ...entry.asset, size: -1 } };
  if (index % 3 === 0) return { ...entry, id: `id-${index}` };
  if (index % 3 === 1) return { ...entry, systemName: 'archive', externalId: `${index}` };
  return entry;
}

/** What became of a request: [how often, whether it is applied, the answer in place of `(response, body)`]. */
const FATES = [
  [0.01, false, () => new Response('{}', { status: 429, headers: { 'retry-after': '0' } })],
  [0.04, false, () => new Response('', { status: 503 })],
  [0.04, false, () => new Response('<html>', { status: 500 })],
  [0.04, true, () => new Response('<html>', { status: 502 })],
  [0.04, true, () => Promise.reject(new TypeError('fetch failed'))],
  [0.03, true, (_, text) => new Response(text.slice(0, text.length / 2), { headers: { 'content-encoding': 'identity' } })],
  [0.03, true, (_, text) => withResults(text, (results) => results.slice(1))],
  [0.02, true, (_, text) => withResults(text, (results) => [...results, results[0]])],
  [0.02, true, (_, text) => withResults(text, (results) => results.reverse())],
  [0.01, true, (_, text) => withResults(text, () => ({}))],
  [0.01, true, () => new Response('[]')],
  [0.02, false, () => Promise.reject(new TypeError('fetch failed'))],
];

function withResults(text, change) {
  return new Response(JSON.stringify({ results: change(JSON.parse(text).results) }));
}

/** Its `fetch`; and by title, the ids of what it has stored. */
function hostile(emulator, random) {
  const stored = new Map();
  const met = new Array(FATES.length + 1).fill(0);
  const apply = async (url, init) => {
    const response = await emulator.fetch(url, init);
    const text = await response.text();
    for (const { ok, id, record } of JSON.parse(text).results) {
      if (!ok) continue;
      const { title } = record.metadata;
      stored.set(title, [...(stored.get(title) ?? []), id]);
    }
    return [response, text];
  };
  const fetch = async (url, init) => {
    if (init.method !== 'POST') return emulator.fetch(url, init);
    if (init.body.length > 12_000) {
      met[FATES.length]++;
      return new Response('', { status: 413 });
    }
    let draw = random();
    for (const [index, [share, isApplied, answer]] of FATES.entries()) {
      draw -= share;
      if (draw >= 0) continue;
      met[index]++;
      return answer(...(isApplied ? await apply(url, init) : []));
    }
    const [response, text] = await apply(url, init);
    return new Response(text, response);
  };
  return { fetch, stored, met };
}

test(`${COUNT} entries: each is told of once, and truly`, async () => {
  const emulator = new MediaLibraryEmulator();
  const { fetch, stored, met } = hostile(emulator, randomOf(18));
  const client = connect(fetch, { maxRetries: 5 });
  for await (const { ok } of importEntries(connect(emulator.fetch), [{ ...entryOf(1), id: TAKEN }])) assert.ok(ok);

  function* entries() {
    for (let index = 0; index < COUNT; index++) yield entryOf(index);
  }
  const results = new Array(COUNT);
  const progress = [];
  for await (const result of importEntries(client, entries(), { concurrency: 32, batchSize: 60, onProgress: (told) => progress.push(told) })) {
    assert.equal(results[result.index], undefined, `${result.index} is told of twice`);
    results[result.index] = result;
  }

  const counts = { created: 0, existed: 0, failed: 0, unknown: 0 };
  for (let index = 0; index < COUNT; index++) {
    const result = results[index];
    assert.ok(result, `${index} is told of`);
    const { title } = result.entry.metadata;
    assert.equal(title, `Number ${index}`);
    const ids = stored.get(title) ?? [];
    assert.ok(ids.length <= 1, `${index} is there ${ids.length} times`);
    if (result.ok) {
      counts[result.outcome]++;
      const entry = emulator.entry(result.id);
      assert.ok(entry, `${index}: ${result.id} is there`);
      if (result.outcome === 'created') assert.deepEqual(ids, [result.id]);
      else if (ids.length === 1) assert.equal(entry.metadata.title, title);
      else assert.equal(result.entry.id, entry.id);
    } else if (result.outcomeUnknown) {
      counts.unknown++;
      assert.match(result.error.message, /not known/);
    } else {
      counts.failed++;
      assert.deepEqual(ids, [], `${index}: ${result.error.message}`);
    }
  }
  // All that could happen did.
  for (const [index, count] of met.entries()) assert.ok(count > 0, `fate ${index}`);
  for (const [name, count] of Object.entries(counts)) assert.ok(count > 0, name);
  assert.ok(counts.created > COUNT / 2, JSON.stringify(counts));
  const { inFlight, ...told } = progress.at(-1);
  assert.deepEqual([inFlight, told], [0, { created: counts.created, existed: counts.existed, failed: counts.failed + counts.unknown }]);
});
