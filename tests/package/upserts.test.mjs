// upsertEntries: what is missing is made, what differs is patched.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { breakWriting, connect, library, respond, script, settle, start } from './clients.mjs';
import { all, assetOf, imageOf, inOrder, upsertEntries } from './imports.mjs';

const of = (externalId, more) => imageOf(`${externalId}.jpg`, { systemName: 'agency', externalId, ...more });
const outcomes = (results) => results.map(({ ok, outcome, error }) => (ok ? outcome : error.name));
const writes = ({ requests }) => requests.filter(({ method }) => method !== 'GET').map(({ method }) => method);

/** With `1`, `2` and `3` there: the second has another title, the third another file and properties of its own. */
async function begin(options, emulatorOptions) {
  const started = start(options, emulatorOptions);
  const own = [of('1'), of('2', { metadata: { title: 'Old' } }), of('3', { asset: assetOf('old.jpg'), metadata: { title: '3.jpg', rating: 5 } })];
  const results = await inOrder(upsertEntries(started.client, own));
  return { ...started, ids: results.map(({ id }) => id), before: started.emulator.requests.length };
}

test('what is missing is made, what differs is patched, the rest is left', async () => {
  const { client, emulator, ids } = await begin();
  const wanted = [of('1'), of('2'), of('3'), of('4')];
  const results = await inOrder(upsertEntries(client, wanted));
  assert.deepEqual(outcomes(results), ['unchanged', 'patched', 'patched', 'created']);
  assert.deepEqual(results.map(({ id }) => id).slice(0, 3), ids);
  assert.deepEqual(results[1].patches, [{ operation: 'setMetadataProperty', propertyName: 'title', value: '2.jpg' }]);
  assert.deepEqual(results[2].patches, [{ operation: 'replaceAsset', value: assetOf('3.jpg') }]);
  for (const { id, index, entry } of results) {
    assert.equal(entry, wanted[index]);
    const { asset, metadata } = emulator.entry(id);
    assert.deepEqual(asset, entry.asset);
    assert.equal(metadata.title, entry.metadata.title);
  }
  assert.equal(emulator.entry(ids[2]).metadata.rating, 5, 'what is not named stays');
});

test('an entry at which the WebAssembly breaks off is told of in its place, and the others go on', async (t) => {
  const { client } = await begin();
  breakWriting(t, (text) => text.includes('too much'), new WebAssembly.RuntimeError('unreachable'));
  const wanted = [of('1'), of('2', { metadata: { title: 'too much' } }), of('4')];
  const results = await inOrder(upsertEntries(client, wanted, { concurrency: 1 }));
  assert.deepEqual(outcomes(results), ['unchanged', 'WebAssemblyError', 'created']);
  assert.deepEqual(results.map(({ index }) => index), [0, 1, 2]);
  assert.equal(results[1].entry, wanted[1]);
});

test('run twice, it changes nothing', async () => {
  const { client, emulator } = await begin();
  const wanted = ['1', '2', '3', '4'].map((id) => of(id));
  await inOrder(upsertEntries(client, wanted));
  const before = writes(emulator).length;
  assert.deepEqual(outcomes(await inOrder(upsertEntries(client, wanted))), new Array(4).fill('unchanged'));
  assert.equal(writes(emulator).length, before);
});

test('a dry run says the same and writes nothing', async () => {
  const { client, emulator } = await begin();
  const wanted = [of('1'), of('2'), of('3'), of('4'), of('5', { mediaType: undefined })];
  const before = writes(emulator).length;
  const dry = await inOrder(upsertEntries(client, wanted, { dryRun: true }));
  assert.equal(writes(emulator).length, before);
  const real = await inOrder(upsertEntries(client, wanted));
  assert.deepEqual(outcomes(dry), outcomes(real));
  assert.deepEqual(dry.map(({ patches }) => patches), real.map(({ patches }) => patches));
  assert.deepEqual(dry.map(({ id }) => id !== undefined), [true, true, true, false, false]);
});

test('only what differs is sent, with the version that was read', async () => {
  const { client, emulator } = await begin();
  await inOrder(upsertEntries(client, [of('2')]));
  const { body } = emulator.requests.findLast(({ method }) => method === 'PATCH');
  assert.deepEqual(JSON.parse(body), { version: '1', patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value: '2.jpg' }] });
});

