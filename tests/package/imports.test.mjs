// importEntries: entries whose files are in the storage.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, load, runModule } from './installed.mjs';
import { BASE, MediaLibraryEmulator, VERSIONS, connect, library, requestOf, respond, script, settle, start } from './clients.mjs';
import { all, assetOf, cases, imageOf, importEntries, inOrder, validateEntry } from './imports.mjs';

const { readFile } = await import('node:fs/promises');

const PATH = '/api/2026-05/import/mediaLibrary';
const FAST = { maxRetries: 0 };
const entriesIn = ({ body }) => JSON.parse(body).mediaLibraryEntries;
const posts = ({ requests }) => requests.filter(({ method }) => method === 'POST');
/** Named entries, and those without a name. */
const named = (count, from = 0) => Array.from({ length: count }, (_, at) => imageOf(`${from + at}.jpg`, { id: `n-${from + at}` }));
const nameless = (count) => Array.from({ length: count }, (_, at) => imageOf(`${at}.jpg`));
/** What matters of results. */
const told = (results) => results.map(({ ok, outcome, error, outcomeUnknown }) => (ok ? outcome : `${error.name}${outcomeUnknown ? ', unknown' : ''}`));
/** The body of an answer: every entry is made. */
const made = (request) => ({ results: JSON.parse(request.init.body).mediaLibraryEntries.map(({ id }, at) => ({ ok: true, status: 200, id: id ?? `made-${at}`, record: {} })) });

test('entries are made, and told of with their ids and records', async () => {
  const { client, emulator, events } = start();
  const entries = [imageOf('a.jpg', { id: 'a' }), imageOf('b.jpg', { systemName: 'agency', externalId: '1' }), imageOf('c.jpg')];
  const results = await inOrder(importEntries(client, entries));
  for (const [index, { ok, outcome, id, record, entry, ...rest }] of results.entries()) {
    assert.deepEqual([ok, outcome, entry, rest], [true, 'created', entries[index], { index }]);
    assert.deepEqual(record, emulator.entry(id));
    assert.equal(record.metadata.title, entries[index].metadata.title);
  }
  assert.equal(results[0].id, 'a');
  assert.deepEqual(events.map(({ method, url, status }) => [method, url, status]), [
    ['POST', BASE + PATH, 200],
    ['POST', BASE + PATH, 200],
  ]);
});

for (const apiVersion of VERSIONS) {
  test(`the results of API version ${apiVersion}`, async () => {
    const { client } = start({ apiVersion });
    assert.deepEqual(told(await inOrder(importEntries(client, named(2)))), ['created', 'created']);
  });
}

for (const row of cases.entries) {
  test(`judged before it is sent: ${row.name}`, async () => {
    const { client, emulator } = start(row.options, row.options);
    const [result, ...others] = await inOrder(importEntries(client, [row.entry]));
    assert.deepEqual(others, []);
    assert.deepEqual(validateEntry(client, row.entry), result.issues ?? []);
    if (row.issues.length === 0) {
      assert.equal(result.ok, true, JSON.stringify(result.issues));
      return;
    }
    assert.deepEqual(emulator.requests, []);
    assert.deepEqual([result.ok, result.error.name, result.error.method, result.outcomeUnknown], [false, 'ValidationError', 'POST', false]);
    assert.deepEqual(result.issues.map(({ path, code }) => [path, code]), row.issues.map(([path, code]) => [path, code]));
    for (const [index, [, , params, message]] of row.issues.entries()) {
      if (params) assert.deepEqual(result.issues[index].params, params);
      if (message) assert.equal(result.issues[index].message, message);
    }
    assert.deepEqual(result.error.issues, result.issues);
  });
}

test('the media types of a projectConfig are the project\'s, those beside it go before, and one without any has images', () => {
  const only = (handle) => [{ handle, type: 'mediaFile' }];
  for (const [options, allowed] of [
    [{ projectConfig: { mediaTypes: only('photo') } }, ['photo']],
    [{ projectConfig: { mediaTypes: only('photo') }, mediaTypes: only('film') }, ['film']],
    [{ projectConfig: {} }, ['image']],
    [{}, undefined],
  ]) {
    const [issue] = validateEntry(start(options).client, imageOf('a.jpg', { mediaType: 'press' }));
    assert.deepEqual(issue?.params, allowed && { allowed, actual: 'press' }, JSON.stringify(options));
  }
});

