// guardPatch in front of a server: what passes, what is refused and how, and that what passes can be forwarded.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { load, NAME } from './installed.mjs';
import { failure, library, raisedDuring, settle } from './clients.mjs';

const small = await load(`${NAME}/validator`);
const ENTRIES = { '.': library, './validator': small };

const url = 'https://worker.example/api/2026-05/mediaLibrary/asze63i9';
const JSON_TYPE = { 'content-type': 'application/json' };
const VALID = '{"patches":[{"operation":"archive"}]}';
const INVALID = '{"patches":[{"operation":"x"}]}';
const bytes = (text) => new TextEncoder().encode(text);

const request = (body, { headers = JSON_TYPE, method = 'PATCH' } = {}) => new Request(url, { method, headers, body, duplex: 'half' });
/** A body of these chunks; an Error among them breaks it off. `pulled`: how many were asked for. */
function chunked(...chunks) {
  const source = { pulled: 0, cancelled: false };
  const stream = new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks[source.pulled++];
        if (chunk === undefined) controller.close();
        else if (chunk instanceof Error) controller.error(chunk);
        else controller.enqueue(typeof chunk === 'string' ? bytes(chunk) : chunk);
      },
      cancel() {
        source.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return Object.assign(source, { stream });
}
/** Cases that the emulator shares. */
const CASES = JSON.parse(readFileSync(new URL('../cases/body-headers.json', import.meta.url), 'utf8'));
const padded = (length) => `${' '.repeat(length - VALID.length)}${VALID}`;

