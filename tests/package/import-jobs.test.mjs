// importFromUrls and waitForImport: files that Livingdocs fetches.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, connect, library, script, start } from './clients.mjs';
import { cases, importFromUrls, waitForImport } from './imports.mjs';

const item = (id) => ({ id, url: `https://agency.example/${id}.jpg`, fileName: `${id}.jpg`, mediaType: 'image' });
const images = (count) => ({ systemName: 'agency', images: Array.from({ length: count }, (_, at) => item(`${at}`)) });
const SOON = { firstPauseMs: 1, longestPauseMs: 5 };

test('a job is asked for, waited for, and has a result for each file', async () => {
  const { client, emulator } = start({}, { imports: { polls: 3 } });
  const job = await importFromUrls(client, 'images', { ...images(1), context: { run: 5 }, webhook: 'https://hooks.example/done' });
  assert.deepEqual(Object.keys(job), ['id', 'kind']);
  assert.equal(job.kind, 'images');
  const seen = [];
  const { state, items } = await waitForImport(client, job, { ...SOON, onProgress: ({ state, items }) => seen.push([state, items.length]) });
  assert.deepEqual(seen, [['started', 0], ['started', 0], ['started', 0], ['success', 1]]);
  assert.equal(state, 'success');
  const [{ image, ...rest }] = items;
  assert.deepEqual(rest, { state: 'success', externalId: '0', systemName: 'agency' });
  const url = 'https://agency.example/0.jpg';
  assert.deepEqual(image, { mediaId: image.mediaId, url, originalUrl: url, width: 1600, height: 900, mimeType: 'image/jpeg' });
  assert.equal(emulator.entry(image.mediaId).externalId, '0');
  assert.deepEqual(emulator.requests.map(({ method, path }) => [method, path.replace(job.id, '…')]).slice(0, 2), [
    ['POST', '/api/2026-05/import/images'],
    ['GET', '/api/2026-05/import/images/status?id=…'],
  ]);
});

test('a file of which there is an entry is skipped', async () => {
  const { client } = start();
  for (const state of ['success', 'skipped']) {
    const { items } = await waitForImport(client, await importFromUrls(client, 'images', images(1)), SOON);
    assert.equal(items[0].state, state);
  }
});

test('a file that cannot be an entry failed, and why', async () => {
  const { client } = start();
  const job = await importFromUrls(client, 'files', { systemName: 's', files: [{ id: '1', url: 'https://f.example/1', fileName: '1', mediaType: 'image' }] });
  const { items } = await waitForImport(client, job, { firstPauseMs: 1 });
  assert.deepEqual([items[0].state, items[0].reason], ['failed', 'asset.width: Missing required property: width']);
});

for (const [kind, singular] of [['videos', 'video'], ['files', 'file']]) {
  test(`${kind} have their own names`, async () => {
    const { client } = start();
    const file = { id: '1', url: 'https://a.example/1.mp4', fileName: '1.mp4', mediaType: 'clip' };
    const job = await importFromUrls(client, kind, { systemName: 'agency', [kind]: [file] });
    const { items } = await waitForImport(client, job, SOON);
    assert.equal(typeof items[0][singular].mediaId, 'string');
  });
}

for (const row of cases.requests) {
  test(`judged before it is sent: ${row.name}`, async () => {
    const { client, emulator } = start(row.options, row.options);
    const asked = importFromUrls(client, row.kind, row.request);
    if (row.issues.length === 0) {
      await asked;
      return;
    }
    const error = await asked.catch((reason) => reason);
    assert.ok(error instanceof library.ValidationError, String(error));
    assert.deepEqual(error.issues.map(({ path, code, params }) => [path, code, params]), row.issues.map((issue) => issue.slice(0, 3)));
    for (const [index, [, , , message]] of row.issues.entries()) if (message) assert.equal(error.issues[index].message, message);
    assert.deepEqual(emulator.requests, []);
  });
}

test('a context has at most 8,192 bytes of JSON', async () => {
  const { client } = start();
  await importFromUrls(client, 'images', { ...images(1), context: 'x'.repeat(8_190) });
  for (const context of ['x'.repeat(8_191), 'ö'.repeat(4_096)]) {
    const { issues } = await importFromUrls(client, 'images', { ...images(1), context }).catch((error) => error);
    const actual = Buffer.byteLength(JSON.stringify(context));
    const message = `Context is too long (${actual} bytes), maximum 8192`;
    assert.deepEqual(issues, [{ path: ['context'], code: 'too_long', message, params: { maximum: 8_192, actual, unit: 'bytes' } }]);
  }
});