test('a media type that is no text is one issue, where the project has others', () => {
  const { client } = start({ mediaTypes: [{ handle: 'photo', type: 'mediaFile' }] });
  assert.deepEqual(validateEntry(client, imageOf('a.jpg', { mediaType: 5, metadata: {} })).map(({ code }) => code), ['invalid_type']);
});

test('issues are worded as the validator words its own', async () => {
  const { client } = start();
  const entry = { id: 5, mediaType: '', asset: 1, extra: 1 };
  const [{ issues }] = await inOrder(importEntries(client, [entry]));
  const own = [
    { version: [], patches: [] },
    { patches: [{ operation: 'setMetadataProperty', propertyName: '' }] },
    { patches: [{ operation: 'replaceAsset' }] },
    { patches: [], extra: 1 },
  ].flatMap((request) => client.validator.validate(request));
  const wording = (issue) => issue.message.replace(/expected .*/, '…');
  const known = new Map(own.map((issue) => [issue.code, wording(issue)]));
  for (const issue of issues) assert.equal(wording(issue), known.get(issue.code), issue.code);
});

test('an entry that is no JSON is told of as such', async () => {
  const cycle = {};
  cycle.self = cycle;
  const { client } = start();
  for (const entry of [cycle, undefined, () => {}, { get id() { throw new Error('no'); } }, { size: 1n }]) {
    const [{ ok, issues }] = await inOrder(importEntries(client, [entry]));
    assert.equal(ok, false);
    assert.equal(issues.length, 1);
    assert.deepEqual(issues[0].path, []);
  }
});

test('metadata that are nested too deeply are told of at metadata', () => {
  let deep = 1;
  for (let level = 0; level < 999; level++) deep = [deep];
  const issues = validateEntry(start().client, imageOf('a.jpg', { metadata: { deep } }));
  assert.deepEqual(issues.map(({ path, code }) => [path, code]), [[['metadata'], 'too_deep']]);
});

test('an entry is judged and sent as JSON has it', async () => {
  const { client, emulator } = start();
  const taken = new Date(0);
  const [{ id }] = await inOrder(importEntries(client, [imageOf('a.jpg', { id: undefined, metadata: { taken, none: undefined } })]));
  assert.deepEqual(emulator.entry(id).metadata, { taken: taken.toISOString() });
});

test('without validation, the server judges', async () => {
  const { client, emulator } = start();
  const [result] = await inOrder(importEntries(client, [{ id: 'a', mediaType: 'image', asset: {} }], { validate: false }));
  assert.equal(emulator.requests.length, 1);
  assert.deepEqual([result.ok, result.error.name, result.error.status], [false, 'BadRequestError', 400]);
  assert.equal(result.error.details['asset.key'], 'Missing required property: key');
  assert.ok(result.issues.some(({ path }) => path.join('.') === 'asset.key'));
});

test('metadata that the server refuses are issues at their places', async () => {
  const mediaTypes = [{ handle: 'image', type: 'mediaImage', info: { label: 'Image' }, metadata: [{ handle: 'title', type: 'li-text' }] }];
  const { client } = start({}, { mediaTypes });
  const [{ ok, error, issues }] = await inOrder(importEntries(client, [imageOf('a.jpg', { metadata: { title: 5 } })]));
  assert.deepEqual([ok, error.name], [false, 'BadRequestError']);
  assert.match(error.message, /Metadata validation failed/);
  assert.deepEqual(issues.map(({ path, code }) => [path, code]), [[['metadata', 'title'], 'invalid_type']]);
  assert.deepEqual(issues, error.issues);
});

test('what is taken is a conflict that names it', async () => {
  const { client } = start();
  const entries = [
    imageOf('a.jpg', { id: 'a', systemName: 's', externalId: 'e' }),
    imageOf('b.jpg', { id: 'a' }),
    imageOf('c.jpg', { systemName: 's', externalId: 'e' }),
  ];
  const [, id, externalId] = await inOrder(importEntries(client, entries));
  for (const [{ ok, error, outcomeUnknown, issues }, message] of [
    [id, "id is not unique: 'a'"],
    [externalId, "externalId is not unique: 'e'"],
  ]) {
    assert.deepEqual([ok, error.code, error.status, error.error, outcomeUnknown, issues], [false, 'conflict', 409, 'UniqueIdViolation', false, []]);
    assert.ok(error instanceof library.ConflictError);
    assert.deepEqual([error.method, error.message], ['POST', `POST import/mediaLibrary: 409 UniqueIdViolation: ${message}`]);
    assert.equal(JSON.parse(JSON.stringify(error)).details.message, message);
  }
});

