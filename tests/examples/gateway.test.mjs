// The gateway in workerd, an emulator behind it: what is forwarded, what is not, and what is answered.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENTRY, ID, PAGE, PATCH, UPSTREAM_TOKEN, assertDiscreet, load, openGateway, openUpstream } from './gateway/harness.mjs';
import { checkout, needsNewNode } from './project.mjs';

const { Validator } = load();
const IMAGE = new Uint8Array([137, 80, 78, 71, 0, 255]);
const KEY = '2026/01/Zürich 1.png';

describe('the gateway', needsNewNode, () => {
  let upstream;
  let gateway;
  before(async () => {
    const entry = { id: ID, version: 1, mediaType: 'image', metadata: { title: 'An Image' }, asset: { key: KEY, mimeType: 'image/png' } };
    upstream = await openUpstream({ entries: [entry, { ...entry, id: 'b' }], files: { [KEY]: IMAGE, 'new.png': IMAGE }, usageLog: { [ID]: [] } });
    gateway = await openGateway(upstream, { entry: 'worker.mjs' });
  });
  after(async () => {
    await gateway?.close();
    upstream?.close();
  });
  beforeEach(() => {
    upstream.arrived.length = 0;
    upstream.answers.next = undefined;
  });

  test('tells that it is there, to anybody', async () => {
    const answer = await gateway.ask('/healthz', { as: '' });
    assert.deepEqual([answer.status, await answer.json()], [200, { status: 'ok' }]);
    assert.equal((await gateway.ask('/healthz', { method: 'POST' })).status, 405);
    assert.deepEqual(upstream.arrived, []);
  });

  for (const [path, asked = path] of [
    [`/api/2026-05/mediaLibrary?ids=${ID}%2Cb`],
    [`/api/2026-05/mediaLibrary?ids=${ID},b`, `/api/2026-05/mediaLibrary?ids=${ID}%2Cb`],
    ['/api/2026-05/mediaLibrary?externalId=a%26ids%3Db&systemName=s'],
    [ENTRY],
    [`/api/v1/mediaLibrary/${ID}`],
    [`/api/2025-11/mediaLibrary/${ID}`],
    [`${ENTRY}/incomingDocumentReferences?limit=5&offset=0`],
    [`${ENTRY}/incomingMediaReferences`],
    [`${ENTRY}/usageLog`],
    [`${ENTRY}/keys`],
  ]) {
    test(`forwards GET ${path}`, async () => {
      const answer = await gateway.ask(path, { headers: { cookie: 'session=1', 'x-custom': 'y', origin: PAGE, accept: 'text/x', 'accept-language': 'de' } });
      const text = await answer.text();
      assert.equal(answer.status, 200, text);
      const expected = await upstream.emulator.fetch(`http://x${asked}`, { headers: { authorization: `Bearer ${UPSTREAM_TOKEN}` } });
      assert.equal(text, await expected.text());
      assert.equal(answer.headers.get('content-type'), 'application/json');
      assert.equal(answer.headers.get('cache-control'), 'private, no-store');
      assert.equal(answer.headers.get('access-control-allow-origin'), PAGE);
      assertDiscreet(answer, text);
      const [{ method, url, headers }, ...more] = upstream.arrived;
      assert.deepEqual([method, url, more.length], ['GET', asked, 0]);
      const { host, connection, 'accept-encoding': encoding, 'cf-worker': platform, ...sent } = headers;
      assert.deepEqual(sent, { accept: '*/*', authorization: `Bearer ${UPSTREAM_TOKEN}` });
    });
  }

  for (const [method, path, status] of [
    ['GET', '/', 404],
    ['GET', '/api/2026-05/projectConfig/x', 404],
    ['GET', '/api/2026-05/projectConfig?x=1', 400],
    ['PATCH', '/api/2026-05/projectConfig', 405],
    ['GET', '/api/2026-05/asze63i9', 404],
    ['GET', '/api/2026-05/documents', 404],
    ['GET', '/api/2026-05/mediaLibrary/serve-image', 404],
    ['GET', `${ENTRY}/other`, 404],
    ['GET', `${ENTRY}/usageLog/x`, 404],
    ['GET', '/api/2026-13/mediaLibrary', 404],
    ['GET', '/api/2026-05/medialibrary', 404],
    ['GET', `${ENTRY}/`, 400],
    ['GET', `${ENTRY}?token=x`, 400],
    ['GET', '/api/2026-05/mediaLibrary?ids=a&ids=b', 400],
    ['GET', `${ENTRY}/incomingMediaReferences?limit=1%0d%0aX:%20y`, 400],
    ['HEAD', ENTRY, 405],
    ['POST', ENTRY, 405],
    ['PUT', ENTRY, 405],
    ['DELETE', ENTRY, 405],
    ['PATCH', '/api/2026-05/mediaLibrary', 405],
    ['PATCH', `${ENTRY}/keys`, 405],
    ['PATCH', `/api/2026-05/mediaLibrary/serve-image/${KEY}`, 405],
    ['OPTIONS', ENTRY, 405],
    ['POST', '/api/2026-05/import/mediaLibrary', 404],
  ]) {
    test(`does not forward ${method} ${path}: ${status}`, async () => {
      const answer = await gateway.ask(path, { method });
      assertDiscreet(answer, await answer.text());
      assert.equal(answer.status, status);
      assert.deepEqual(upstream.arrived, []);
    });
  }

  for (const [what, body] of [
    ['a patch', PATCH],
    ['white space and escapes', ' \r\n{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":"\\u00fc 😀 \u2028"}]}\t\n'],
    ['half a megabyte', `${' '.repeat(512_000 - PATCH.length)}${PATCH}`],
  ]) {
    test(`forwards ${what} byte for byte`, async () => {
      const answer = await gateway.patch(body, { headers: { origin: PAGE, 'content-type': 'application/json; charset=UTF-8', cookie: 'a=b' } });
      const text = await answer.text();
      assert.deepEqual([answer.status, text], [200, '{"status":200}']);
      assertDiscreet(answer, text);
      const [{ method, url, headers, body: arrived }, ...more] = upstream.arrived;
      assert.deepEqual([method, url, more.length], ['PATCH', ENTRY, 0]);
      assert.ok(arrived.equals(Buffer.from(body)), 'it arrived changed');
      const { host, connection, 'accept-encoding': encoding, 'cf-worker': platform, ...sent } = headers;
      assert.deepEqual(sent, { accept: '*/*', authorization: `Bearer ${UPSTREAM_TOKEN}`, 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` });
    });
  }

  for (const [what, body, headers, status] of [
    ['another content type', PATCH, { 'content-type': 'text/plain' }, 415],
    ['another charset', PATCH, { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['what says that it is compressed', PATCH, { 'content-encoding': 'gzip' }, 415],
    ['a byte too many', `${' '.repeat(512_001 - PATCH.length)}${PATCH}`, {}, 413],
    ['no body', undefined, {}, 400],
    ['a key twice', '{"patches":[],"patches":[]}', {}, 400],
    ['an unknown property of the project', '{"patches":[{"operation":"setMetadataProperty","propertyName":"nothing","value":1}]}', {}, 400],
  ]) {
    test(`keeps back ${what}: ${status}`, async () => {
      const config = { mediaTypes: [{ handle: 'image', type: 'mediaImage', info: { label: 'Image' }, metadata: [{ handle: 'title', type: 'li-text' }] }] };
      const own = what.includes('project') ? await openGateway({ url: upstream.url }, { entry: 'impatient.mjs' }) : gateway;
      upstream.answers.config = what.includes('project') ? (_, response) => response.end(JSON.stringify(config)) : undefined;
      const answer = await own.patch(body, { headers });
      const text = await answer.text();
      upstream.answers.config = undefined;
      if (own !== gateway) await own.close();
      assert.equal(answer.status, status, text);
      assert.equal(Object.keys(JSON.parse(text)).join(), status === 400 ? 'status,error,error_details' : 'status,error');
      assert.deepEqual(upstream.arrived, []);
    });
  }

  for (const [as, action, status] of [
    ['', 'GET', 401],
    ['nobody', 'GET', 401],
    ['truthy', 'GET', 401],
    ['reads the body', 'GET', 401],
    ['nobody', 'PATCH', 401],
    ['reads the body', 'PATCH', 401],
    [UPSTREAM_TOKEN, 'PATCH', 401],
    ['reader', 'GET', 200],
    ['reader', 'PATCH', 403],
    ['throws', 'GET', 503],
    ['throws', 'PATCH', 503],
    ['rejects with nothing', 'GET', 503],
    ['editor', 'PATCH', 200],
  ]) {
    test(`a ${action} by "${as}" is a ${status}`, async () => {
      const answer = action === 'GET' ? await gateway.ask(ENTRY, { as }) : await gateway.patch(PATCH, { as });
      const text = await answer.text();
      assert.equal(answer.status, status, text);
      assertDiscreet(answer, text.replaceAll(as, ''));
      assert.equal(upstream.arrived.length, status === 200 ? 1 : 0);
    });
  }

  /** What the server behind answers, and what comes of it. */
  const answered = (status, body, headers) => (_, response) => response.writeHead(status, { 'content-type': 'application/json', server: 'internal/1.2', 'x-powered-by': 'x', ...headers }).end(typeof body === 'string' ? body : JSON.stringify(body));
  const details = (error_details, more) => ({ status: 0, error: 'as upstream calls it', error_details, ...more });
  const conflict = { name: 'Conflict', message: 'Version: Expected 36 to be equal to 1', expectedVersion: 1, currentVersion: 36 };
  const metadata = { message: 'Metadata validation failed.', errors: [{ metadataProperty: 'title', message: 'must be string' }] };
  for (const [what, answer, status, shown, headers] of [
    ['a 400 of a patch', answered(400, details({ 'patches.0.value.key': 'File does not exist' }, { stack: 'Error: at /srv/x.js' })), 400, { 'patches.0.value.key': 'File does not exist' }],
    ['a 400 of metadata', answered(400, details(metadata)), 400, metadata],
    ['a 400 with more than is documented', answered(400, details({ stack: 'at /srv', sql: 'SELECT', 'patches.0.value.key': { stack: 1 } })), 400, undefined],
    ['a 400 with metadata errors that hold more', answered(400, details({ errors: [{ metadataProperty: 'x', message: 'y', stack: 'z' }] })), 400, undefined],
    ['a 400 that repeats the token', answered(400, details({ message: `Bearer ${UPSTREAM_TOKEN} is not …` })), 400, undefined],
    ['a 400 of HTML', answered(400, '<h1>internal/1.2</h1>', { 'content-type': 'text/html' }), 400, undefined],
    ['a 400 without end', (_, response) => { response.writeHead(400); const go = () => { while (!response.destroyed && response.write(' '.repeat(65_536))); }; response.on('drain', go); go(); }, 400, undefined],
    ['a 401: the token of the Worker has expired', answered(401, details({ access_token: 'The access token expired.' })), 502, undefined],
    ['a 403: the token of the Worker lacks a scope', answered(403, details({ access_token: 'The request requires higher privileges' })), 502, undefined],
    ['a 404', answered(404, details({ name: 'NotFound', message: 'MediaLibrary Entry does not exist', url: '/internal/x' })), 404, { name: 'NotFound', message: 'MediaLibrary Entry does not exist' }],
    ['a 409', answered(409, details({ ...conflict, query: 'SELECT' })), 409, conflict],
    ['a 410', answered(410, details({ message: 'x' })), 410, undefined],
    ['a 429', answered(429, details({ message: 'x' }), { 'retry-after': '7', 'x-ratelimit-limit': '5' }), 429, undefined, { 'retry-after': '7' }],
    ['a 429 with a strange Retry-After', answered(429, {}, { 'retry-after': '<x>' }), 429, undefined, { 'retry-after': null }],
    ['a 500', answered(500, { error: 'TypeError', stack: 'at /srv/x.js', error_details: { message: 'x' } }), 500, undefined],
    ['a 503', answered(503, 'down', { 'retry-after': 'Mon, 30 Nov 2026 12:00:00 GMT' }), 503, undefined, { 'retry-after': 'Mon, 30 Nov 2026 12:00:00 GMT' }],
    ['a 418', answered(418, {}), 502, undefined],
    ['a redirect', answered(302, '', { location: 'http://10.0.0.7/login' }), 502, undefined, { location: null }],
    ['a 204', (_, response) => response.writeHead(204).end(), 502, undefined],
    ['a login page that is a 200', answered(200, '<form>', { 'content-type': 'text/html' }), 502, undefined],
    ['no answer', (_, response) => response.destroy(), 502, undefined],
  ]) {
    test(`of ${what} no more is told than a ${status} with what is documented`, async () => {
      upstream.answers.next = answer;
      for (const asked of [await gateway.ask(ENTRY), await gateway.patch(PATCH)]) {
        const text = await asked.text();
        assert.equal(asked.status, status, text);
        const { status: told, error, ...rest } = JSON.parse(text);
        assert.deepEqual([told, rest], [status, shown ? { error_details: shown } : {}]);
        assert.doesNotMatch(error, /upstream/);
        assertDiscreet(asked, text);
        for (const name of ['x-powered-by', 'x-ratelimit-limit']) assert.equal(asked.headers.get(name), null);
        for (const [name, value] of Object.entries(headers ?? {})) assert.equal(asked.headers.get(name), value);
      }
    });
  }

  test('without a server behind, nothing hangs', async () => {
    upstream.answers.next = () => {};
    const impatient = await openGateway(upstream, { entry: 'impatient.mjs' });
    try {
      assert.equal((await impatient.ask(ENTRY)).status, 504);
      assert.equal((await impatient.patch(PATCH)).status, 504);
      upstream.answers.next = undefined;
      const start = Date.now();
      const answer = await impatient.ask(ENTRY, { as: 'hangs' });
      assert.deepEqual([answer.status, (await answer.json()).error_details.message], [503, 'The session could not be checked']);
      // Far below what the platform waits.
      assert.ok(Date.now() - start < 20_000);
    } finally {
      await impatient.close();
    }
  });

  test('2,000 requests at once are answered, each with its own answer', async () => {
    const ids = Array.from({ length: 2_000 }, (_, index) => index);
    const outcomes = await Promise.all(
      ids.map(async (index) => {
        if (index % 4 === 0) {
          const body = `{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":"${index}"}]}`;
          const answer = await gateway.patch(body);
          return [answer.status, await answer.text()].join() === '200,{"status":200}' ? 'ok' : `${answer.status}`;
        }
        if (index % 4 === 1) return (await gateway.patch('{"patches":[{}]}')).status === 400 ? 'ok' : 'passed';
        const answer = await gateway.ask(index % 4 === 2 ? ENTRY : `/api/2026-05/mediaLibrary/none-${index}`);
        const { id, error_details: details } = await answer.json();
        return id === ID || details?.message.includes(`none-${index}`) ? 'ok' : `${answer.status}`;
      }),
    );
    assert.deepEqual(outcomes.filter((outcome) => outcome !== 'ok'), []);
    const patches = upstream.arrived.filter(({ method }) => method === 'PATCH').map(({ body }) => JSON.parse(body).patches[0].value);
    assert.deepEqual(patches.map(Number).sort((a, b) => a - b), ids.filter((index) => index % 4 === 0));
  });
});