test('a request that is no JSON is not sent', async () => {
  const { client, emulator } = start();
  const request = images(1);
  request.context = request;
  await assert.rejects(importFromUrls(client, 'images', request), { name: 'ValidationError', message: /cannot be serialised/ });
  assert.deepEqual(emulator.requests, []);
});

test('metadata are judged by their media type', async () => {
  const mediaTypes = [{ handle: 'image', type: 'mediaImage', info: { label: 'Image' }, metadata: [{ handle: 'title', type: 'li-text' }] }];
  const { client } = start({ mediaTypes });
  const request = images(1);
  request.images[0].metadata = { title: 5, other: 1 };
  const { issues } = await importFromUrls(client, 'images', request).catch((error) => error);
  assert.deepEqual(issues.map(({ path, code }) => [path, code]), [
    [['images', 0, 'metadata', 'title'], 'invalid_type'],
    [['images', 0, 'metadata', 'other'], 'unknown_metadata_property'],
  ]);
});

test('files came with release-2024-05', async () => {
  for (const [serverRelease, isThere] of [['release-2024-03', false], ['release-2024-05', true]]) {
    const { client, emulator } = start({ serverRelease });
    const asked = importFromUrls(client, 'files', { systemName: 'agency', files: [] });
    if (isThere) await asked;
    else await assert.rejects(asked, { name: 'UnsupportedError', message: /import\/files is not supported before release-2024-05/ });
    assert.equal(emulator.requests.length, Number(isThere));
  }
});

test('a quota is not asked again, and the error has the words of the server', async () => {
  const { client, emulator } = start({}, { imports: { quota: 1 } });
  const error = await importFromUrls(client, 'images', images(2)).catch((reason) => reason);
  assert.ok(error instanceof library.RateLimitError);
  assert.match(error.message, /Usage Limit Exceeded/);
  assert.equal(error.retryAfterMs, undefined);
  assert.equal(emulator.requests.length, 1);
});

test('wherever the server has its words', async () => {
  const fetch = script([429, {}, { status: 429, error: 'Usage Limit Exceeded' }]);
  const error = await importFromUrls(connect(fetch), 'images', images(1)).catch((reason) => reason);
  assert.match(error.message, /429 Too Many Requests: Usage Limit Exceeded$/);
  assert.equal(fetch.requests.length, 1);
  const silent = await importFromUrls(connect(script([429, {}, {}])), 'images', images(1)).catch((reason) => reason);
  assert.match(silent.message, /429 Too Many Requests$/);
});

test('a refusal has its words once, and what a token function throws comes as it is', async () => {
  const fetch = script([403, {}, { error: 'Forbidden', error_details: { message: 'Not yours' } }]);
  const error = await importFromUrls(connect(fetch), 'images', images(1)).catch((reason) => reason);
  assert.match(error.message, /403 Forbidden: Not yours$/);
  const own = new Error('own');
  const client = connect(fetch, { token: () => Promise.reject(own) });
  await assert.rejects(importFromUrls(client, 'images', images(1)), (reason) => reason === own);
});

test('it is asked again where the server says for how long to wait, or that it did nothing', async () => {
  for (const answer of [[429, { 'retry-after': '0' }], 503]) {
    const fetch = script(answer, [200, {}, { id: 'job-1' }]);
    assert.deepEqual(await importFromUrls(connect(fetch), 'images', images(1)), { id: 'job-1', kind: 'images' });
    assert.equal(fetch.requests.length, 2);
  }
});

test('without a clear answer it is not asked again, and says that a job may have begun', async () => {
  for (const answer of [new TypeError('fetch failed'), 500, 504, [200, {}, {}], [200, {}, { id: '' }], [200, {}, '{']]) {
    const fetch = script(answer);
    const error = await importFromUrls(connect(fetch), 'images', images(1)).catch((reason) => reason);
    assert.ok(library.isMediaLibraryError(error), String(error));
    assert.equal(error.method, 'POST');
    if (error.code !== 'response_format' || error.message.startsWith('POST import/')) assert.match(error.message, /; whether the server has done it is not known$/);
    assert.equal(fetch.requests.length, 1);
  }
});