test('batches have so many entries, those with a name apart from the others', async () => {
  const { client, emulator } = start();
  const entries = named(5).flatMap((entry, at) => [entry, nameless(5)[at]]);
  assert.deepEqual(told(await inOrder(importEntries(client, entries, { batchSize: 3 }))), new Array(10).fill('created'));
  const ids = posts(emulator).map((request) => entriesIn(request).map(({ id }) => id !== undefined));
  assert.deepEqual(ids.map((batch) => batch.length).sort(), [2, 2, 3, 3]);
  for (const batch of ids) assert.equal(new Set(batch).size, 1);
});

test('batches have so many bytes at most, as UTF-8 has them', async () => {
  const { client, emulator } = start();
  const entries = named(40).map((entry) => ({ ...entry, metadata: { title: 'ö'.repeat(50) } }));
  const maxBytes = 2_000;
  assert.deepEqual(told(await inOrder(importEntries(client, entries, { maxBytes }))), new Array(40).fill('created'));
  const lengths = posts(emulator).map(({ body }) => Buffer.byteLength(body));
  assert.ok(Math.max(...lengths) <= maxBytes, `${lengths}`);
  assert.ok(Math.min(...lengths.slice(0, -1)) > maxBytes - 500, `${lengths}`);
});

test('a batch may have the very length that is the most, and no byte more', async () => {
  const entries = named(3);
  const { length } = JSON.stringify({ mediaLibraryEntries: entries });
  for (const [maxBytes, counts] of [[length, [3]], [length - 1, [2, 1]]]) {
    const { client, emulator } = start();
    await inOrder(importEntries(client, entries, { maxBytes, concurrency: 1 }));
    assert.deepEqual(posts(emulator).map((request) => entriesIn(request).length), counts);
  }
});

test('as many batches are under way at once as may be', async () => {
  const { emulator } = start();
  let atOnce = 0;
  let most = 0;
  const fetch = async (url, init) => {
    most = Math.max(most, ++atOnce);
    await new Promise((resolve) => setTimeout(resolve, 5));
    atOnce--;
    return emulator.fetch(url, init);
  };
  await inOrder(importEntries(connect(fetch), named(9), { batchSize: 1, concurrency: 3 }));
  assert.equal(most, 3);
});

test('by default a batch stays below what servers take', async () => {
  const { client, emulator } = start();
  const entries = named(150).map((entry) => ({ ...entry, metadata: { title: 'x'.repeat(10_000) } }));
  assert.deepEqual(new Set(told(await inOrder(importEntries(client, entries)))), new Set(['created']));
  assert.ok(posts(emulator).every(({ body, status }) => body.length <= 512_000 && status === 200));
});

test('an entry that is too long goes alone, and only it is refused', async () => {
  const { client } = start();
  const entries = named(3);
  entries[1].metadata = { title: 'x'.repeat(600_000) };
  const results = await inOrder(importEntries(client, entries));
  assert.deepEqual(told(results), ['created', 'ApiError', 'created']);
  assert.equal(results[1].error.status, 413);
});

test('a batch that the server finds too large is halved until it is not', async () => {
  const sizes = [];
  const fetch = async (url, init) => {
    const request = requestOf(url, init);
    const { length } = JSON.parse(init.body).mediaLibraryEntries;
    sizes.push(length);
    return length > 2 ? respond(413) : respond(200, {}, made(request));
  };
  assert.deepEqual(told(await inOrder(importEntries(connect(fetch), named(7)))), new Array(7).fill('created'));
  assert.deepEqual(sizes, [7, 3, 1, 2, 4, 2, 2]);
});

test('of halves, those that are refused fail, and what is not sent after an abort has no result', async () => {
  const halved = (answer) => async (url, init) => {
    const request = requestOf(url, init);
    const [{ id }, ...others] = JSON.parse(init.body).mediaLibraryEntries;
    return others.length > 1 ? respond(413) : (answer(id) ?? respond(200, {}, made(request)));
  };
  const refused = halved((id) => (id === 'n-0' ? respond(403) : undefined));
  assert.deepEqual(told(await inOrder(importEntries(connect(refused), named(4)))), ['PermissionError', 'PermissionError', 'created', 'created']);

  const tokens = ['first'];
  const token = async () => tokens.pop() ?? Promise.reject(undefined);
  const without = await inOrder(importEntries(connect(halved(() => {}), { token }), named(4)));
  assert.deepEqual(without.map(({ ok, error }) => [ok, error]), new Array(4).fill([false, undefined]));

  const controller = new AbortController();
  const aborting = halved(() => controller.abort('own'));
  const { given, error } = await all(importEntries(connect(aborting), named(4), { signal: controller.signal }));
  assert.deepEqual([told(given), error], [['created', 'created'], 'own']);
});