test('metadata are compared as JSON', async () => {
  const { client } = start();
  const deep = { a: [1, { b: null }], c: { d: 1, e: 2 } };
  await inOrder(upsertEntries(client, [of('1', { metadata: { deep, at: new Date(0), gone: 'x' } })]));
  for (const [metadata, outcome] of [
    [{ deep: { c: { e: 2, d: 1 }, a: [1, { b: null }] }, at: '1970-01-01T00:00:00.000Z' }, 'unchanged'],
    [{ at: new Date(0), never: null, none: undefined }, 'unchanged'],
    [{}, 'unchanged'],
    [{ gone: null }, 'patched'],
    [{ gone: null }, 'unchanged'],
    [{ deep: { ...deep, a: [1, {}] } }, 'patched'],
    [{ deep: { a: { 0: 1, 1: {} }, c: deep.c } }, 'patched'],
    [{ deep: [1] }, 'patched'],
    [{ deep: [] }, 'patched'],
    [{ deep: {} }, 'patched'],
    [{ deep: { a: 1 } }, 'patched'],
    [{ deep: 5 }, 'patched'],
    [{ deep: {} }, 'patched'],
  ]) {
    assert.deepEqual(outcomes(await inOrder(upsertEntries(client, [of('1', { metadata })]))), [outcome], JSON.stringify(metadata));
  }
});

test('where the server tells no key, the URL says whether the file is another', async () => {
  const asset = { url: assetOf('1.jpg').url, mimeType: 'image/jpeg' };
  const there = { id: 'a', version: 1, systemName: 'agency', externalId: '1', mediaType: 'image', metadata: { title: '1.jpg' }, createdAt: '', updatedAt: '' };
  for (const [more, outcome] of [
    [{ asset }, 'unchanged'],
    [{ asset: { ...asset, url: 'https://files.example/other.jpg' } }, 'patched'],
    [{ asset: { mimeType: 'image/jpeg' } }, 'unchanged'],
    [{}, 'patched'],
    // Where it tells one, that alone says so.
    [{ asset: { ...asset, key: 'other.jpg' } }, 'patched'],
    [{ asset: { ...asset, key: '1.jpg', url: 'https://cdn.example/1.jpg' } }, 'unchanged'],
    [{ asset, metadata: undefined }, 'patched'],
  ]) {
    const { client } = start({}, { entries: [{ ...there, ...more }] });
    assert.deepEqual(outcomes(await inOrder(upsertEntries(client, [of('1')]))), [outcome], JSON.stringify(more));
  }
});

test('onExisting decides', async () => {
  const { client, emulator, ids } = await begin();
  const archive = { operation: 'archive' };
  const asked = [];
  const onExisting = async (entry, wanted, patches) => {
    asked.push([entry.id, wanted.externalId, patches.length]);
    return { 1: [archive], 2: [], 3: undefined }[wanted.externalId];
  };
  const results = await inOrder(upsertEntries(client, [of('1'), of('2'), of('3'), of('4')], { onExisting, concurrency: 1 }));
  assert.deepEqual(outcomes(results), ['patched', 'unchanged', 'unchanged', 'created']);
  assert.deepEqual(results[0].patches, [archive]);
  assert.equal(emulator.entry(ids[0]).state, 'archived');
  // Of what is patched, again with what was read for it.
  assert.deepEqual(asked, [[ids[0], '1', 0], [ids[0], '1', 0], [ids[1], '2', 1], [ids[2], '3', 1]]);
});

test('onExisting that wants nothing more once it is asked again leaves the entry', async () => {
  const { client, emulator, ids } = await begin();
  const before = writes(emulator).length;
  const answers = [[{ operation: 'archive' }], []];
  const [{ index, entry, ...result }] = await inOrder(upsertEntries(client, [of('1')], { onExisting: () => answers.shift() }));
  assert.deepEqual(result, { ok: true, outcome: 'unchanged', id: ids[0] });
  assert.equal(writes(emulator).length, before);
});