const VERDICTS = [
  ['a valid request', VALID, {}, null],
  ['no patches', '{"patches":[]}', {}, null],
  ['white space around it', ` \n${VALID}\n`, {}, null],
  ['an unknown operation', INVALID, {}, 400],
  ['an empty body', '', {}, 400],
  ['no body', undefined, {}, 400],
  ['no JSON', 'patches', {}, 400],
  ['JSON that breaks off', VALID.slice(0, -1), {}, 400],
  ['a key twice', '{"patches":[],"patches":[]}', {}, 400],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), {}, 400],
  ['a byte order mark', `\ufeff${VALID}`, {}, 400],
  ['UTF-16', new Uint8Array(new Uint16Array([...VALID].map((c) => c.charCodeAt(0))).buffer), {}, 400],
  ['nesting without end', '['.repeat(100_000), {}, 400],
  ['512,000 bytes', padded(512_000), {}, null],
  ['512,001 bytes', padded(512_001), {}, 413],
  ...CASES.map(({ headers, passes }) => [
    `a request with ${JSON.stringify(headers)}`,
    bytes(VALID),
    { headers },
    passes ? null : 415,
  ]),
  ...[
    ['chunked', null],
    ['Chunked', null],
    ['identity', 415],
    ['gzip, chunked', 415],
    ['chunked, chunked', 415],
    ['xchunked', 415],
  ].map(([coding, status]) => [
    `the transfer coding ${JSON.stringify(coding)}`,
    VALID,
    { headers: { ...JSON_TYPE, 'transfer-encoding': coding } },
    status,
  ]),
  ['a Content-Length that is too long', VALID, { headers: { ...JSON_TYPE, 'content-length': '512001' } }, 413],
  ['a Content-Length that is just short enough', VALID, { headers: { ...JSON_TYPE, 'content-length': '512000' } }, null],
  ['a Content-Length that lies, too short', padded(512_001), { headers: { ...JSON_TYPE, 'content-length': '5' } }, 413],
  ['a Content-Length that is no number', VALID, { headers: { ...JSON_TYPE, 'content-length': 'x' } }, null],
  ['two Content-Lengths', VALID, { headers: [...Object.entries(JSON_TYPE), ['content-length', '5'], ['content-length', '6']] }, 400],
  ['one Content-Length twice', VALID, { headers: { ...JSON_TYPE, 'content-length': '37, 37' } }, 400],
  ...['GET', 'HEAD', 'DELETE', 'OPTIONS'].map((method) => [`${method}`, undefined, { method, headers: {} }, null]),
  ...['POST', 'PUT'].map((method) => [`${method} of anything`, INVALID, { method, headers: {} }, null]),
];
/** Method, headers, query, and whether a server may take it for a PATCH. */
const OVERRIDES = [
  ...['X-HTTP-Method-Override', 'x-http-method', 'X-Method-Override', 'X_HTTP_Method_Override'].map((name) => ['POST', { [name]: 'PATCH' }, '', true]),
  ['POST', { 'x-http-method-override': 'patch' }, '', true],
  ['POST', { 'x-http-method-override': 'PUT, PATCH' }, '', true],
  ['PUT', { 'x-http-method-override': 'PATCH,GET' }, '', true],
  ['PATCH', { 'x-http-method-override': 'GET' }, '', true],
  ['patch', {}, '', true],
  ['POST', { 'x-http-method-override': 'PUT' }, '', false],
  ['POST', { 'x-http-method-override': 'PROPPATCH' }, '', false],
  ['POST', { 'x-method-of-override': 'PATCH' }, '', false],
  ['POST', {}, '?_method=PATCH', true],
  ['POST', {}, '?a=b&_method=patch', true],
  ['POST', {}, '?a;_method=patch', true],
  ['POST', {}, '?_method[]=PATCH&_method[]=GET', true],
  ['POST', {}, '?%5fmetho%64=P%41TCH', true],
  ['POST', {}, '?_METHOD=PATCH#x', true],
  ['POST', {}, '?_method=PUT,PATCH', true],
  ['POST', { 'my-x-http-method': 'PATCH' }, '', false],
  ['PROPPATCH', {}, '', false],
  ['PATCHES', {}, '', false],
  ['POST', {}, '?_method=PUT', false],
  ['POST', {}, '?method=PATCH', false],
  ['POST', {}, '?_method=PUT&x=PATCH', false],
  ['POST', {}, '?_method=dispatch', false],
  ['GET', {}, '?q=PATCH', false],
  ['POST', { referer: 'https://page.example/?_method=PATCH&_method=PATCH' }, '', false],
  ['POST', { 'x-a': 'x-http-method-override', 'x-b': 'PATCH' }, '', false],
];
/** Paths that a server may or may not route to an entry. */
const PATHS = [
  ...[
    '/api/2026-05/mediaLibrary/asze63i9',
    '/api/2026-05/mediaLibrary/asze63i9?x=/y',
    '/api/2026-05/mediaLibrary/asze63i9/',
    '/api/v1/medialibrary/asze63i9',
    '/API/beta/MEDIALIBRARY/asze63i9',
    '/prefix/of/api/2026-05/mediaLibrary/asze63i9',
    '/api/later/mediaLibrary/asze63i9',
    '//api/2026-05/mediaLibrary/asze63i9',
    '/api//2026-05/mediaLibrary/asze63i9',
    '/api/2026-05//mediaLibrary//asze63i9//',
    '/api/./2026-05/mediaLibrary/asze63i9',
    '/api/2026-05/documents/../mediaLibrary/asze63i9',
    '/api/2026-05/mediaLibrary/asze63i9/keys/..',
    '/api/2026-05/documents/%2e%2e/mediaLibrary/asze63i9',
    '/api/2026-05/documents/.%2E/mediaLibrary/asze63i9',
    '/api/2026-05/%6dediaLibrary/asze63i9',
    '/%61pi/2026-05/mediaLibrary/asze63i9',
    '/api/2026-05/%6D%65%64%69%61%4C%69%62%72%61%72%79/asze63i9',
    '/api/2026-05/%256dediaLibrary/asze63i9',
    '/api/2026-05/%2525256dediaLibrary/asze63i9',
    '/documents/%25252525256dedia',
    '/api/2026-05/media%2%35%36cibrary/asze63i9',
    '/api/2026-05/media%09Library/asze63i9',
    '/api%2F2026-05%2FmediaLibrary%2Fasze63i9',
    '/api/2026-05/mediaLibrary/asze63i9%2Fkeys',
    '/api/2026-05/mediaLibrary/asze63i9%3Fkeys',
    '/api/2026-05/mediaLibrary/asze63i9#/keys',
    '/api/2026-05/mediaLibrary/asze63i9%00/keys',
    '/api;x=y/2026-05/mediaLibrary/asze63i9',
    '/api/2026-05/mediaLibrary;x/asze63i9',
    '/api/2026-05/mediaLibrary/asze63i9;x=/y',
    '\\api\\2026-05\\mediaLibrary\\asze63i9',
    '/api/2026-05\\mediaLibrary/asze63i9',
    '/api/2026-05%5cmediaLibrary/asze63i9',
    '/api/2026-05/mediaLibrary/b\u00fccher',
    '/https://server.example/api/2026-05/mediaLibrary/asze63i9',
  ].map((path) => [path, true]),
  ['/documents/1', true, { 'x-original-url': '/api/2026-05/mediaLibrary/asze63i9' }],
  ['/documents/1', true, { 'X-Rewrite-URL': 'https://server.example/api/v1/%6dediaLibrary/asze63i9' }],
  ['/documents/1', true, { x_original_uri: '/api/2026-05/mediaLibrary/asze63i9' }],
  // Four rounds of escapes are undone, and what is still escaped then may be anything.
  ['/documents/1', true, { 'x-original-url': '%25252525256dedia' }],
  ['/documents/%252525256a', true],
  ['/documents/%2525256a', false],
  ['/documents/1', true, { 'x-original-url': '/https://mediaLibrary/asze63i9' }],
  ['/documents/1', false, { 'x-original-url': '/documents/2' }],
  ['/documents/1', false, { 'my-x-original-url': '/api/2026-05/mediaLibrary/asze63i9' }],
  ['/documents/1', false, { 'x-original-url-2': '/api/2026-05/mediaLibrary/asze63i9' }],
  ...[
    '/documents/1',
    '/api/2026-05/documents/1',
    '/api/2026-05/documents/a%20b%25c',
    '/api/2026-05/documents//1',
    '/api/2026-05/documents/1?next=/api/2026-05/mediaLibrary/asze63i9',
    '/api/2026-05/mediaLibrary',
    '/api/2026-05/mediaLibrary/',
    '/api/2026-05/mediaLibrary/asze63i9/keys',
    '/api/2026-05/mediaLibrary/serve-image/a.jpg',
    '/api/2026-05/mediaLibraryEntries/asze63i9',
    '/api/2026-05/xmediaLibrary/asze63i9',
    '/mediaLibrary/asze63i9',
    '/',
    '',
  ].map((path) => [path, false]),
];
/** A validator's own version, a path, and the answer to `preserveUpdatedAt`, which came with 2026-03. */
const VERSIONS = [
  ['2026-05', '/api/2026-05/mediaLibrary/x', null],
  ['2025-03', '/api/2026-03/mediaLibrary/x', null],
  ['2025-03', '/api/2027-01/mediaLibrary/x', null],
  ['2026-05', '/api/2026-01/mediaLibrary/x', 400],
  ['2026-05', '/api/2025-03/mediaLibrary/x', 400],
  ['2026-05', '/api/v1/mediaLibrary/x', 400],
  ['2026-05', '/prefix/api/beta/mediaLibrary/x', 400],
  ['2026-05', '/api/2026-0%31/mediaLibrary/x', 400],
  ['2026-05', '/api//2026-01//MEDIAlibrary/x', 400],
  ['2026-05', '/api/2026-01;x=y/mediaLibrary/x', 400],
  ['2026-05', '/api/2026-03/api/2026-01/mediaLibrary/x', 400],
  // No versions: by the validator's own.
  ...['2024-11', '2025-01', '2026-02', '2026-13', '2040-01', 'v2', 'latest', '2026-1', '%2026-01'].flatMap((word) => [
    ['2026-05', `/api/${word}/mediaLibrary/x`, null],
    ['2026-01', `/api/${word}/mediaLibrary/x`, 400],
  ]),
  ['2026-05', '/documents/1', null],
  ['2026-01', '/2026-03/mediaLibrary/x', 400],
];
const NAMES = { 400: 'Bad Request', 413: 'Payload Too Large', 415: 'Unsupported Media Type' };