test('what is named is repeated, and what was there then existed', async () => {
  for (const fault of ['lost-response', 'truncated-body']) {
    const { client, emulator } = start();
    emulator.failNext(fault);
    const entries = [imageOf('a.jpg', { id: 'a' }), imageOf('b.jpg', { systemName: 's', externalId: 'e' })];
    const results = await inOrder(importEntries(client, entries));
    assert.deepEqual(told(results), ['existed', 'existed'], fault);
    for (const { id, entry, record } of results) {
      assert.equal(emulator.entry(id).metadata.title, entry.metadata.title);
      assert.equal(record, undefined);
    }
  }
});

test('an external id that is taken by an entry of another id leads to that', async () => {
  const { client, emulator } = start();
  await inOrder(importEntries(client, [imageOf('a.jpg', { id: 'other', systemName: 's', externalId: 'e' })]));
  emulator.failNext('lost-response', 1, { method: 'POST' });
  const [result] = await inOrder(importEntries(client, [imageOf('b.jpg', { id: 'mine', systemName: 's', externalId: 'e' })]));
  assert.deepEqual([result.ok, result.outcome, result.id], [true, 'existed', 'other']);
});

/** An attempt of which nobody knows what it did, and then this result; `found` is what there is by an external id. */
function afterDoubt(refusal, found = [], then = () => {}) {
  const posts = [() => respond(500, { 'retry-after-ms': '1' }), () => (then(), respond(200, {}, { results: [{ ok: false, ...refusal }] }))];
  return script(...[({ method }) => (method === 'GET' ? respond(200, {}, { results: found }) : posts.shift()())]);
}

const CONFLICT = { status: 409, error: 'UniqueIdViolation' };
const OF_EXTERNAL = { ...CONFLICT, error_details: { message: "externalId is not unique: 'e'" } };
const BOTH = { systemName: 's', externalId: 'e' };
/** Name, the entry's own names, the refusal, what is found, what is told, and how many requests there are. */
const DOUBTS = [
  ['a refusal that is no conflict', { id: 'a' }, { status: 400 }, [], 'BadRequestError', 2],
  ['a conflict without words, by its id', { id: 'a' }, CONFLICT, [], 'existed', 2],
  ['a conflict without words, by its external id', BOTH, CONFLICT, [{ id: 'x', version: 1 }], 'existed', 3],
  ['a conflict with what is not found', BOTH, OF_EXTERNAL, [], 'ConflictError, unknown', 3],
  ['a conflict of an external id that it has not', { id: 'a', systemName: 's' }, OF_EXTERNAL, [], 'ConflictError, unknown', 2],
  ['a conflict of an external id of no system', { id: 'a', externalId: 'e' }, OF_EXTERNAL, [{ id: 'x', version: 1 }], 'ConflictError, unknown', 2],
];
for (const [name, own, refusal, found, outcome, requests] of DOUBTS) {
  test(`after a doubt: ${name}`, async () => {
    const fetch = afterDoubt(refusal, found);
    assert.deepEqual(told(await inOrder(importEntries(connect(fetch), [imageOf('a.jpg', own)], { validate: false }))), [outcome]);
    assert.equal(fetch.requests.length, requests);
  });
}

test('after a doubt: an abort leaves the conflict, and a token that there is not is told', async () => {
  const entries = [imageOf('a.jpg', BOTH)];
  const controller = new AbortController();
  const aborting = connect(afterDoubt(OF_EXTERNAL, [], () => controller.abort('own')));
  const { given, error } = await all(importEntries(aborting, entries, { signal: controller.signal }));
  assert.deepEqual([told(given), error], [['ConflictError, unknown'], 'own']);

  const own = new Error('own');
  for (const [count, reason] of [[2, undefined], [1, own]]) {
    const tokens = new Array(count).fill('t');
    const token = async () => tokens.pop() ?? Promise.reject(reason);
    const [result] = await inOrder(importEntries(connect(afterDoubt(OF_EXTERNAL), { token }), entries));
    assert.deepEqual([result.ok, result.error, result.outcomeUnknown], [false, reason, true]);
  }
  assert.equal(own.message, 'own');
});

