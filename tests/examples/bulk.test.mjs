// examples-web/bulk in workerd, with its Durable Objects and its queue, in front of the emulator.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { checkout, example, needsNewNode, newNode } from './project.mjs';

// That of the package's own page tests.
const { chromium } = createRequire(join(checkout, 'package.json'))('playwright-core');
const execute = promisify(execFile);

const load = (file) => import(pathToFileURL(join(example('bulk'), file)));
const { drain, parseLines, untilDone } = await load('test/drain.mjs');
const { faults } = await load('test/faults.mjs');
const { makeRuntime } = await load('test/runtime.mjs');
const { startUpstream } = await load('test/upstream.mjs');

const options = { ...needsNewNode, timeout: 300_000 };
const set = (value, propertyName = 'title') => ({ operation: 'setMetadataProperty', propertyName, value });
const line = (id, ...patches) => JSON.stringify({ id, request: { patches } });

const projectConfig = {
  mediaTypes: [
    {
      handle: 'image',
      type: 'mediaImage',
      info: { label: 'Image' },
      metadata: ['title', 'caption'].map((handle) => ({ handle, type: 'li-text' })),
    },
  ],
};

describe('bulk', options, () => {
  let upstream;
  let runtime;
  /** What the upstream answers a request with, while a test says so. */
  let fault;

  before(async () => {
    if (!newNode) return;
    // A job cannot be judged without the project's configuration: it meets no fault.
    const met = (request) => (request.url.endsWith('/projectConfig') ? undefined : fault?.(request));
    upstream = await startUpstream({ entries: 20, fault: met, projectConfig });
    runtime = await makeRuntime({ upstream: upstream.url, node: newNode, vars: { PROJECT_CONFIG: 'true' } });
  });
  after(async () => {
    await runtime?.stop();
    await upstream?.stop();
  });

  const json = async (path, init) => JSON.parse(await runtime.ask(path, init));
  const post = (body, { query = '', headers = {} } = {}) => json(`/jobs${query}`, { method: 'POST', body, headers });
  const resultsOf = async (id, query = '') => parseLines(await runtime.ask(`/jobs/${id}/results${query}`));
  const done = (id) => untilDone(runtime, id);
  async function run(...lines) {
    const { id } = await post(lines.join('\n'));
    await done(id);
    return { id, results: await resultsOf(id) };
  }

  test('nobody enters without the token', async () => {
    for (const authorization of [undefined, 'Bearer ', 'Bearer wrong', 'Bearer bulk-token2', 'Basic bulk-token', 'bulk-token']) {
      for (const [method, path] of [['POST', '/jobs'], ['GET', '/jobs'], ['GET', '/jobs/x'], ['POST', '/jobs/x/cancel']]) {
        const response = await runtime.fetch(path, { method, headers: authorization === undefined ? {} : { authorization } });
        assert.equal(response.status, 401, `${authorization} ${method} ${path}`);
      }
    }
  });

  test('what is not there is said', async () => {
    for (const [method, path, status] of [
      ['GET', '/jobs/unknown', 404],
      ['GET', '/jobs/unknown/results', 404],
      ['PUT', '/jobs', 405],
      ['GET', '/jobs/unknown/pause', 404],
      ['GET', '/nowhere', 404],
    ]) {
      const response = await runtime.fetch(path, { method, headers: { authorization: 'Bearer bulk-token' } });
      assert.equal(response.status, status, `${method} ${path}`);
    }
    const { id } = await post(line('entry-0', set('x')), { query: '?dryRun' });
    await assert.rejects(json(`/jobs/${id}/results?state=lost`), /400 .*state is one of refused/);
    await assert.rejects(json(`/jobs/${id}/pause`, { method: 'POST' }), /409 .*The job is checked/);
    await assert.rejects(json('/jobs', { method: 'POST', body: 'x', headers: { 'content-encoding': 'br' } }), /415/);
  });

  const notUtf8 = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xff]), Buffer.from('"}')]);
  const LINES = [
    ['a valid line', line('entry-0', set('x'))],
    ['a blank one', ''],
    ['one that ends as on Windows', `${line('entry-0', set('x'))}\r`],
    ['not JSON', '{"id":', [], 'invalid_json', /^Invalid JSON: /],
    ['not UTF-8', notUtf8, [], 'invalid_json', 'Invalid JSON: not UTF-8'],
    ['no object', '[1]', [], 'invalid_type', /expected an object/],
    ['no id', '{"request":{"patches":[]}}', ['id'], 'missing_property', 'Missing required property: id'],
    ['a number as id', '{"id":7,"request":{"patches":[]}}', ['id'], 'invalid_type', 'Invalid type: expected string'],
    ['an empty id', line('', set('x')), ['id'], 'too_short', 'An id is not empty'],
    ['a path as id', line('..', set('x')), ['id'], 'invalid_format', 'No entry has such an id'],
    ['a list as id', line('a,b', set('x')), ['id'], 'invalid_format', 'No entry has such an id'],
    ['no request', '{"id":"entry-0"}', ['request'], 'missing_property', 'Missing required property: request'],
    ['no patches', '{"id":"entry-0","request":{}}', ['request', 'patches'], 'missing_property', 'Missing required property: patches'],
    [
      'a note that is too long',
      line('entry-0', { operation: 'revokeAsset', note: 'x'.repeat(201) }),
      ['request', 'patches', 0, 'note'],
      'too_long',
      'String is too long (201 chars), maximum 200',
    ],
    [
      'a property that no media type has',
      line('entry-0', set('x', 'titel')),
      ['request', 'patches', 0, 'propertyName'],
      'unknown_metadata_property',
      /titel/,
    ],
    ['a media type that is none', '{"id":"entry-0","mediaType":"film","request":{"patches":[]}}', ['mediaType'], 'invalid_enum', /film/],
    ['a line that is too long', 'x'.repeat(2_000_000), [], 'too_long', 'The line is longer than 1900000 bytes'],
  ];

  test('a dry run tells line, path and message of what would be refused, and sends nothing', async () => {
    const body = Buffer.concat(LINES.flatMap(([, text]) => [Buffer.from(text), Buffer.from('\n')]));
    for (const [form, headers] of [[body, {}], [gzipSync(body), { 'content-encoding': 'gzip' }]]) {
      const { id, state, accepted, refused, refusals } = await post(form, { query: '?dryRun', headers });
      assert.equal(state, 'checked');
      const wrong = LINES.flatMap(([name, , path, code, message], index) => (code ? [{ name, line: index + 1, path, code, message }] : []));
      assert.equal(accepted, 2);
      assert.equal(refused, wrong.length);
      for (const [index, { name, line, path, code, message }] of wrong.entries()) {
        const { line: told, issues } = refusals[index];
        assert.equal(told, line, name);
        assert.deepEqual([issues[0].path, issues[0].code], [path, code], name);
        if (message instanceof RegExp) assert.match(issues[0].message, message);
        else assert.equal(issues[0].message, message);
      }
      assert.deepEqual(await resultsOf(id), refusals);
    }
    assert.ok(upstream.arrivals.every(({ method }) => method === 'GET'));
  });

  test('a job is applied but for what cannot be, which is listed with its reasons', async () => {
    const stale = JSON.stringify({ id: 'entry-1', request: { version: 7, patches: [set('never')] } });
    const { id, results } = await run(
      line('entry-1', set('first')),
      line('unknown', set('x')),
      '{"id":"entry-1"}',
      line('entry-1', set('second')),
      line('entry-1', { operation: 'removeAsset', locale: 'fr' }),
      line('entry-2', { operation: 'revokeAsset' }, set('gone', 'caption')),
      line('entry-2', { operation: 'revokeAsset' }),
      stale,
    );
    assert.deepEqual(
      results.map(({ line, state, code, status }) => [line, state, code, status]),
      [
        [1, 'applied', undefined, undefined],
        [2, 'failed', 'not_found', 404],
        [3, 'refused', undefined, undefined],
        [4, 'applied', undefined, undefined],
        [5, 'failed', 'bad_request', 400],
        [6, 'applied', undefined, undefined],
        [7, 'failed', 'conflict', 409],
        [8, 'failed', 'conflict', 409],
      ],
    );
    assert.equal(results[4].issues[0].message, 'There is no asset in this locale');
    assert.deepEqual(results[7].request, JSON.parse(stale).request);
    assert.equal(upstream.emulator.entry('entry-1').metadata.title, 'second');
    assert.deepEqual((await resultsOf(id, '?state=failed')).map(({ line }) => line), [2, 5, 7, 8]);
    const { state, accepted, refused, applied, failed, secondsLeft } = await json(`/jobs/${id}`);
    assert.deepEqual(
      { state, accepted, refused, applied, failed, secondsLeft },
      { state: 'done', accepted: 7, refused: 1, applied: 3, failed: 4, secondsLeft: 0 },
    );
    // Dead letters are lines of a job themselves.
    const again = await post(await runtime.ask(`/jobs/${id}/results?state=failed`), { query: '?dryRun' });
    assert.deepEqual([again.accepted, again.refused], [4, 0]);
  });

  test('dead letters are sent again', async () => {
    fault = ({ method, url }) => (method === 'PATCH' && url.endsWith('entry-3') ? { status: 418 } : undefined);
    const { id, results } = await run(line('entry-3', set('tea')), line('entry-4', set('coffee')));
    assert.deepEqual(results.map(({ state, status }) => [state, status]), [['failed', 418], ['applied', undefined]]);
    fault = undefined;
    assert.equal((await json(`/jobs/${id}/retry`, { method: 'POST' })).retried, 1);
    await done(id);
    assert.deepEqual((await resultsOf(id)).map(({ state }) => state), ['applied', 'applied']);
    assert.equal(upstream.emulator.entry('entry-3').metadata.title, 'tea');
  });

  test('a patch over 128 KB, which no message holds', async () => {
    const text = 'é'.repeat(100_000);
    const { results } = await run(line('entry-5', set(text)), line('entry-5', set('short', 'caption')));
    assert.deepEqual(results.map(({ state }) => state), ['applied', 'applied']);
    assert.equal(upstream.emulator.entry('entry-5').metadata.title, text);
  });

  test('a job is paused, goes on, and is cancelled', async () => {
    fault = () => ({ delayMs: 100 });
    const lines = Array.from({ length: 400 }, (_, index) => line(`entry-${index % 20}`, set(`slow ${index}`)));
    const { id } = await post(lines.join('\n'));
    const { state } = await json(`/jobs/${id}/pause`, { method: 'POST' });
    assert.equal(state, 'paused');
    await sleep(1_000); // what is in flight ends
    const before = upstream.arrivals.length;
    const { secondsLeft, waiting, arriving } = await json(`/jobs/${id}`);
    assert.equal(secondsLeft, null);
    assert.ok(waiting + arriving > 0);
    await sleep(500);
    assert.equal(upstream.arrivals.length, before);
    assert.equal((await json(`/jobs/${id}/resume`, { method: 'POST' })).state, 'running');
    while ((await json(`/jobs/${id}`)).applied === 0) await sleep(20);
    assert.equal((await json(`/jobs/${id}/cancel`, { method: 'POST' })).state, 'cancelled');
    fault = undefined;
    let progress;
    do progress = await json(`/jobs/${id}`);
    while (progress.waiting + progress.arriving > 0);
    const states = new Set((await resultsOf(id)).map(({ state }) => state));
    assert.deepEqual([...states].sort(), ['applied', 'cancelled']);
    await assert.rejects(json(`/jobs/${id}/resume`, { method: 'POST' }), /409 .*The job is cancelled/);
    assert.equal((await runtime.fetch(`/jobs/${id}`, { method: 'DELETE', headers: { authorization: 'Bearer bulk-token' } })).status, 204);
    await assert.rejects(json(`/jobs/${id}`), /404/);
  });

  test('a job that comes twice with its key is one job', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const usage = line('entry-6', { operation: 'addUsageLogEntry', value: { purpose: 'web' } });
    const first = await post(usage, { headers });
    await done(first.id);
    assert.equal((await post(usage, { headers })).id, first.id);
    await done(first.id);
    const added = upstream.emulator.requests.filter(({ body }) => body?.includes('addUsageLogEntry'));
    assert.deepEqual(added.map(({ status }) => status), [200]);
  });

  test('a 429 rests everybody, as long as the server asks', async () => {
    let refusedAt;
    fault = () => {
      if (refusedAt) return undefined;
      refusedAt = Date.now();
      return { status: 429, headers: { 'retry-after': '6' } };
    };
    const lines = Array.from({ length: 200 }, (_, index) => line(`entry-${index % 20}`, set(`rest ${index}`)));
    const { id } = await post(lines.join('\n'));
    while (!refusedAt) await sleep(10);
    await sleep(3_000); // what was under way arrives
    assert.match((await json(`/jobs/${id}`)).restUntil, /^20/);
    await done(id);
    fault = undefined;
    const during = upstream.arrivals.filter(({ at }) => at > refusedAt + 3_000 && at < refusedAt + 5_900);
    assert.equal(during.length, 0);
    assert.ok((await resultsOf(id)).every(({ state }) => state === 'applied'));
  });

  test('the page shows a job, its bar and what went wrong, in a wide window and a narrow one', async () => {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    try {
      const { id } = await run(line('entry-8', set('seen')), '{"id":"entry-8"}');
      for (const width of [1280, 360]) {
        const page = await browser.newPage({ viewport: { width, height: 800 } });
        const errors = [];
        page.on('pageerror', (error) => errors.push(error));
        page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
        await page.goto(runtime.url());
        await page.getByLabel('Token of this Worker').fill('bulk-token');
        await page.getByRole('button', { name: 'Show jobs' }).click();
        await page.getByLabel('Job', { exact: true }).selectOption(id);
        await page.getByRole('heading', { name: 'Done: 1 line' }).waitFor();
        assert.equal(await page.getByRole('progressbar').evaluate(({ value, max }) => value / max), 1);
        await page.getByText('Line 2 (entry-8): request: Missing required property: request').waitFor();
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth));
        assert.deepEqual(errors, []);
        await page.close();
      }
    } finally {
      await browser.close();
    }
  });

  test('while the server refuses the token, nothing is lost', async () => {
    fault = () => ({ status: 401 });
    const { id } = await post(line('entry-7', set('later')));
    let progress;
    do progress = await json(`/jobs/${id}`);
    while (!progress.problem);
    assert.match(progress.problem, /401/);
    assert.deepEqual([progress.failed, progress.waiting], [0, 1]);
    fault = undefined;
    await done(id);
    assert.equal(upstream.emulator.entry('entry-7').metadata.title, 'later');
  });
});

