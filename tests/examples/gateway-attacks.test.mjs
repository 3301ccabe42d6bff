// What is tried against the gateway, as bytes on a socket, and what it answers. Where the runtime itself refuses, or mends a path
// before the Worker sees it, that is the answer.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { ENTRY, ID, PAGE, PATCH, UPSTREAM_TOKEN, fileUrl, openGateway, openUpstream } from './gateway/harness.mjs';
import { needsNewNode } from './project.mjs';

const LIBRARY = '/api/2026-05/mediaLibrary';
const head = (method, target, lines = []) =>
  [`${method} ${target} HTTP/1.1`, 'Host: gateway.example', 'Connection: close', 'Authorization: Bearer editor', ...lines, '', ''].join('\r\n');
const get = (target, ...lines) => head('GET', target, lines);
const patch = (body, ...lines) => head('PATCH', ENTRY, ['Content-Type: application/json', `Content-Length: ${body.length}`, ...lines]) + body;
const chunked = (text) => `${text.length.toString(16)}\r\n${text}\r\n`;
const inChunks = (body, ...lines) => head('PATCH', ENTRY, ['Content-Type: application/json', ...lines]) + body;
const INVALID = '{"patches":[{"operation":"x"}]}';

/** `[what, bytes, status, what arrives upstream]`; nothing arrives where that is not named. */
const ATTACKS = [
  // Paths.
  ['an empty segment at the start', get(`/${ENTRY}`), 400],
  ['an empty segment in the middle', get(`/api/2026-05//mediaLibrary/${ID}`), 400],
  ['an empty segment at the end', get(`${ENTRY}/`), 400],
  ['another host in the path', get(`//elsewhere.example${ENTRY}`), 400],
  ['another host in the request line', get(`http://elsewhere.example${ENTRY}`), 200, `GET ${ENTRY}`],
  ['dots, which the runtime resolves', get(`${LIBRARY}/x/../${ID}`), 200, `GET ${ENTRY}`],
  ['encoded dots, which the runtime resolves', get(`${LIBRARY}/x/%2e%2e/${ID}`), 200, `GET ${ENTRY}`],
  ['dots out of the library', get(`${LIBRARY}/../documents/1`), 404],
  ['encoded dots out of the library', get(`${LIBRARY}/%2E%2e/documents/1`), 404],
  ['encoded dots out of an image', get(`${LIBRARY}/serve-image/a/%2e%2e/%2e%2e/%2e%2e/documents`), 404],
  ['dots, encoded twice', get(`${LIBRARY}/%252e%252e/documents`), 400],
  ['dots, encoded twice, in an image', get(`${LIBRARY}/serve-image/%252e%252e/documents`), 400],
  ['an encoded slash', get(`${LIBRARY}%2f${ID}`), 400],
  ['an encoded slash in an image', get(`${LIBRARY}/serve-image/a%2F..%2f..%2fdocuments`), 400],
  ['an encoded backslash in an image', get(`${LIBRARY}/serve-image/..%5c..%5cdocuments`), 400],
  ['a backslash, which the runtime makes a slash', get(`${LIBRARY}\\${ID}`), 200, `GET ${ENTRY}`],
  ['a parameter of a segment', get(`${ENTRY};x=1`), 400],
  ['a parameter that hides dots', get(`${LIBRARY}/..;/documents`), 400],
  ['an encoded semicolon', get(`${ENTRY}%3bx=1`), 400],
  ['an encoded semicolon in an image', get(`${LIBRARY}/serve-image/a%3b.png`), 400],
  ['an encoded question mark in an image', get(`${LIBRARY}/serve-image/a%3fx=1`), 400],
  ['an encoded line break in an image', get(`${LIBRARY}/serve-image/a%0d%0aX-Y:%20z`), 400],
  ['an encoded zero', get(`${LIBRARY}/a%00`), 400],
  ['an encoded zero in an image', get(`${LIBRARY}/serve-image/a%00.png`), 400],
  ['an escape that is none, in an image', get(`${LIBRARY}/serve-image/a%zz.png`), 400],
  ['bytes that are not UTF-8, in an image', get(`${LIBRARY}/serve-image/a%ff.png`), 400],
  ['overlong dots in an image', get(`${LIBRARY}/serve-image/%c0%ae%c0%ae/x`), 400],
  ['a plain letter that is encoded', get(`/api/2026-05/%6dediaLibrary/${ID}`), 400],
  ['an id that is encoded', get(`${LIBRARY}/%61sze63i9`), 400],
  ['an id that is a route', get(`${LIBRARY}/serve-image`), 404],
  ['capitals', get(`/API/2026-05/MEDIALIBRARY/${ID}`), 404],
  ['a version that is a path', get('/api/..%2f..%2fadmin/mediaLibrary'), 400],
  ['a version of another form', get(`/api/2026-05x/mediaLibrary/${ID}`), 404],
  ['a very long path', get(`${LIBRARY}/${'a'.repeat(9_000)}`), 400],
  ['a very long id', get(`${LIBRARY}/${'a'.repeat(65)}`), 404],
  // Queries.
  ['a method in the query', get(`${ENTRY}?_method=PATCH`), 400],
  ['a token in the query', get(`${ENTRY}?access_token=x`), 400],
  ['a name twice', get(`${LIBRARY}?ids=a&ids=b`), 400],
  ['an encoded name', get(`${LIBRARY}?%5f%6dethod=PATCH`), 400],
  ['a semicolon, which some servers split at', get(`${LIBRARY}?ids=a;_method=PATCH`), 200, `GET ${LIBRARY}?ids=a%3B_method%3DPATCH`],
  ['an encoded ampersand', get(`${LIBRARY}?ids=a%26_method=PATCH`), 200, `GET ${LIBRARY}?ids=a%26_method%3DPATCH`],
  ['an encoded line break', get(`${LIBRARY}?ids=a%0d%0aX-Y:z`), 400],
  ['a question mark within', get(`${LIBRARY}?ids=a?b`), 200, `GET ${LIBRARY}?ids=a%3Fb`],
  // Methods.
  ...['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override', 'X-Original-URL', 'X-Rewrite-URL', 'x_http_method_override'].map((name) => [`the header ${name}`, get(ENTRY, `${name}: PATCH`), 400]),
  ['an override of a PATCH', patch(PATCH, 'X-HTTP-Method-Override: DELETE'), 400],
  ['a method in small letters', head('patch', ENTRY), 501],
  ['a method that is none', head('PATCHX', ENTRY), 501],
  ['TRACE', head('TRACE', ENTRY), 405],
  ['a POST that says it is a PATCH', head('POST', ENTRY, ['X-HTTP-Method-Override: PATCH', 'Content-Length: 0']), 400],
  // Headers for the next server only.
  ...['TE: trailers', 'Trailer: x-y', 'Upgrade: h2c', 'Keep-Alive: timeout=5', 'Proxy-Authorization: Basic eDp5', 'Proxy-Connection: keep-alive'].map((line) => [`the header ${line}`, get(ENTRY, line), 400]),
  ['a Connection that names others', get(ENTRY, 'Connection: authorization'), 400],
  // Smuggling.
  ['two Content-Lengths', patch(PATCH, 'Content-Length: 1'), 400],
  ['a list of Content-Lengths', inChunks(PATCH, `Content-Length: ${PATCH.length}, ${PATCH.length}`), 400],
  ['a negative Content-Length', inChunks(PATCH, 'Content-Length: -1'), 400],
  ['a blank before the colon', inChunks(PATCH, `Content-Length : ${PATCH.length}`), 400],
  ['a folded header', get(ENTRY, 'X-Y: 1\r\n folded'), 400],
  ['chunks of another name', inChunks(chunked(PATCH), 'Transfer-Encoding: xchunked'), 400],
  ['chunks and identity', inChunks(chunked(PATCH), 'Transfer-Encoding: chunked, identity'), 400],
  ['a chunk whose length is none', inChunks(`zz\r\n${PATCH}\r\n0\r\n\r\n`, 'Transfer-Encoding: chunked'), 400],
  ['chunks with a length: they are read as chunks, and judged', inChunks(`${chunked(INVALID)}0\r\n\r\n`, 'Transfer-Encoding: chunked', `Content-Length: ${PATCH.length}`), 400],
  ['a request behind the last chunk', inChunks(`${chunked(INVALID)}0\r\n\r\n${get(ENTRY)}`, 'Transfer-Encoding: chunked', 'Content-Length: 4'), 400],
  ['a request within the body', patch(`${INVALID}\r\n\r\n${get(ENTRY)}`), 400],
  ['two Hosts, at which the local runtime gives up', get(ENTRY, 'Host: elsewhere.example'), 500],
  ['a zero in a header', get(ENTRY, 'X-Y: a\0b'), 400],
  // Bodies.
  ['a length that is too large', inChunks('{', 'Content-Length: 512001'), 413],
  ['a length that no number holds', inChunks('{', 'Content-Length: 99999999999999999999'), 400],
  ['other bytes than JSON in UTF-8', patch(Buffer.from(PATCH, 'utf16le').toString('latin1')), 400],
  ['two documents', patch(`${PATCH}${PATCH}`), 400],
  ['nesting without end', patch('['.repeat(100_000)), 400],
  ['another content type', head('PATCH', ENTRY, ['Content-Type: application/x-www-form-urlencoded', `Content-Length: ${PATCH.length}`]) + PATCH, 415],
  ['two content types', patch(PATCH, 'Content-Type: text/plain'), 415],
  ['a compressed body', patch(PATCH, 'Content-Encoding: gzip'), 415],
  // Tokens.
  ['the token of the Worker', head('GET', ENTRY).replace('editor', UPSTREAM_TOKEN), 401],
  ['two Authorizations', get(ENTRY, 'Authorization: Bearer nobody'), 401],
  ['what is right, lest the table refuses all', patch(PATCH), 200, `PATCH ${ENTRY}`],
];