test('where its id cannot be asked for, it says why', async () => {
  const { client, emulator } = start();
  emulator.failNext('lost-response', 1, { method: 'POST' });
  emulator.failNext({ status: 403 }, 1, { method: 'GET' });
  const [result] = await inOrder(importEntries(client, [imageOf('b.jpg', { systemName: 's', externalId: 'e' })]));
  assert.deepEqual([result.ok, result.error.code, result.outcomeUnknown], [false, 'permission', true]);
  assert.match(result.error.message, /; whether the server has done it is not known$/);
});

test('what has no name is not repeated, and its outcome is not known', async () => {
  for (const [fault, name] of [
    ['lost-response', 'ConnectionError'],
    ['truncated-body', 'ConnectionError'],
    [{ status: 500 }, 'ServerError'],
    [{ status: 502 }, 'ServerError'],
    [{ status: 408 }, 'ApiError'],
  ]) {
    const { client, emulator } = start();
    emulator.failNext(fault);
    const results = await inOrder(importEntries(client, nameless(2)));
    assert.deepEqual(told(results), [`${name}, unknown`, `${name}, unknown`]);
    assert.equal(emulator.requests.length, 1);
    for (const { error } of results) assert.match(error.message, /; whether the server has done it is not known$/);
  }
});

test('half a name is none', async () => {
  for (const half of [{ systemName: 's' }, { externalId: 'e' }]) {
    const fetch = script(500);
    const results = await inOrder(importEntries(connect(fetch), [imageOf('a.jpg', half)], { validate: false }));
    assert.deepEqual([told(results), fetch.requests.length], [['ServerError, unknown'], 1]);
  }
});

test('what has no name is repeated where the server says that it did nothing', async () => {
  for (const status of [429, 503]) {
    const { client, emulator } = start();
    emulator.failNext({ status });
    assert.deepEqual(told(await inOrder(importEntries(client, nameless(2)))), ['created', 'created']);
    assert.equal(emulator.requests.length, 2);
  }
});

test('what is named fails once it was repeated often enough', async () => {
  const { client, emulator } = start({ maxRetries: 1 });
  emulator.failNext({ status: 500 }, 2);
  assert.deepEqual(told(await inOrder(importEntries(client, named(1)))), ['ServerError, unknown']);
  assert.equal(emulator.requests.length, 2);
});

test('a batch that is refused as a whole is known not to be there', async () => {
  for (const [status, name] of [[400, 'BadRequestError'], [401, 'AuthenticationError'], [403, 'PermissionError'], [404, 'NotFoundError'], [410, 'GoneError']]) {
    const { client, emulator } = start();
    emulator.failNext({ status });
    const results = await inOrder(importEntries(client, named(2)));
    assert.deepEqual(told(results), [name, name]);
    for (const { error } of results) assert.doesNotMatch(error.message, /not known/);
  }
});

test('what a server says of a batch as a whole are issues of an entry that was alone', async () => {
  const client = connect(script([400, {}, { error_details: { mediaType: 'no' } }]));
  for (const count of [1, 2]) {
    const results = await inOrder(importEntries(client, named(count)));
    assert.deepEqual(results.map(({ issues }) => issues.length), count === 1 ? [1] : [0, 0]);
  }
});