test('bulk has the types that it says, and can be deployed', options, async () => {
  const installed = (file) => join(example('bulk'), 'node_modules', file);
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', NO_COLOR: '1' };
  const run = (...words) => execute(newNode, words, { cwd: example('bulk'), env });
  await run(installed('typescript/bin/tsc'));
  const { stdout, stderr } = await run(installed('wrangler/bin/wrangler.js'), 'deploy', '--dry-run', '--outdir', 'dist');
  assert.doesNotMatch(stdout + stderr, /warning|error/i);
});

test('bulk refuses everything where no token is configured', options, async () => {
  const runtime = await makeRuntime({ upstream: 'http://127.0.0.1:9', node: newNode, vars: { BULK_TOKEN: undefined } });
  try {
    for (const path of ['/', '/jobs', '/page.js']) {
      const response = await runtime.fetch(path, { headers: { authorization: 'Bearer undefined' } });
      assert.equal(response.status, 503, path);
      assert.match(await response.text(), /BULK_TOKEN/);
    }
  } finally {
    await runtime.stop();
  }
});

test('bulk drains a job, every line once and in order', options, async () => {
  const { applied } = await drain({ jobs: 1_500, entries: 300, node: newNode });
  assert.equal(applied, 1_500);
});

test('bulk under faults, killed at three moments: every line once and in order', options, async () => {
  const { applied, kills } = await faults({ jobs: 300, entries: 60, kills: 3, node: newNode });
  assert.deepEqual({ applied, kills }, { applied: 300, kills: 3 });
});