for (const [entry, { Validator, guardPatch }] of Object.entries(ENTRIES)) {
  const validator = new Validator();

  for (const [name, body, init, status] of VERDICTS) {
    test(`${entry}: ${name} ${status ? `is refused with ${status}` : 'passes'}`, async () => {
      const response = await guardPatch(request(body, init), validator);
      assert.equal(response?.status ?? null, status);
      if (!response) return;
      assert.match(response.headers.get('content-type'), /^application\/json/);
      const answer = await response.json();
      assert.deepEqual([answer.status, answer.error], [status, NAMES[status]]);
      if (status !== 400) return;
      if (/Content-Length/.test(name)) {
        assert.deepEqual(answer.error_details, { '': 'Invalid JSON: more than one Content-Length at byte 0' });
        return;
      }
      const text = body === undefined ? '' : body;
      assert.deepEqual(answer.error_details, library.toErrorDetails(validator.validateJson(text)));
    });
  }

  for (const [method, headers, query, isJudged] of OVERRIDES) {
    test(`${entry}: ${method} ${JSON.stringify(headers)} ${query} ${isJudged ? 'is judged' : 'passes'}`, async () => {
      const incoming = (body) => new Request(`${url}${query}`, { method, headers: { ...JSON_TYPE, ...headers }, body });
      const answer = await guardPatch(incoming(method === 'GET' ? undefined : INVALID), validator);
      assert.equal(answer?.status ?? null, isJudged ? 400 : null);
      if (method !== 'GET') assert.equal(await guardPatch(incoming(VALID), validator), null);
    });
  }

  for (const [path, isJudged, headers] of PATHS) {
    test(`${entry}: with paths, ${path} ${JSON.stringify(headers ?? {})} ${isJudged ? 'is judged' : 'passes'}`, async () => {
      // As it was sent: a Request of Node would mend the path.
      const odd = { method: 'PATCH', url: `https://worker.example${path}`, headers: new Headers(headers), clone() {} };
      const answer = await guardPatch(odd, validator, { paths: 'mediaLibrary' });
      assert.equal(answer?.status ?? null, isJudged ? 415 : null);
      const mended = new Request(odd.url, { method: 'PATCH', headers: { ...JSON_TYPE, ...headers }, body: INVALID });
      if (isJudged) assert.equal((await guardPatch(mended, validator))?.status, 400);
      assert.equal((await guardPatch(odd, validator)).status, 415, 'without the option every path is judged');
    });
  }

  test(`${entry}: a host is no part of the path, however it is written`, async () => {
    const odd = { method: 'PATCH', url: 'http://[::1]:8787/api/2026-05/mediaLibrary/serve-image/a.jpg', headers: new Headers(), clone() {} };
    assert.equal(await guardPatch(odd, validator, { paths: 'mediaLibrary' }), null);
  });

  test(`${entry}: an endless path takes no long time`, async () => {
    for (const path of ['%25'.repeat(5_000), 'api/'.repeat(5_000), 'api;'.repeat(5_000), `${'?_method'.repeat(2_000)}`, '/..'.repeat(5_000), `${';'.repeat(9_000)}%`]) {
      const started = performance.now();
      const headers = new Headers({ 'content-type': `application/json${'; '.repeat(5_000)}x` });
      const odd = { method: 'PATCH', url: `https://worker.example/${path}`, headers, clone() {} };
      await guardPatch(odd, validator, { paths: 'mediaLibrary', apiVersion: 'path' });
      await guardPatch({ ...odd, method: 'GET' }, validator);
      assert.ok(performance.now() - started < 500, path.slice(0, 20));
    }
  });

  test(`${entry}: by the API version of its path`, async () => {
    const preserving = '{"patches":[],"preserveUpdatedAt":true}';
    for (const [own, path, status] of VERSIONS) {
      for (const { Validator } of Object.values(ENTRIES)) {
        const validator = new Validator({ apiVersion: own });
        const incoming = () => new Request(`https://worker.example${path}`, { method: 'PATCH', headers: JSON_TYPE, body: preserving });
        const answers = await Promise.all([1, 2].map(() => guardPatch(incoming(), validator, { apiVersion: 'path' })));
        assert.deepEqual(answers.map((answer) => answer?.status ?? null), [status, status], `${own} ${path}`);
        assert.equal((await guardPatch(incoming(), validator))?.status ?? null, own < '2026-03' ? 400 : null, 'without the option by its own');
      }
    }
  });

  test(`${entry}: by the API version of its path, and else as the validator does`, async () => {
    const usagePurposes = [{ handle: 'print', label: 'Print' }];
    const usage = (purpose) => `{"patches":[{"operation":"addUsageLogEntry","value":{"purpose":"${purpose}"}}]}`;
    const unrevoke = '{"patches":[{"operation":"unrevokeAsset"}]}';
    const later = '{"patches":[],"later":1}';
    for (const [options, body, status] of [
      [{ usagePurposes }, usage('print'), null],
      [{ usagePurposes }, usage('web'), 400],
      [{ usagePurposes, unknownProperties: 'ignore' }, later, null],
      [{ unknownProperties: 'ignore' }, later, null],
      [{}, later, 400],
      [{ serverRelease: 'release-2025-11' }, unrevoke, 400],
      [{ serverRelease: 'release-2026-01' }, unrevoke, null],
      [{ apiVersion: '2025-03', serverRelease: 'release-2025-11' }, unrevoke, 400],
    ]) {
      const answer = await guardPatch(request(body), new Validator(options), { apiVersion: 'path' });
      assert.equal(answer?.status ?? null, status, JSON.stringify([options, body]));
    }
  });

  test(`${entry}: wrong options are TypeErrors that name the option, of any request`, async () => {
    for (const [options, message] of [
      [null, /^options: expected an object, not null$/],
      ['mediaLibrary', /^options: expected an object, not "mediaLibrary"$/],
      [{ paths: 'medialibrary' }, /^paths: expected "mediaLibrary", not "medialibrary"$/],
      [{ paths: ['mediaLibrary'] }, /^paths: expected "mediaLibrary", not array$/],
      [{ paths: null }, /^paths: expected "mediaLibrary", not null$/],
      [{ paths: '' }, /^paths: expected "mediaLibrary", not ""$/],
      [{ apiVersion: '2026-05' }, /^apiVersion: expected "path", not "2026-05"$/],
      [{ apiVersion: true }, /^apiVersion: expected "path", not true$/],
    ]) {
      for (const incoming of [request(VALID), request(undefined, { method: 'GET', headers: {} })]) {
        await assert.rejects(guardPatch(incoming, validator, options), { name: 'TypeError', message });
      }
    }
    for (const [missing, named] of [[undefined, 'undefined'], [null, 'null'], [{}, 'object']]) {
      await assert.rejects(guardPatch(request(VALID), missing), { name: 'TypeError', message: `validator: expected a Validator of this package, not ${named}` });
    }
    const foreign = { validateJson: () => [] };
    assert.equal(await guardPatch(request(VALID), foreign), null);
    await assert.rejects(guardPatch(request(VALID), foreign, { apiVersion: 'path' }), {
      name: 'TypeError',
      message: 'validator: expected a Validator of this package, not object',
    });
    assert.equal(await guardPatch(request(VALID), validator, { paths: undefined, apiVersion: undefined, maxBytes: undefined }), null);
  });

  test(`${entry}: what passes can be forwarded byte for byte, in one chunk or in many`, async () => {
    const text = '{"patches":[{"operation":"setMetadataProperty","propertyName":"t","value":"ü\u{1f600}"}]}';
    const all = bytes(text);
    const bodies = [text, all, chunked(...Array.from(all, (byte) => new Uint8Array([byte]))).stream, chunked(all.slice(0, 70), new Uint8Array(0), all.slice(70)).stream];
    for (const body of bodies) {
      const original = request(body);
      assert.equal(await guardPatch(original, validator), null);
      assert.equal(original.bodyUsed, false);
      const forwarded = new Request('https://server.example', original);
      assert.deepEqual(new Uint8Array(await forwarded.arrayBuffer()), all);
    }
  });

  test(`${entry}: a body in chunks that are no bytes cannot be judged`, async () => {
    const clone = () => ({ body: new ReadableStream({ start: (controller) => { controller.enqueue(VALID); controller.close(); } }) });
    const odd = { method: 'PATCH', headers: new Headers(JSON_TYPE), clone };
    const response = await guardPatch(odd, validator, { maxBytes: 5 });
    assert.deepEqual((await response.json()).error_details, { '': 'Invalid JSON: the body cannot be read at byte 0' });
  });

  test(`${entry}: a refused request can still be read`, async () => {
    const original = request(INVALID);
    assert.equal((await guardPatch(original, validator)).status, 400);
    assert.equal(await original.text(), INVALID);
  });

  test(`${entry}: a body is not read further than maxBytes, nor at all where its length is declared over that`, async () => {
    const source = chunked('x'.repeat(60), 'x'.repeat(60), 'x'.repeat(60), 'x'.repeat(60));
    const original = request(source.stream);
    assert.equal((await guardPatch(original, validator, { maxBytes: 100 })).status, 413);
    assert.ok(source.pulled <= 3, `${source.pulled} chunks were read`);
    // Whoever does not read the request either ends its body: the clone holds nothing back.
    original.body.cancel();
    await new Promise(setImmediate);
    assert.equal(source.cancelled, true);
    const declared = chunked('x');
    assert.equal((await guardPatch(request(declared.stream, { headers: { ...JSON_TYPE, 'content-length': '101' } }), validator, { maxBytes: 100 })).status, 413);
    assert.equal(declared.pulled, 0);
  });

  test(`${entry}: a maxBytes that is no number of bytes would let everything pass, and is refused`, async () => {
    for (const maxBytes of [Number.NaN, -1, 1.5, '100', null]) {
      await assert.rejects(guardPatch(request(VALID), validator, { maxBytes }), {
        name: 'TypeError',
        message: /^maxBytes: expected a whole number from 0, not /,
      });
    }
  });

  for (const [maxBytes, length, status] of [[100, 100, null], [100, 101, 413], [VALID.length, VALID.length, null], [0, VALID.length, 413], [1_000_000, 600_000, null], [2 ** 40, 600_000, null]]) {
    test(`${entry}: ${length} bytes where ${maxBytes} are allowed ${status ? 'are refused' : 'pass'}`, async () => {
      for (const body of [padded(length), chunked(padded(length).slice(0, 5), padded(length).slice(5)).stream]) {
        assert.equal((await guardPatch(request(body), validator, { maxBytes }))?.status ?? null, status);
      }
    });
  }

  test(`${entry}: a body that breaks off is 400 with an issue that says so`, async () => {
    for (const chunks of [[new Error('reset')], ['{"patches":', new Error('reset')]]) {
      const raised = await raisedDuring(async () => {
        const response = await guardPatch(request(chunked(...chunks).stream), validator);
        assert.equal(response.status, 400);
        const { error_details: details } = await response.json();
        assert.match(details[''], /^Invalid JSON: /);
      });
      assert.deepEqual(raised, []);
    }
  });

  test(`${entry}: a body that was read already is 400, not an exception`, async () => {
    const used = request(VALID);
    await used.text();
    assert.equal((await guardPatch(used, validator)).status, 400);
  });

  test(`${entry}: it judges by the validator it is given, of either entry`, async () => {
    for (const { Validator } of Object.values(ENTRIES)) {
      const old = new Validator({ serverRelease: 'release-2025-11' });
      const unrevoke = '{"patches":[{"operation":"unrevokeAsset"}]}';
      const later = '{"patches":[],"later":1}';
      assert.equal((await guardPatch(request(unrevoke), old)).status, 400);
      assert.equal(await guardPatch(request(unrevoke), new Validator()), null);
      assert.equal((await guardPatch(request(later), new Validator())).status, 400);
      assert.equal(await guardPatch(request(later), new Validator({ unknownProperties: 'ignore' })), null);
    }
  });

  test(`${entry}: the refusal names every faulty path as the server would`, async () => {
    const body = '{"patches":[{"operation":"x"},{"operation":"setMetadataProperty"}],"version":true}';
    const answer = await (await guardPatch(request(body), validator)).json();
    assert.equal(answer.error_details['patches.0.operation'], 'No enum match for: "x"');
    assert.equal(answer.error_details['patches.1.propertyName'], 'Missing required property: propertyName');
    assert.ok('version' in answer.error_details);
  });
}

test('a guard in front of the emulator: what it lets through, the server takes', async () => {
  const { MediaLibraryEmulator } = await load(`${NAME}/emulator`);
  const emulator = new MediaLibraryEmulator();
  const validator = new library.Validator();
  const worker = async (url, init) => {
    const incoming = new Request(url, init);
    return (await library.guardPatch(incoming, validator)) ?? emulator.fetch(incoming);
  };
  const client = new library.MediaLibraryClient({ baseUrl: 'https://worker.example', token: 'demo-token', fetch: worker });
  await client.updateEntry('asze63i9', () => [{ operation: 'archive' }]);
  assert.equal(emulator.entry('asze63i9').state, 'archived');
  const error = await failure(client.patchEntry('asze63i9', { patches: [{ operation: 'x' }] }, { validate: false }));
  assert.deepEqual(error.issues.map(({ path }) => path), [['patches', 0, 'operation']]);
  assert.equal(emulator.requests.length, 2);
  await settle();
});