const OK = (id, more) => ({ ok: true, status: 200, id, record: {}, ...more });
const ODD = [
  ['too few', { results: [OK('n-0')] }],
  ['too many', { results: [OK('n-0'), OK('n-1'), OK('n-2')] }],
  ['none', { results: [] }],
  ['no list', { results: {} }],
  ['another name', { entries: [] }],
  ['of another order', { results: [OK('n-1'), OK('n-0')] }],
  ['of other ids', { results: [OK('n-0'), OK('x')] }],
  ['without ids', { results: [OK('n-0'), { ok: true }] }],
  ['with an empty id', { results: [OK('n-0'), OK('')] }],
  ['of a number as an id', { results: [OK('n-0'), OK(5)] }],
  ['that do not say', { results: [OK('n-0'), { id: 'n-1' }] }],
  ['that are null', { results: [OK('n-0'), null] }],
  ['that are texts', { results: ['n-0', 'n-1'] }],
  ['about another entry', { results: [OK('n-0'), { ok: false, correlation: 'id: n-0', status: 409, error: 'UniqueIdViolation' }] }],
];
for (const [name, body] of ODD) {
  test(`an answer with results ${name} leaves every entry unknown, once`, async () => {
    const fetch = script([200, {}, body]);
    const { given, error } = await all(importEntries(connect(fetch), named(2)));
    assert.equal(error, undefined);
    assert.deepEqual(told(given), ['ResponseFormatError, unknown', 'ResponseFormatError, unknown']);
    assert.equal(fetch.requests.length, 1);
    for (const { error } of given) {
      assert.ok(error instanceof library.ResponseFormatError);
      assert.equal(error.method, 'POST');
      assert.match(error.message, /^POST import\/mediaLibrary: unexpected answer: .+; whether the server has done it is not known$/);
    }
  });
}

for (const body of ['', '[]', '5', 'null', '<html>', '{']) {
  test(`an answer that is ${JSON.stringify(body)} leaves every entry unknown`, async () => {
    const { given } = await all(importEntries(connect(script([200, {}, body])), named(1)));
    assert.equal(given.length, 1);
    assert.equal(given[0].outcomeUnknown, true);
  });
}

test('ids that are the same twice are no ids', async () => {
  for (const results of [[OK('a'), OK('a')], [OK('a'), OK('')]]) {
    const fetch = script([200, {}, { results }]);
    assert.deepEqual(told(await inOrder(importEntries(connect(fetch), nameless(2)))), new Array(2).fill('ResponseFormatError, unknown'));
  }
});

test('a record of another external id, or of another file, is that of another entry', async () => {
  for (const record of [{ externalId: '2', systemName: 's' }, { asset: { key: 'b.jpg' } }]) {
    const fetch = script([200, {}, { results: [OK('a', { record })] }]);
    const entries = [imageOf('a.jpg', { systemName: 's', externalId: '1' })];
    assert.deepEqual(told(await inOrder(importEntries(connect(fetch), entries))), ['ResponseFormatError, unknown']);
  }
});

test('a correlation that is not by the id says nothing of it', async () => {
  const body = { results: [{ ok: false, correlation: 'uuid: x', status: 409 }] };
  assert.deepEqual(told(await inOrder(importEntries(connect(script([200, {}, body])), named(1)))), ['ConflictError']);
});

test('a refusal without any words is one all the same', async () => {
  const body = { results: [{ ok: false }, { ok: false, status: 500, error: 5, error_details: null }, { ok: false, status: 418, error: 'Teapot' }] };
  const results = await inOrder(importEntries(connect(script([200, {}, body])), named(3)));
  assert.deepEqual(told(results), ['BadRequestError', 'ServerError', 'ApiError']);
  assert.deepEqual(results.map(({ error }) => error.message.trim()), ['400', '500', '418 Teapot'].map((words) => `POST import/mediaLibrary: ${words}`));
});

test('one rest for all when the server answers 429', async () => {
  const { client, emulator } = start();
  const times = [];
  const fetch = (url, init) => {
    times.push(performance.now());
    return emulator.fetch(url, init);
  };
  emulator.failNext({ status: 429, headers: { 'retry-after': '1' } }, 1, { skip: 2 });
  const results = await inOrder(importEntries(connect(fetch), named(40), { batchSize: 2, concurrency: 2 }));
  assert.deepEqual(new Set(told(results)), new Set(['created']));
  const gaps = times.map((time, at) => time - (times[at - 1] ?? time));
  assert.equal(gaps.filter((gap) => gap > 900).length, 1, `${gaps}`);
  assert.ok(client);
});

test('entries are pulled as requests are free, and not far ahead of what is asked for', async () => {
  const { client, emulator } = start();
  let pulled = 0;
  let closed = false;
  function* endless() {
    try {
      for (; ; pulled++) yield imageOf(`${pulled}.jpg`, { id: `n-${pulled}` });
    } finally {
      closed = true;
    }
  }
  const results = importEntries(client, endless(), { batchSize: 10, concurrency: 2 });
  assert.equal(pulled, 0);
  assert.equal((await results.next()).value.outcome, 'created');
  await new Promise((resolve) => setTimeout(resolve, 300));
  assert.ok(pulled >= 10 * 2 * 2 && pulled <= 10 * 2 * 2 + 2 * 10, `${pulled}`);
  await results.return();
  assert.ok(closed);
  const { length } = emulator.requests;
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(emulator.requests.length, length);
});

