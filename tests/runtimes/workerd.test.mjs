// workerd, which is what Cloudflare runs: bundled with its export condition, and called inside a request.

import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { folder, needs, tryInRequests } from './project.mjs';
import { NEWEST, OLDEST, nameOf, startWorkerd, workerd } from './workerd.mjs';

const PATH = '/api/2026-05/mediaLibrary/asze63i9';
const JSON_TYPE = { 'content-type': 'application/json' };
const bytes = (text) => Buffer.from(text);
const valid = (value) => `{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":${value}}]}`;

const PASSES = [
  ['a patch', [bytes(valid('"Lake"'))]],
  ['white space and escapes, as they are', [bytes(` \r\n${valid('"\\u00fc \\ud83d\\ude00 \u00fc \u2028"')}\t\n`)]],
  ['a number that JavaScript would round', [bytes(valid('1.00000000000000000001e0'))]],
  ['chunks that split a character', [bytes(valid('"😀"')).subarray(0, 81), bytes(valid('"😀"')).subarray(81)]],
  ['half a megabyte', [bytes(valid(JSON.stringify('ü'.repeat(200_000))))]],
];
const REFUSED = [
  ['an unknown operation', [bytes('{"patches":[{"operation":"x"}]}')], 400],
  ['a note that is too long', [bytes(`{"patches":[{"operation":"revokeAsset","note":"${'x'.repeat(201)}"}]}`)], 400],
  ['JSON that breaks off', [bytes(valid('"x"').slice(0, -1))], 400],
  ['bytes that are not UTF-8', [bytes('{"patches":['), Buffer.from([0xff]), bytes(']}')], 400],
  ['a key twice', [bytes('{"patches":[],"patches":[]}')], 400],
  ['no body', [], 400],
  ['too many bytes, with their number', [bytes(valid('"x"') + ' '.repeat(512_000))], 413],
  ['too many bytes, in chunks', Array.from({ length: 60 }, () => bytes(' '.repeat(10_000))), 413],
  ['another content type', [bytes(valid('"x"'))], 415, { 'content-type': 'text/plain' }],
];

let upstream;
const arrived = [];

before(async () => {
  upstream = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    arrived.push({ method: request.method, url: request.url, body: Buffer.concat(chunks) });
    response.end('from upstream');
  });
  await listen(upstream);
});
after(() => {
  upstream.closeAllConnections();
  upstream.close();
});

for (const date of [NEWEST, OLDEST]) {
  const name = nameOf(date);
  describe(name, () => {
    let worker;
    before(async () => {
      const services = { UPSTREAM: `127.0.0.1:${upstream.address().port}` };
      if (workerd) worker = await startWorkerd(join(folder, 'worker.mjs'), { date, services });
    });
    after(() => worker?.stop());

    tryInRequests(() => worker, needs(workerd, name));

    for (const [what, chunks] of PASSES) {
      test(`guardPatch passes on ${what}, byte for byte`, needs(workerd, name), async () => {
        arrived.length = 0;
        const answer = await send(worker.url, chunks);
        assert.deepEqual([answer.status, answer.body], [200, 'from upstream']);
        assert.equal(arrived.length, 1);
        assert.deepEqual([arrived[0].method, arrived[0].url], ['PATCH', PATH]);
        assert.ok(arrived[0].body.equals(Buffer.concat(chunks)), 'the body arrived changed');
      });
    }

    for (const [what, chunks, status, headers] of REFUSED) {
      test(`guardPatch keeps back ${what}`, needs(workerd, name), async () => {
        arrived.length = 0;
        const answer = await send(worker.url, chunks, headers);
        assert.equal(answer.status, status, answer.body);
        const { error_details: details, ...rest } = JSON.parse(answer.body);
        assert.equal(rest.status, status);
        assert.equal(details !== undefined, status === 400);
        assert.deepEqual(arrived, []);
      });
    }
  });
}

/** One chunk is sent with its length, more are sent without one. */
function send(url, chunks, headers = JSON_TYPE) {
  return new Promise((resolve, reject) => {
    const length = chunks.length > 1 ? {} : { 'content-length': chunks[0]?.length ?? 0 };
    const request = httpRequest(url + PATH, { method: 'PATCH', headers: { ...headers, ...length }, agent: false });
    let answered = false;
    // An answer may come, and the connection end, before all is sent.
    request.on('error', (error) => answered || reject(error));
    request.on('response', async (response) => {
      answered = true;
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() });
    });
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
