// guardPatch in front of a real Express server: what passes is read there as it was judged. Over sockets, since no fetch
// sends such requests; and the same requests without the guard show what it is for.

import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import express from 'express';
import iconv from 'iconv-lite';
import { library } from './clients.mjs';

const PATH = '/api/2026-05/mediaLibrary/asze63i9';
const JUDGED = { patches: [] };
const HIDDEN = { patches: [{ operation: 'hidden' }] };
const plain = JSON.stringify(JUDGED);
const setTitle = (value) => JSON.stringify({ patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value }] });
/** Valid for the guard, which reads ASCII; in UTF-7 the value ends early, and a patch follows that nobody has judged. */
const utf7 = setTitle('+ACIAfQAsAHsAIgBvAHAAZQByAGEAdABpAG8AbgAiADoAIgBoAGkAZABkAGUAbgAiAH0AXQB9-').replace(/-"\}\]\}$/, '-                ');
const hiddenIn = (encoding) => iconv.encode(JSON.stringify(HIDDEN), encoding);

let server;
let front;
/** What Express read last. */
let seen;

const listening = (listener) => new Promise((resolve) => listener.listen(0, '127.0.0.1', () => resolve(listener.address().port)));

before(async () => {
  const app = express();
  app.use((request, _, next) => {
    // As method-override does it.
    const asked = request.get('x-http-method-override') ?? request.query._method;
    if (asked && request.method === 'POST') request.method = asked.toUpperCase();
    next();
  });
  app.use(express.json({ type: () => true, limit: '500kb' }));
  app.patch('/api/:version/mediaLibrary/:id', (request, response) => {
    seen = request.body;
    response.json({ status: 200 });
  });
  app.use((error, _request, response, _next) => response.status(error.status ?? 500).end());
  server = createServer(app);
  const port = await listening(server);
  const validator = new library.Validator();
  /** A Worker as it would be in Node: it makes a Request of what came, and sends on what came. */
  front = createServer(async (incoming, outgoing) => {
    const chunks = await incoming.toArray();
    const headers = new Headers();
    for (let at = 0; at < incoming.rawHeaders.length; at += 2) headers.append(incoming.rawHeaders[at], incoming.rawHeaders[at + 1]);
    const url = `https://worker.example${incoming.url}`;
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    // As it was sent: a Request would mend the path.
    const request = Object.defineProperty(new Request(url, { method: incoming.method, headers, body }), 'url', { value: url });
    const refused = await library.guardPatch(request, validator, { paths: 'mediaLibrary' });
    if (refused) return outgoing.writeHead(refused.status).end();
    const { method, url: path, rawHeaders } = incoming;
    const sent = httpRequest({ port, method, path, headers: rawHeaders.filter((_, at) => !/^transfer-encoding$/i.test(rawHeaders[at - (at % 2)])), host: '127.0.0.1' });
    sent.on('response', (answer) => {
      answer.resume();
      outgoing.writeHead(answer.statusCode).end();
    });
    sent.end(body);
  });
  await listening(front);
});

after(() => {
  for (const listener of [server, front]) {
    listener.closeAllConnections();
    listener.close();
  }
});

/** Sends bytes; gives the answer's status, and what Express read, if anything. */
async function send(listener, { method = 'PATCH', path = PATH, headers = ['Content-Type: application/json'], body = plain, length }) {
  seen = undefined;
  const bytes = Buffer.from(body);
  const framing = length === undefined ? [`Content-Length: ${bytes.length}`] : length;
  const head = [`${method} ${path} HTTP/1.1`, 'Host: x', 'Connection: close', ...headers, ...framing, '', ''].join('\r\n');
  const socket = connect(listener.address().port, '127.0.0.1');
  // Not ended: Node gives up a connection that is half closed.
  socket.write(Buffer.concat([Buffer.from(head, 'latin1'), bytes]));
  const answer = Buffer.concat(await socket.toArray()).toString('latin1');
  return { status: Number(answer.split(' ')[1]), seen };
}

const type = (...values) => ({ headers: values.map((value) => `Content-Type: ${value}`) });
const json = (...headers) => ({ headers: ['Content-Type: application/json', ...headers] });

/** A request, the status with the guard, and whether Express by itself reads what is not in the bytes as they were judged. */
const REQUESTS = [
  ['plain', {}, 200],
  ['in UTF-8', { ...type('application/json; charset=utf-8'), body: setTitle('ü\u{1f600}') }, 200],
  ['in UTF-8, said twice', { ...type('application/json; charset="UTF-8"; charset=utf-8'), body: setTitle('ü') }, 200],
  ['with another parameter', { ...type('application/json; x="y z"'), body: setTitle('ü') }, 200],
  ['as a merge patch', { ...type('application/merge-patch+json'), body: setTitle('ü') }, 200],
  ['without a coding', { ...json('Content-Encoding: identity') }, 200],
  ['in chunks', { length: ['Transfer-Encoding: chunked'], body: `5;x=y\r\n${plain.slice(0, 5)}\r\n${(plain.length - 5).toString(16)}\r\n${plain.slice(5)}\r\n0\r\nX: y\r\n\r\n` }, 200],
  ['with escapes', { body: setTitle('ü').replace('ü', '\\u00fc').replace('operation', 'op\\u0065ration') }, 200],
  ['in UTF-7', { ...type('application/json; charset=utf-7'), body: utf7 }, 415, true],
  ['in UTF-7, quoted', { ...type('application/json; charset="UTF-7"'), body: utf7 }, 415, true],
  ['in UTF-7, with blanks', { ...type('application/json; charset = utf-7'), body: utf7 }, 415],
  ['in UTF-7 after UTF-8', { ...type('application/json; charset=utf-8; charset=utf-7'), body: utf7 }, 415],
  ['in UTF-8 after UTF-7', { ...type('application/json; charset=utf-7; charset=utf-8'), body: utf7 }, 415],
  ['in UTF-7 by an escape', { ...type('application/json; charset="utf\\-7"'), body: utf7 }, 415],
  ['in UTF-7 by a second line', { ...type('application/json', 'application/json; charset=utf-7'), body: utf7 }, 415],
  ['in UTF-7 by a first line', { ...type('application/json; charset=utf-7', 'application/json'), body: utf7 }, 415, true],
  ['in UTF-16', { ...type('application/json; charset=utf-16le'), body: hiddenIn('utf-16le') }, 415, true],
  ['in UTF-32', { ...type('application/json; charset=utf-32'), body: hiddenIn('utf-32') }, 415, true],
  ['in Shift JIS', { ...type('application/json; charset=shift_jis'), body: hiddenIn('shift_jis') }, 415],
  ['with a byte order mark', { body: `\ufeff${plain}` }, 400],
  ['compressed', { ...json('Content-Encoding: gzip'), body: gzipSync(JSON.stringify(HIDDEN)) }, 415, true],
  ['compressed, raw', { ...json('Content-Encoding: deflate'), body: deflateRawSync(JSON.stringify(HIDDEN)) }, 415],
  ['with a key twice', { body: `{"patches":[],"patches":${JSON.stringify(HIDDEN.patches)}}` }, 400, true],
  ['with two lengths', { length: ['Content-Length: 14', 'Content-Length: 15'] }, 400],
  ['with a length and in chunks', { length: ['Content-Length: 5', 'Transfer-Encoding: chunked'] }, 400],
  ['with another transfer coding', { length: ['Transfer-Encoding: gzip, chunked'], body: `e\r\n${plain}\r\n0\r\n\r\n` }, 415],
  ['as a POST by a header', { method: 'POST', ...json('X-HTTP-Method-Override: PATCH'), body: JSON.stringify(HIDDEN) }, 400, true],
  ['as a POST by the query', { method: 'POST', path: `${PATH}?_method=PATCH`, body: JSON.stringify(HIDDEN) }, 400, true],
  ['as a POST by the query, encoded', { method: 'POST', path: `${PATH}?%5fmethod=p%41tch`, body: JSON.stringify(HIDDEN) }, 400, true],
  ['as a valid POST by a header', { method: 'POST', ...json('X-HTTP-Method-Override: PATCH') }, 200],
  ...[
    '/API/2026-05/MEDIALIBRARY/asze63i9/',
    '/api/2026-05/mediaLibrary/asze63i9%2Fkeys',
    '/api/2026-05/mediaLibrary/asze63i9;/',
    '/api/2026-05/mediaLibrary/..',
    '/api/%2e%2e/mediaLibrary/asze63i9',
  ].map((path) => [`to ${path}`, { path, body: JSON.stringify(HIDDEN) }, 400, true]),
];

for (const [name, request, status, isTrap = false] of REQUESTS) {
  test(`a PATCH ${name}: ${status}`, async () => {
    const guarded = await send(front, request);
    assert.equal(guarded.status, status);
    const judged = request.length?.[0].startsWith('Transfer') ? plain : String(request.body ?? plain);
    assert.deepEqual(guarded.seen, status === 200 ? JSON.parse(judged) : undefined);
    if (isTrap) {
      const alone = await send(server, request);
      assert.deepEqual([alone.status, alone.seen?.patches.at(-1)], [200, HIDDEN.patches[0]], 'without the guard it would be read');
    }
  });
}
