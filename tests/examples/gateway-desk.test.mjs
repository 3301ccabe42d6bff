// The picture desk, pointed at the gateway: a page of another origin in Chromium, which sees an entry and its picture, and saves.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ENTRY, ID, UPSTREAM_TOKEN, openGateway, openUpstream } from './gateway/harness.mjs';
import { checkout, example, needsNewNode } from './project.mjs';

const { newPage } = await import(pathToFileURL(join(checkout, 'tests/package/browser.mjs')));
const dist = join(example('editor'), 'dist');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><rect width="40" height="30" fill="red"/></svg>');

/** The desk, with one entry to choose. */
async function serveDesk() {
  const server = createServer((message, response) => {
    const path = message.url.split('?')[0].replace(/\/$/, '/index.html');
    if (path === '/desk.json') return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ entries: [ID] }));
    const file = join(dist, path);
    if (!existsSync(file)) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(readFileSync(file));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => (server.closeAllConnections(), server.close()) };
}

test('the desk reads and saves through the gateway, from an origin on the list, and from no other', needsNewNode, async () => {
  const entry = { id: ID, version: 1, mediaType: 'image', metadata: { title: 'Red' }, asset: { key: 'red.svg', mimeType: 'image/svg+xml' } };
  const [upstream, desk, stranger] = await Promise.all([openUpstream({ entries: [entry], files: { 'red.svg': SVG } }), serveDesk(), serveDesk()]);
  const gateway = await openGateway(upstream, { entry: 'worker.mjs', bindings: { ALLOWED_ORIGINS: [desk.url] } });
  const open = async (origin, token) => {
    const page = await newPage({ locale: 'en-GB' });
    await page.goto(`${origin}/#/${ID}/metadata`);
    await page.getByRole('button', { name: 'Connection:' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connection' });
    await dialog.getByLabel('Base URL').fill(gateway.url);
    await dialog.getByLabel('Token').fill(token);
    await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    return page;
  };
  try {
    const page = await open(desk.url, 'editor');
    await page.getByRole('heading', { level: 1, name: 'Red' }).waitFor();
    const picture = page.locator('.look img');
    await picture.waitFor();
    await page.waitForFunction((image) => image.naturalWidth === 40, await picture.elementHandle());
    await page.getByRole('textbox', { name: 'Title' }).first().fill('Crimson');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Crimson' }).waitFor();
    assert.equal(upstream.emulator.entry(ID).metadata.title, 'Crimson');
    const patches = upstream.arrived.filter(({ method }) => method === 'PATCH');
    assert.deepEqual(patches.map(({ url, headers }) => [url.replace(/\d{4}-\d\d/, '2026-05'), headers.authorization]), [[ENTRY, `Bearer ${UPSTREAM_TOKEN}`]]);

    // What the desk still asks for after saving would be taken for the stranger's.
    await page.waitForLoadState('networkidle');
    await page.close();
    upstream.arrived.length = 0;
    const strange = await open(stranger.url, 'editor');
    await strange.getByRole('alert').or(strange.getByText(/no answer|cannot be reached|not reach/i)).first().waitFor();
    assert.deepEqual(upstream.arrived, []);
  } finally {
    await gateway.close();
    for (const server of [upstream, desk, stranger]) server.close();
  }
});