/** The rows of tests/cases/issues/ as texts of whole requests. */
const folder = join(checkout, 'tests/cases');
const purposes = JSON.parse(readFileSync(join(folder, 'purposes.json'), 'utf8'));
const rows = readdirSync(join(folder, 'issues')).flatMap((file) => JSON.parse(readFileSync(join(folder, 'issues', file), 'utf8')));
const textOf = ({ request, patch, requestText, patchText }) => requestText ?? (request === undefined ? `{"patches":[${patchText ?? JSON.stringify(patch)}]}` : JSON.stringify(request));

describe('every row of tests/cases/issues, under its configuration', needsNewNode, () => {
  let upstream;
  let gateway;
  before(async () => {
    upstream = await openUpstream();
    upstream.answers.next = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":200}');
    gateway = await openGateway(upstream, { entry: 'impatient.mjs' });
  });
  after(async () => {
    await gateway?.close();
    upstream?.close();
  });

  const groups = new Map();
  for (const row of rows) {
    const name = row.options?.usagePurposes;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  for (const [name, group] of groups) {
    test(`with the purposes ${name ?? 'of nobody'}: what the validator refuses stays here, the rest arrives byte for byte`, async () => {
      const config = { mediaCenter: name === undefined ? {} : Array.isArray(purposes[name]) ? { usagePurposes: purposes[name] } : purposes[name].mediaCenter };
      upstream.answers.config = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config));
      let passed = 0;
      for (const row of group) {
        const text = textOf(row);
        const apiVersion = row.options?.apiVersion ?? '2026-05';
        const issues = new Validator({ projectConfig: config, apiVersion }).validateJson(text);
        upstream.arrived.length = 0;
        const answer = await gateway.patch(text, { path: `/api/${apiVersion}/mediaLibrary/${ID}` });
        const { error_details: details } = await answer.json();
        assert.equal(answer.status, issues.length === 0 ? 200 : 400, row.name);
        if (issues.length === 0) {
          passed++;
          assert.equal(upstream.arrived.length, 1, row.name);
          assert.ok(upstream.arrived[0].body.equals(Buffer.from(text)), row.name);
        } else {
          assert.deepEqual(upstream.arrived, [], row.name);
          assert.ok(Object.keys(details).length > 0, row.name);
        }
      }
      assert.ok(passed < group.length);
    });
  }
});