test('a patch of which nobody knows, and then no token: the outcome is not known', async () => {
  const { emulator } = await begin();
  const own = new Error('own');
  const tokens = new Array(3).fill('demo-token');
  const token = async () => tokens.shift() ?? Promise.reject(own);
  emulator.failNext('lost-response', 1, { method: 'PATCH' });
  const [{ ok, error, outcomeUnknown }] = await inOrder(upsertEntries(connect(emulator.fetch, { token }), [of('2')]));
  assert.deepEqual([ok, error, outcomeUnknown], [false, own, true]);
});

test('what an abort keeps from being sent has no result', async () => {
  const controller = new AbortController();
  const fetch = script(() => (controller.abort('own'), respond(200, {}, { results: [] })));
  const { given, error } = await all(upsertEntries(connect(fetch), [of('1')], { signal: controller.signal }));
  assert.deepEqual([given, error, fetch.requests.length], [[], 'own', 1]);
});

test('entries are pulled as far ahead as that helps, and options of a call reach its requests', async () => {
  const fetch = script([200, {}, { results: [] }]);
  let pulled = 0;
  function* endless() {
    for (;;) yield of(`${pulled++}`);
  }
  const results = upsertEntries(connect(fetch), endless(), { dryRun: true, concurrency: 2, headers: { 'X-Trace': 'call' } });
  await results.next();
  for (let turn = 0; turn < 40; turn++) await settle();
  assert.equal(pulled, 16 * 2 + 1);
  await results.return();
  assert.deepEqual(new Set(fetch.requests.map(({ headers }) => headers.get('x-trace'))), new Set(['call']));
});

test('what onExisting throws is told of', async () => {
  const { client, emulator } = await begin();
  const before = writes(emulator).length;
  for (const reason of [new Error('no'), undefined]) {
    const [result] = await inOrder(upsertEntries(client, [of('1')], { onExisting: () => Promise.reject(reason) }));
    assert.deepEqual([result.ok, result.error, result.outcomeUnknown], [false, reason, false]);
  }
  assert.equal(writes(emulator).length, before);
});

test('patches that are not valid are not sent, in a dry run neither', async () => {
  for (const dryRun of [false, true]) {
    const { client, emulator } = await begin();
    const before = writes(emulator).length;
    const onExisting = () => [{ operation: 'archive', note: 'x' }];
    const [{ ok, error, issues }] = await inOrder(upsertEntries(client, [of('1')], { onExisting, dryRun }));
    assert.deepEqual([ok, error.name, error.method, issues.map(({ code }) => code)], [false, 'ValidationError', 'PATCH', ['unsupported_property']]);
    assert.equal(writes(emulator).length, before);
  }
});

test('a dry run refuses what the patch would be refused for', async () => {
  const mediaTypes = [{ handle: 'image', metadata: [] }, { handle: 'video', metadata: [{ handle: 'title', type: 'li-text' }] }];
  const patches = [{ operation: 'setMetadataProperty', propertyName: 'title', value: 'x' }];
  for (const [options, more, code] of [
    [{ mediaTypes }, {}, 'unknown_metadata_property'],
    [{ apiVersion: '2026-01' }, { preserveUpdatedAt: true }, 'unsupported_parameter'],
  ]) {
    const { emulator } = await begin();
    const client = connect(emulator.fetch, options);
    for (const dryRun of [false, true]) {
      const entry = of('1', { metadata: undefined });
      const [{ issues }] = await inOrder(upsertEntries(client, [entry], { dryRun, onExisting: () => patches, ...more }));
      assert.deepEqual(issues?.map(({ code }) => code), [code], `${dryRun}`);
    }
  }
});

test('an answer about another entry is not patched, and one that nobody can read is no doubt about a write', async () => {
  const other = { id: 'other', version: 1, externalId: '2', systemName: 'agency', metadata: {} };
  const [result] = await inOrder(upsertEntries(connect(script([200, {}, { results: [other] }])), [of('1')], { dryRun: true }));
  assert.equal(result.outcome, 'created');
  const [unread] = await inOrder(upsertEntries(connect(script([200, {}, '<html>'])), [of('1')]));
  assert.deepEqual([unread.error.code, unread.outcomeUnknown], ['response_format', false]);
});