const preflight = (origin, method = 'PATCH', headers = 'authorization,content-type') =>
  head('OPTIONS', ENTRY, [`Origin: ${origin}`, `Access-Control-Request-Method: ${method}`, ...(headers === undefined ? [] : [`Access-Control-Request-Headers: ${headers}`])]);

const ORIGINS = [
  'https://desk.example.evil.test',
  'https://evil.test/desk.example',
  'https://evildesk.example',
  'https://evil-desk.example',
  'https://sub.desk.example',
  'https://desk.example:443',
  'https://desk.example:8443',
  'http://desk.example',
  'https://DESK.example',
  'HTTPS://desk.example',
  'https://desk.example/',
  'https://desk.example.',
  'https://desk.example@evil.test',
  'https://evil.test#https://desk.example',
  'https://evil.test?https://desk.example',
  'https://desk.example, https://evil.test',
  'https://desk.example https://evil.test',
  'https://desk.example%00.evil.test',
  'https://desk.example_.evil.test',
  'https://d\u00ebsk.example',
  'null',
  '*',
  'file://',
  'desk.example',
];

describe('attacks on the gateway', needsNewNode, () => {
  let upstream;
  let gateway;
  let impatient;
  before(async () => {
    upstream = await openUpstream();
    [gateway, impatient] = await Promise.all(['worker.mjs', 'impatient.mjs'].map((entry) => openGateway(upstream, { entry })));
  });
  after(async () => {
    await Promise.all([gateway?.close(), impatient?.close()]);
    upstream?.close();
  });
  beforeEach(() => {
    upstream.arrived.length = 0;
  });
  const arrived = () => upstream.arrived.map(({ method, url }) => `${method} ${url}`);

  for (const [what, bytes, status, asked] of ATTACKS) {
    test(`${what}: ${status}`, async () => {
      const answer = await gateway.raw(bytes);
      assert.equal(answer.status, status, answer.head + answer.body);
      assert.deepEqual(arrived(), asked ? [asked] : []);
      assert.ok(!(answer.head + answer.body).includes(UPSTREAM_TOKEN));
      assert.doesNotMatch(answer.head, /access-control-allow-origin/i);
    });
  }

  for (const origin of ORIGINS) {
    test(`the origin ${origin} is refused, in a preflight and without`, async () => {
      for (const bytes of [preflight(origin), get(ENTRY, `Origin: ${origin}`), patch(PATCH, `Origin: ${origin}`)]) {
        const answer = await gateway.raw(bytes);
        assert.equal(answer.status, 403, answer.head);
        assert.doesNotMatch(answer.head, /access-control/i);
      }
      assert.deepEqual(arrived(), []);
    });
  }

  test('an Origin that is there twice is refused', async () => {
    assert.equal((await gateway.raw(get(ENTRY, `Origin: ${PAGE}`, 'Origin: https://evil.test'))).status, 403);
    assert.equal((await gateway.raw(get(ENTRY, 'Origin: https://evil.test', `Origin: ${PAGE}`))).status, 403);
  });

  for (const [what, bytes, status] of [
    ['a PATCH', preflight(PAGE), 204],
    ['a GET', preflight(PAGE, 'GET', 'Authorization'), 204],
    ['a GET without headers', preflight(PAGE, 'GET', undefined), 204],
    ['a DELETE', preflight(PAGE, 'DELETE'), 403],
    ['a method in small letters', preflight(PAGE, 'patch'), 403],
    ['two methods', preflight(PAGE, 'GET, PATCH'), 403],
    ['an override', preflight(PAGE, 'PATCH', 'x-http-method-override'), 403],
    ['every header', preflight(PAGE, 'PATCH', '*'), 403],
    ['no method', preflight(PAGE, ''), 403],
  ]) {
    test(`a preflight of a page on the list for ${what}: ${status}`, async () => {
      const answer = await gateway.raw(bytes);
      assert.equal(answer.status, status, answer.head);
      assert.match(answer.head, /\r\naccess-control-allow-origin: https:\/\/desk\.example\r\n/i);
      assert.match(answer.head, /\r\nvary: origin/i);
      assert.equal(/\r\naccess-control-allow-methods: GET, PATCH\r\n/i.test(answer.head), status === 204);
      assert.deepEqual(arrived(), []);
    });
  }

  test('a body without end is refused as soon as it is too large', async () => {
    const chunk = chunked(' '.repeat(60_000));
    const answer = await gateway.raw(inChunks('', 'Transfer-Encoding: chunked'), (socket) => {
      const go = () => {
        while (!socket.destroyed && socket.write(chunk));
      };
      socket.on('drain', go);
      go();
    });
    assert.equal(answer.status, 413, answer.head);
    assert.deepEqual(arrived(), []);
  });

  for (const [what, more] of [
    ['that stops', undefined],
    ['that drips', (socket) => {
      const timer = setInterval(() => socket.write(' '), 50);
      socket.on('close', () => clearInterval(timer));
    }],
  ]) {
    test(`a body ${what} is refused when its time is up`, async () => {
      for (const target of [ENTRY, '/webhook']) {
        const method = target === ENTRY ? 'PATCH' : 'POST';
        const answer = await impatient.raw(head(method, target, ['Content-Type: application/json', 'Content-Length: 1000']) + '{', more);
        assert.equal(answer.status, 408, answer.head);
      }
      assert.deepEqual(arrived(), []);
    });
  }

  test('paths that no runtime mends are refused by the gateway itself', async () => {
    const { findRoute } = await import(fileUrl('src/routes.js'));
    const statusOf = (target) => {
      try {
        findRoute('GET', target);
        return 200;
      } catch (refusal) {
        return refusal.status;
      }
    };
    for (const target of [
      `${LIBRARY}/..`, `${LIBRARY}/./${ID}`, `${LIBRARY}/x/../${ID}`, `${LIBRARY}/%2e%2e/${ID}`, `${LIBRARY}\\${ID}`, `${ENTRY}#x`, `${ENTRY}?x#y`,
      `${LIBRARY}/serve-image/..`, `${LIBRARY}/serve-image/./a`, `${LIBRARY}/serve-image/a/../b`, `${LIBRARY}/serve-image/%2e%2e/b`, `${LIBRARY}/serve-image/.%2e/b`,
      `${LIBRARY}/serve-image/a//b`, `${LIBRARY}/serve-image/`, `${LIBRARY}/serve-image/a\\b`, `${LIBRARY}/serve-image/ä`, '', 'x', '?', '/?', `x${ENTRY}`,
      `/%61pi/2026-05/mediaLibrary/serve-image/a;b`,
    ]) {
      assert.ok([400, 404].includes(statusOf(target)), `${target}: ${statusOf(target)}`);
    }
    assert.equal(statusOf(ENTRY), 200);
    assert.equal(statusOf(`${LIBRARY}/serve-image/2026/a%20b&c%C3%BC.png`), 200);
  });
});
