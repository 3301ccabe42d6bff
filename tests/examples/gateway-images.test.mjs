// Images through the gateway: how they are kept, and that a revoked one is not.

import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { ID, PAGE, UPSTREAM_TOKEN, WEBHOOK_SECRET, assertDiscreet, load, openGateway, openUpstream } from './gateway/harness.mjs';
import { needsNewNode } from './project.mjs';

const { signWebhook } = load('/webhooks');
const { MediaLibraryClient } = load();

const IMAGE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 255]);
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
const FILES = { '2026/01/lake at dawn (1) Zürich.png': IMAGE, 'new.png': IMAGE, 'x.svg': SVG, 'page.html': Buffer.from('<p>') };
const [KEY, NEW] = Object.keys(FILES);
const pathOf = (key) => `/api/2026-05/mediaLibrary/serve-image/${key.split('/').map(encodeURIComponent).join('/')}`;

/** Tries again for a while: what is kept in the background is not there at once. */
async function eventually(look) {
  for (let time = 0; ; time++) {
    try {
      return await look();
    } catch (error) {
      if (time === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

describe('images through the gateway', needsNewNode, () => {
  let upstream;
  let gateway;
  beforeEach(async () => {
    const entry = (id, key, mimeType) => ({ id, version: 1, mediaType: 'image', metadata: {}, asset: { key, mimeType } });
    const entries = [entry(ID, KEY, 'image/png'), entry('svg', 'x.svg', 'image/svg+xml'), entry('page', 'page.html', 'text/html')];
    let told = () => {};
    upstream = await openUpstream({ entries, files: FILES, webhook: { fetch: (_, init) => told(init), secret: WEBHOOK_SECRET } });
    gateway = await openGateway(upstream, { entry: 'worker.mjs' });
    told = (init) => fetch(`${gateway.url}/webhook`, init);
  });
  const close = async () => {
    await gateway.close();
    upstream.close();
  };
  const asked = () => upstream.arrived.filter(({ url }) => url.includes('serve-image')).length;
  const client = () => new MediaLibraryClient({ baseUrl: upstream.url, token: UPSTREAM_TOKEN });
  const change = async (...operations) => {
    await client().patchEntry(ID, { patches: operations });
    return (await upstream.emulator.delivered()).at(-1);
  };
  /** Until it comes from the cache. */
  const keep = (key) =>
    eventually(async () => {
      const before = asked();
      assert.equal((await gateway.ask(pathOf(key))).status, 200);
      assert.equal(asked(), before, 'not kept yet');
    });

  test('an image is streamed, kept, purged when it is revoked, and not kept while it is', async () => {
    try {
      const first = await gateway.ask(pathOf(KEY), { headers: { origin: PAGE, 'if-none-match': '*', range: 'bytes=0-1' } });
      const bytes = Buffer.from(await first.arrayBuffer());
      assert.deepEqual([first.status, first.headers.get('content-type'), bytes.equals(IMAGE)], [200, 'image/png', true]);
      assert.equal(first.headers.get('cache-control'), 'private, max-age=60');
      assert.equal(first.headers.get('x-content-type-options'), 'nosniff');
      assert.match(first.headers.get('content-security-policy'), /sandbox/);
      assert.equal(first.headers.get('access-control-allow-origin'), PAGE);
      assertDiscreet(first, '');
      assert.deepEqual(upstream.arrived.at(-1).url, pathOf(KEY).replaceAll("'", '%27'));
      assert.equal(upstream.arrived.at(-1).headers.range, undefined);

      await keep(KEY);
      const kept = await gateway.ask(pathOf(KEY));
      assert.ok(Buffer.from(await kept.arrayBuffer()).equals(IMAGE));
      for (const name of ['content-type', 'cache-control', 'content-security-policy', 'x-content-type-options']) {
        assert.equal(kept.headers.get(name), first.headers.get(name), name);
      }
      for (const name of ['age', 'cf-cache-status', 'access-control-allow-origin']) assert.equal(kept.headers.get(name), null, name);
      // A session is needed for what is kept, too.
      assert.equal((await gateway.ask(pathOf(KEY), { as: 'nobody' })).status, 401);

      assert.deepEqual([(await change({ operation: 'revokeAsset' })).status], [204]);
      for (let time = 0; time < 3; time++) {
        const revoked = await gateway.ask(pathOf(KEY));
        const text = await revoked.text();
        assert.deepEqual([revoked.status, JSON.parse(text).error_details], [403, { message: 'The requested image is revoked or marked as invalid' }]);
        assert.equal(revoked.headers.get('cache-control'), 'private, no-store');
      }
      await change({ operation: 'unrevokeAsset' });
      assert.equal((await gateway.ask(pathOf(KEY))).status, 200);
      await keep(KEY);
      // All keys that it ever had.
      await change({ operation: 'replaceAsset', value: { key: NEW, mimeType: 'image/png' } });
      await keep(KEY);
      await keep(NEW);
      await change({ operation: 'revokeAsset' });
      for (const key of [KEY, NEW]) assert.equal((await gateway.ask(pathOf(key))).status, 403, key);
    } finally {
      await close();
    }
  });

  test('an image that is revoked while it is under way is not kept', async () => {
    try {
      const response = await new Promise((resolve, reject) => {
        let held;
        upstream.answers.next = (seen, response) => {
          if (!seen.url.includes('serve-image')) return void upstream.emulator.fetch(`http://x${seen.url}`, { method: seen.method, headers: { authorization: seen.headers.authorization, 'content-type': 'application/json' }, body: seen.method === 'GET' ? undefined : seen.body }).then(async (given) => response.writeHead(given.status, Object.fromEntries(given.headers)).end(Buffer.from(await given.arrayBuffer())));
          // The head and the first byte are there, and then the entry is revoked.
          response.writeHead(200, { 'content-type': 'image/png', 'content-length': IMAGE.length }).write(IMAGE.subarray(0, 1));
          held ??= change({ operation: 'revokeAsset' }).then(({ status }) => {
            assert.equal(status, 204);
            upstream.answers.next = undefined;
            response.end(IMAGE.subarray(1));
          }, reject);
        };
        gateway.ask(pathOf(KEY)).then(resolve, reject);
      });
      assert.equal(response.status, 200);
      await response.arrayBuffer();
      await eventually(async () => assert.equal((await gateway.ask(pathOf(KEY))).status, 403));
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      assert.equal((await gateway.ask(pathOf(KEY))).status, 403);
    } finally {
      await close();
    }
  });

  test('nothing but whole images is kept, and no image runs as a document', async () => {
    try {
      const answers = [
        // Breaks off.
        (response) => response.writeHead(200, { 'content-type': 'image/png', 'content-length': 100 }).write(IMAGE, () => response.destroy()),
        // Of unknown length.
        (response) => response.writeHead(200, { 'content-type': 'image/png' }).end(IMAGE),
        (response) => response.writeHead(403, { 'content-type': 'application/json' }).end('{"error_details":{"message":"x"}}'),
        (response) => response.writeHead(404).end(),
        (response) => response.writeHead(206, { 'content-type': 'image/png' }).end(IMAGE),
      ];
      for (const answer of answers) {
        for (let time = 0; time < 2; time++) {
          const before = asked();
          upstream.answers.next = (_, response) => answer(response);
          await gateway.ask(pathOf(KEY)).then((response) => response.arrayBuffer()).catch(() => {});
          await new Promise((resolve) => setTimeout(resolve, 300));
          assert.equal(asked(), before + 1, `${answer}`);
        }
      }
      upstream.answers.next = undefined;
      const svg = await gateway.ask(pathOf('x.svg'));
      assert.deepEqual([svg.headers.get('content-type'), await svg.text()], ['image/svg+xml', `${SVG}`]);
      assert.match(svg.headers.get('content-security-policy'), /^default-src 'none'.*sandbox$/);
      const page = await gateway.ask(pathOf('page.html'));
      assert.equal(page.headers.get('content-type'), 'application/octet-stream');
    } finally {
      await close();
    }
  });

  test('the webhook takes what Livingdocs has signed, and nothing else', async () => {
    try {
      const post = async (body, headers) => {
        const answer = await fetch(`${gateway.url}/webhook`, { method: 'POST', body, headers });
        const text = await answer.text();
        assertDiscreet(answer, text);
        return answer.status;
      };
      const signed = async (body, secret = WEBHOOK_SECRET) => ({ 'x-livingdocs-signature': await signWebhook(body, secret) });
      const event = (name, mediaId) => JSON.stringify({ event: name, mediaId });
      assert.equal(await post(event('mediaLibraryEntry.revoke', ID), {}), 401);
      assert.equal(await post(event('mediaLibraryEntry.revoke', ID), { 'x-livingdocs-signature': 'x' }), 400);
      assert.equal(await post(event('mediaLibraryEntry.revoke', ID), await signed('{}')), 401);
      assert.equal(await post(event('mediaLibraryEntry.revoke', ID), await signed(event('mediaLibraryEntry.revoke', ID), 'another')), 401);
      assert.equal(await post('x', await signed('x')), 400);
      const large = async () => post(' '.repeat(512_001), { ...(await signed('x')), connection: 'close' });
      // It is answered before all of it has come, and the connection ends: fetch may meet that end first. Nor may the next
      // request take that connection.
      const again = (error) => (error.cause?.code === 'UND_ERR_SOCKET' ? large() : Promise.reject(error));
      assert.equal(await large().catch(again).catch(again).catch(again), 413);
      assert.equal((await gateway.ask('/webhook')).status, 405);
      assert.deepEqual(upstream.arrived, []);
      for (const [name, id] of [['mediaLibraryEntry.revoke', ID], ['mediaLibraryEntry.delete', 'gone'], ['document.publish', undefined]]) {
        assert.equal(await post(event(name, id), await signed(event(name, id))), 204, name);
      }
      assert.deepEqual(upstream.arrived.map(({ url }) => url), [`/api/2026-05/mediaLibrary/${ID}/keys`, '/api/2026-05/mediaLibrary/gone/keys']);
      // Livingdocs is told where it did not work.
      upstream.answers.next = (_, response) => response.writeHead(500).end();
      assert.equal(await post(event('mediaLibraryEntry.revoke', ID), await signed(event('mediaLibraryEntry.revoke', ID))), 503);
    } finally {
      await close();
    }
  });

  test('with a token to purge the zone, every data centre is told', async () => {
    await close();
    const purges = [];
    const zone = await openUpstream();
    zone.answers.next = ({ headers, body }, response) => {
      purges.push([headers.authorization, JSON.parse(body).files]);
      response.end('{"success":true}');
    };
    const keys = Array.from({ length: 40 }, (_, index) => `${index} ä.png`);
    upstream = await openUpstream();
    gateway = await openGateway(upstream, { entry: 'worker.mjs', bindings: { PURGE_URL: zone.url, PURGE_TOKEN: 'zone-token' } });
    try {
      upstream.answers.next = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ results: keys }));
      const body = JSON.stringify({ event: 'mediaLibraryEntry.revoke', mediaId: ID });
      const hook = () => signWebhook(body, WEBHOOK_SECRET).then((signature) => fetch(`${gateway.url}/webhook`, { method: 'POST', body, headers: { 'x-livingdocs-signature': signature } }));
      assert.equal((await hook()).status, 204);
      assert.deepEqual(purges.map(([token, files]) => [token, files.length]), [['Bearer zone-token', 30], ['Bearer zone-token', 10]]);
      assert.equal(purges[0][1][1], 'https://gateway.example/.kept/image/1%20%C3%A4.png');
      zone.answers.next = (_, response) => response.writeHead(403).end();
      assert.equal((await hook()).status, 502);
    } finally {
      await close();
      zone.close();
    }
  });
});