test('somebody else who was faster is read again', async () => {
  const { client, emulator } = await begin();
  let isFirst = true;
  const onExisting = async (entry, _, patches) => {
    if (isFirst && entry.version === 1) {
      isFirst = false;
      await client.patchEntry(entry.id, { patches: [{ operation: 'setMetadataProperty', propertyName: 'rating', value: 1 }] });
    }
    return patches;
  };
  const [{ outcome, id }] = await inOrder(upsertEntries(client, [of('2')], { onExisting }));
  assert.equal(outcome, 'patched');
  assert.deepEqual(emulator.entry(id).metadata, { title: '2.jpg', rating: 1 });
});

test('entries of one name are done one after the other', async () => {
  const { client, emulator } = start();
  const wanted = Array.from({ length: 20 }, (_, at) => of('same', { metadata: { title: `Number ${at}` } }));
  const results = await inOrder(upsertEntries(client, wanted, { concurrency: 8 }));
  assert.deepEqual(outcomes(results), ['created', ...new Array(19).fill('patched')]);
  const { metadata, version } = emulator.entry(results[0].id);
  assert.deepEqual([metadata.title, version], ['Number 19', 20]);
});

test('one name in two systems is two entries', async () => {
  const { client } = start();
  const results = await inOrder(upsertEntries(client, [of('1'), of('1', { systemName: 'archive' })]));
  assert.deepEqual(outcomes(results), ['created', 'created']);
});

test('what is there after an answer that was lost is unchanged', async () => {
  const { client, emulator } = start();
  emulator.failNext('lost-response', 1, { method: 'POST' });
  const [{ outcome, id }] = await inOrder(upsertEntries(client, [of('1')]));
  assert.equal(outcome, 'unchanged');
  assert.equal(emulator.entry(id).metadata.title, '1.jpg');
});

test('what somebody else has made meanwhile is patched', async () => {
  const { client, emulator } = start();
  let isFirst = true;
  const fetch = async (url, init) => {
    const answer = await emulator.fetch(url, init);
    if (isFirst) {
      isFirst = false;
      await inOrder(upsertEntries(client, [of('1', { metadata: { title: 'Theirs' } })]));
    }
    return answer;
  };
  const mine = new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch });
  const [{ outcome, id }] = await inOrder(upsertEntries(mine, [of('1')]));
  assert.equal(outcome, 'patched');
  assert.equal(emulator.entry(id).metadata.title, '1.jpg');
});

test('an id that another entry has is a conflict', async () => {
  const { client } = start();
  const [, { ok, error }] = await inOrder(upsertEntries(client, [of('1', { id: 'a' }), of('2', { id: 'a' })], { concurrency: 1 }));
  assert.deepEqual([ok, error.name], [false, 'ConflictError']);
});

test('what is refused for another reason is not looked for again', async () => {
  const refused = { results: [{ ok: false, status: 400, error: 'No' }] };
  const fetch = script(({ method }) => respond(200, {}, method === 'GET' ? { results: [] } : refused));
  const [{ error }] = await inOrder(upsertEntries(connect(fetch), [of('1')]));
  assert.deepEqual([error.name, fetch.requests.length], ['BadRequestError', 2]);
});

test('so is it after an attempt that got no answer: the entry that was wanted is not there', async () => {
  for (const fault of ['network-error', 'lost-response']) {
    const { client, emulator } = start();
    await inOrder(upsertEntries(client, [of('1', { id: 'a' })]));
    emulator.failNext(fault, 1, { method: 'POST' });
    const [{ ok, error, outcomeUnknown }] = await inOrder(upsertEntries(client, [of('2', { id: 'a' })]));
    assert.deepEqual([ok, error?.name, error?.outcomeUnknown, outcomeUnknown], [false, 'ConflictError', false, false], fault);
  }
});