test('an answer without the id of a job says so', async () => {
  const message = 'POST import/images: unexpected answer: no id of a job; whether the server has done it is not known';
  await assert.rejects(importFromUrls(connect(script([200, {}, {}])), 'images', images(1)), { name: 'ResponseFormatError', message });
});

test('a status is asked again as every GET', async () => {
  const { client, emulator } = start();
  const job = await importFromUrls(client, 'images', images(1));
  emulator.failNext({ status: 500 });
  emulator.failNext('truncated-body');
  assert.equal((await waitForImport(client, job, SOON)).state, 'success');
});

test('a job that failed is told of as such', async () => {
  const fetch = script([200, {}, { finished: true, state: 'failed', id: '1' }]);
  assert.deepEqual(await waitForImport(connect(fetch), { id: '1', kind: 'images' }), { state: 'failed', items: [] });
});

test('a status that is none', async () => {
  for (const body of [{}, { state: 'lost' }, { state: 'success', images: {} }, { finished: true }]) {
    const fetch = script([200, {}, body]);
    const message = 'GET import/images/status: unexpected answer: no status of a job';
    await assert.rejects(waitForImport(connect(fetch), { id: '1', kind: 'images' }, SOON), { name: 'ResponseFormatError', method: 'GET', message });
  }
});

test('pauses grow up to a limit', async () => {
  const { client, emulator } = start({}, { imports: { polls: 5 } });
  const job = await importFromUrls(client, 'images', images(1));
  const { setTimeout: own } = globalThis;
  const waits = [];
  globalThis.setTimeout = (call, ms, ...rest) => {
    if (ms < 1_000) waits.push(ms);
    return own(call, ms, ...rest);
  };
  try {
    await waitForImport(client, job, { firstPauseMs: 10, longestPauseMs: 30 });
  } finally {
    globalThis.setTimeout = own;
  }
  assert.deepEqual(waits, [10, 15, 22.5, 30, 30]);
  assert.equal(emulator.requests.length, 7);
});

test('an abort ends the wait with its reason', async () => {
  const { client } = start({}, { imports: { polls: 1_000 } });
  const job = await importFromUrls(client, 'images', images(1));
  const controller = new AbortController();
  const reason = new Error('enough');
  const waiting = waitForImport(client, job, { signal: controller.signal, onProgress: () => setTimeout(() => controller.abort(reason)) });
  await assert.rejects(waiting, (error) => error === reason);
  await assert.rejects(waitForImport(client, job, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
});

test('an id is one value of the query', async () => {
  const fetch = script([200, {}, { state: 'success' }]);
  await waitForImport(connect(fetch), { id: 'a&b=c/ö', kind: 'videos' });
  assert.equal(fetch.requests[0].url, `${BASE}/api/2026-05/import/videos/status?id=a%26b%3Dc%2F%C3%B6`);
});

for (const [name, call, message] of [
  ['no client', () => importFromUrls({}, 'images', images(1)), /^client: /],
  ['no kind', (client) => importFromUrls(client, 'audio', {}), /^kind: expected one of images, videos, files, not "audio"$/],
  ['options that are none', (client) => importFromUrls(client, 'images', images(1), 5), /^options: /],
  ['no job', (client) => waitForImport(client), /^job: expected { id, kind }, not undefined$/],
  ['a job of no kind', (client) => waitForImport(client, { id: '1' }), /^job.kind: /],
  ['a job without an id', (client) => waitForImport(client, { id: '', kind: 'images' }), /^job.id: expected a string that is not empty, not ""$/],
  ['a job whose id is a number', (client) => waitForImport(client, { id: 1, kind: 'images' }), /^job.id: expected a string, not 1$/],
  ['no pause', (client) => waitForImport(client, { id: '1', kind: 'images' }, { firstPauseMs: 0 }), /^firstPauseMs: /],
  ['no longest pause', (client) => waitForImport(client, { id: '1', kind: 'images' }, { longestPauseMs: '5' }), /^longestPauseMs: /],
  ['no function', (client) => waitForImport(client, { id: '1', kind: 'images' }, { onProgress: 5 }), /^onProgress: /],
]) {
  test(`${name}: a TypeError, and nothing is sent`, async () => {
    const { client, emulator } = start();
    await assert.rejects(async () => call(client), (error) => error instanceof TypeError && message.test(error.message));
    assert.deepEqual(emulator.requests, []);
  });
}