test('a source that cannot be closed is left all the same', async () => {
  const source = { [Symbol.asyncIterator]: () => ({ next: async () => ({ value: named(1)[0] }) }) };
  const results = importEntries(start().client, source, { batchSize: 1, concurrency: 1 });
  assert.equal((await results.next()).value.ok, true);
  // So that it is not asked for an entry just then.
  await settle();
  assert.equal((await results.return()).done, true);
});

test('a source is given a while only where a batch waits for it, and no timer is left', async (t) => {
  const { mock: set } = t.mock.method(globalThis, 'setTimeout');
  const { mock: cleared } = t.mock.method(globalThis, 'clearTimeout');
  for (const [batchSize, waits] of [[1, false], [2, true]]) {
    set.resetCalls();
    await inOrder(importEntries(start().client, named(3), { batchSize }));
    const gone = new Set(cleared.calls.map(({ arguments: [timer] }) => timer));
    assert.ok(set.calls.every(({ result }) => gone.has(result)));
    assert.equal(set.calls.some(({ arguments: [, ms] }) => ms === 100), waits);
  }
});

test('a source that waits for a result gets it', async () => {
  const { client } = start();
  const results = importEntries(client, one());
  let first;
  async function* one() {
    yield imageOf('a.jpg', { id: 'a' });
    await first;
    yield imageOf('b.jpg', { id: 'b' });
  }
  first = results.next();
  assert.equal((await first).value.id, 'a');
  assert.equal((await results.next()).value.id, 'b');
  assert.equal((await results.next()).done, true);
});

test('when the source throws, what is under way is told of, and nothing else was sent', async () => {
  const { client, emulator } = start();
  const reason = new Error('broken');
  async function* breaking() {
    yield* named(25);
    throw reason;
  }
  const { given, error } = await all(importEntries(client, breaking(), { batchSize: 10 }));
  assert.equal(error, reason);
  assert.deepEqual(told(given), new Array(20).fill('created'));
  assert.deepEqual(posts(emulator).map((request) => entriesIn(request).length), [10, 10]);
});

test('an abort ends it: what is under way is told of', async () => {
  const { client } = start();
  const controller = new AbortController();
  const results = importEntries(client, named(1_000), { batchSize: 5, concurrency: 1, signal: controller.signal });
  const given = [(await results.next()).value];
  controller.abort(new Error('enough'));
  const { given: rest, error } = await all(results);
  given.push(...rest);
  assert.equal(error.message, 'enough');
  assert.ok(given.length >= 5 && given.length < 1_000 && given.length % 5 === 0, `${given.length}`);
  assert.deepEqual(new Set(told(given)), new Set(['created']));
});

test('a signal that is aborted before sends nothing', async () => {
  const { client, emulator } = start();
  const { given, error } = await all(importEntries(client, named(1), { signal: AbortSignal.abort() }));
  assert.deepEqual([given, error.name, emulator.requests], [[], 'AbortError', []]);
});

test('progress is told, and nothing that it throws', async () => {
  const { client, emulator } = start();
  emulator.failNext('lost-response', 1);
  const seen = [];
  const onProgress = (progress) => {
    seen.push(progress);
    throw new Error('ignored');
  };
  const entries = [...named(2), { mediaType: 'image' }, ...nameless(1)];
  await inOrder(importEntries(client, entries, { concurrency: 1, onProgress }));
  assert.deepEqual(seen.at(-1), { created: 1, existed: 2, failed: 1, inFlight: 0 });
});

test('nothing to import', async () => {
  const { client, emulator } = start();
  assert.deepEqual([await all(importEntries(client, [])), emulator.requests], [{ given: [] }, []]);
});