test('a dry run judges by the media type of the entry that is there, as the run does', async () => {
  const metadata = [{ handle: 'title', type: 'li-text' }];
  const mediaTypes = [{ handle: 'image', type: 'mediaImage', metadata }, { handle: 'fixed', type: 'mediaImage', metadata, asset: { replaceable: false } }];
  for (const dryRun of [true, false]) {
    const { client, emulator } = start({ mediaTypes }, { mediaTypes });
    await inOrder(upsertEntries(client, [of('1', { mediaType: 'fixed' })]));
    const [{ ok, error, issues }] = await inOrder(upsertEntries(client, [of('1', { asset: assetOf('new.jpg') })], { dryRun }));
    assert.deepEqual([ok, error?.name, issues?.map(({ code }) => code)], [false, 'ValidationError', ['unsupported_operation']]);
    assert.deepEqual(writes(emulator), ['POST']);
  }
});

test('both names are needed', async () => {
  const { client, emulator } = start();
  const results = await inOrder(upsertEntries(client, [imageOf('a.jpg'), imageOf('a.jpg', { externalId: '1' }), 5, of('')]));
  assert.deepEqual(results.map(({ issues }) => issues.map(({ path, code }) => `${path.join('.')} ${code}`)), [
    ['externalId missing_property', 'systemName missing_property'],
    ['systemName missing_property'],
    [' invalid_type'],
    ['externalId too_short'],
  ]);
  assert.deepEqual(emulator.requests, []);
});

test('what cannot be written says whether it may have been', async () => {
  for (const [method, fault, unknown] of [
    ['GET', { status: 500 }, false],
    ['GET', 'malformed-json', false],
    ['POST', 'malformed-json', true],
    ['POST', { status: 500 }, true],
    ['POST', { status: 403 }, false],
  ]) {
    const { client, emulator } = start({ maxRetries: 0 });
    emulator.failNext(fault, 1, { method });
    const [{ ok, error, outcomeUnknown }] = await inOrder(upsertEntries(client, [of('1')]));
    assert.deepEqual([ok, outcomeUnknown, /not known/.test(error.message)], [false, unknown, unknown], method);
    assert.equal(emulator.requests.at(-1).method, method, 'it is the last request');
  }
  for (const [skip, method, fault, unknown] of [
    [0, 'PATCH', { status: 500 }, true],
    [0, 'PATCH', { status: 403 }, false],
    [1, 'GET', { status: 500 }, false],
    [1, 'GET', 'malformed-json', false],
  ]) {
    const { client, emulator } = await begin({ maxRetries: 0 });
    emulator.failNext(fault, 1, { method, skip });
    const [{ ok, outcomeUnknown }] = await inOrder(upsertEntries(client, [of('2')]));
    assert.deepEqual([ok, outcomeUnknown], [false, unknown], `${method} ${fault.status}`);
  }
});

test('progress is told by outcome', async () => {
  const { client } = await begin();
  let last;
  await inOrder(upsertEntries(client, [of('1'), of('2'), of('4'), imageOf('x')], { onProgress: (progress) => (last = progress) }));
  assert.deepEqual(last, { created: 1, patched: 1, unchanged: 1, failed: 1, inFlight: 0 });
});

test('the source is closed when the loop is left, and what it throws is told', async () => {
  const { client } = start();
  let closed = false;
  function* endless() {
    try {
      for (let at = 0; ; at++) yield of(`${at}`);
    } finally {
      closed = true;
    }
  }
  for await (const { ok } of upsertEntries(client, endless())) {
    assert.ok(ok);
    break;
  }
  assert.ok(closed);
  const reason = new Error('broken');
  async function* breaking() {
    yield of('1');
    throw reason;
  }
  const { given, error } = await all(upsertEntries(client, breaking()));
  assert.deepEqual([outcomes(given), error], [['unchanged'], reason]);
});

for (const [options, message] of [
  [{ dryRun: 1 }, /^dryRun: /],
  [{ preserveUpdatedAt: 'x' }, /^preserveUpdatedAt: /],
  [{ onExisting: {} }, /^onExisting: /],
  [{ concurrency: 0 }, /^concurrency: /],
  [5, /^options: /],
]) {
  test(`${JSON.stringify(options)} is a TypeError`, async () => {
    const { given, error } = await all(upsertEntries(start().client, [of('1')], options));
    assert.deepEqual(given, []);
    assert.match(String(error), /^TypeError: /);
    assert.match(error.message, message);
  });
}
