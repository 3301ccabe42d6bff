// The README's Worker that purges a cache: the emulator is its media library and calls its webhook, all over real connections.

import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { MediaLibraryClient } from 'livingdocs-media-library';
import { MediaLibraryEmulator } from 'livingdocs-media-library/emulator';
import { installed, needs, output } from './project.mjs';
import { NEWEST, nameOf, startWorkerd, workerd } from './workerd.mjs';

const SECRET = 'of the webhook';
const ID = 'asze63i9';

const readme = await readFile(join(installed, 'README.md'), 'utf8');
const [, code] = /^```js\n(\/\/ example: webhook\n[^]*?)^```$/m.exec(readme);

test(`the README's Worker purges a cache: ${nameOf(NEWEST)}`, needs(workerd, nameOf(NEWEST)), async () => {
  const purged = [];
  let purgeStatus = 200;
  let webhook;
  const emulator = new MediaLibraryEmulator({
    entries: [{ id: ID, version: 1, mediaType: 'image', metadata: {}, asset: { key: '2026/01/lake.jpg' } }],
    webhook: { fetch: (_, init) => fetch(webhook, init), secret: SECRET },
  });
  const library = await serve(async (message, body) => {
    const { method, url, headers } = message;
    const answer = await emulator.fetch(`http://library${url}`, { method, headers, body: method === 'GET' ? undefined : body });
    return [answer.status, await answer.text()];
  });
  const cache = await serve(async ({ headers: { authorization } }, body) => {
    purged.push([authorization, JSON.parse(body)]);
    return [purgeStatus, '{}'];
  });
  const out = await output('purging');
  await writeFile(join(out, 'worker.mjs'), code);
  const texts = { WEBHOOK_SECRET: SECRET, ORIGIN: library.url, LIVINGDOCS_TOKEN: 'demo-token', IMAGES: 'https://images.example', PURGE_URL: cache.url, PURGE_TOKEN: 'of-cloudflare' };
  const worker = await startWorkerd(join(out, 'worker.mjs'), { date: NEWEST, texts });
  webhook = worker.url;
  try {
    const client = new MediaLibraryClient({ baseUrl: library.url, token: 'demo-token' });
    const told = async (...patches) => {
      const before = (await emulator.delivered()).length;
      purged.length = 0;
      await client.patchEntry(ID, { patches });
      return (await emulator.delivered()).slice(before).map(({ status }) => status);
    };
    const files = (...keys) => ['Bearer of-cloudflare', { files: keys.map((key) => `https://images.example/${key}`) }];

    assert.deepEqual(await told({ operation: 'archive' }), [204]);
    assert.deepEqual(purged, []);
    assert.deepEqual(await told({ operation: 'replaceAsset', value: { key: '2026/02/new.jpg' } }), [204]);
    assert.deepEqual(purged, [files('2026/02/new.jpg', '2026/01/lake.jpg')]);
    assert.deepEqual(await told({ operation: 'revokeAsset' }), [204]);
    assert.deepEqual(purged, [files('2026/02/new.jpg', '2026/01/lake.jpg')]);
    // More than one request's worth.
    const replaced = Array.from({ length: 40 }, (_, index) => ({ operation: 'replaceAsset', value: { key: `${index}.jpg` } }));
    assert.deepEqual(await told(...replaced), [204]);
    assert.deepEqual(purged.map(([, { files }]) => files.length), [30, 12]);
    purgeStatus = 500;
    assert.deepEqual(await told({ operation: 'unrevokeAsset' }, { operation: 'revokeAsset' }), [204, 502]);

    const forged = await fetch(webhook, { method: 'POST', headers: { 'x-livingdocs-signature': `sha256=${'0'.repeat(64)}` }, body: '{}' });
    assert.equal(forged.status, 401);
    assert.ok(!(await forged.text()).includes(SECRET));
  } finally {
    await Promise.all([worker, library, cache].map((server) => server.stop()));
  }
});

/** A server of `answer`, which gives a status and a body. */
async function serve(answer) {
  const server = createServer(async (message, response) => {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    const [status, body] = await answer(message, Buffer.concat(chunks));
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${server.address().port}`, stop };
}