for (const [name, args, message] of [
  ['no entries', ['client'], /^entries: expected an iterable of entries, not undefined$/],
  ['a number as entries', ['client', 5], /^entries: /],
  ['options that are none', ['client', [], 5], /^options: expected an object, not 5$/],
  ['null as options', ['client', [], null], /^options: expected an object, not null$/],
  ['no batch', ['client', [], { batchSize: 0 }], /^batchSize: /],
  ['no bytes', ['client', [], { maxBytes: 0.5 }], /^maxBytes: /],
  ['no concurrency', ['client', [], { concurrency: 0 }], /^concurrency: /],
  ['no retries', ['client', [], { maxRetries: -1 }], /^maxRetries: /],
  ['no signal', ['client', [], { signal: {} }], /^signal: /],
  ['no validation', ['client', [], { validate: 'no' }], /^validate: /],
  ['no function', ['client', [], { onProgress: {} }], /^onProgress: /],
  ['own headers', ['client', [], { headers: { accept: 'x' } }], /^headers: /],
]) {
  test(`${name}: the iterator rejects with a TypeError`, async () => {
    const [client, ...rest] = args;
    const { given, error } = await all(importEntries(client === 'client' ? start().client : client, ...rest));
    assert.deepEqual(given, []);
    assert.ok(error instanceof TypeError, String(error));
    assert.match(error.message, message);
  });
}

test('what is no client is refused at once', () => {
  for (const client of [{}, undefined, null, 5]) {
    assert.throws(() => importEntries(client, []), /^TypeError: client: expected a MediaLibraryClient of this package, not /);
  }
});

test('options of a call reach its requests', async () => {
  const { client, emulator } = start();
  const seen = [];
  const fetch = (url, init) => {
    seen.push(init.headers['x-trace']);
    return emulator.fetch(url, init);
  };
  await inOrder(importEntries(connect(fetch, { headers: { 'x-trace': 'client' } }), named(1), { headers: { 'X-Trace': 'call' } }));
  assert.deepEqual(seen, ['call']);
  assert.ok(client);
});

test('a token that throws is told of for each entry', async () => {
  const { emulator } = start();
  for (const [reason, count] of [[new Error('no token'), 2], [undefined, 1], [null, 2]]) {
    const client = connect(emulator.fetch, { token: () => Promise.reject(reason) });
    const results = await inOrder(importEntries(client, named(count)));
    assert.equal(results.length, count);
    for (const { ok, error, outcomeUnknown } of results) assert.deepEqual([ok, error, outcomeUnknown], [false, reason, false]);
  }
});

test('no token is in what is told', async () => {
  const secret = 'secret-token-4711';
  const body = { results: [{ ok: false, status: 400, error: 'ValidationError', error_details: { message: `no ${secret}` } }] };
  const [{ error }] = await inOrder(importEntries(connect(script([200, {}, body]), { token: secret }), named(1)));
  assert.doesNotMatch(JSON.stringify(error), new RegExp(secret));
});

test('another version of ./import finds what it needs of a client, by the same names', async () => {
  const fetch = script(500);
  const client = connect(fetch);
  assert.equal(typeof client[Symbol.for('livingdocs-media-library.importer')], 'function');
  await client.getEntry('a', { [Symbol.for('livingdocs-media-library.more')]: FAST }).catch(() => {});
  assert.equal(fetch.requests.length, 1);
});

test('a client of ./slim does it, too', async () => {
  const slim = await load(`${NAME}/slim`);
  const { createRequire } = await import('node:module');
  const file = createRequire(new URL(`${process.env.PACKAGE_FOLDER}/package.json`, 'file:')).resolve(`${NAME}/client.wasm`);
  await slim.init(await readFile(file));
  const emulator = new MediaLibraryEmulator();
  const client = new slim.MediaLibraryClient({ baseUrl: BASE, token: 'demo-token', fetch: emulator.fetch, ...FAST });
  assert.deepEqual(told(await inOrder(importEntries(client, named(2)))), ['created', 'created']);
});

test('after a trap nobody knows what became of a batch', () => {
  const printed = runModule(`
    const { watchInstances } = await import('${new URL('trap-work.mjs', import.meta.url)}');
    const spoil = watchInstances();
    const { MediaLibraryClient } = await import('./node_modules/${NAME}/dist/index.js');
    const { importEntries } = await import('${NAME}/import');
    const fetch = async () => (spoil(), Response.json({}));
    const client = new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', fetch });
    for await (const { error, outcomeUnknown } of importEntries(client, [${JSON.stringify(imageOf('a.jpg'))}])) console.log(error.code, outcomeUnknown);
  `);
  assert.equal(printed, 'web_assembly true\n');
});

test('the entry of a result is the very one that was given', async () => {
  const { client } = start();
  const entries = [...named(1), { mediaType: 5, asset: assetOf('x') }];
  for (const { index, entry } of await inOrder(importEntries(client, entries))) assert.equal(entry, entries[index]);
});
