// A media library for the tests of `migrate`: the emulator behind HTTP in this process, where its log can be read.

import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { example } from '../project.mjs';

const installed = createRequire(`${example('migrate')}/package.json`);
const load = (name) => import(pathToFileURL(installed.resolve(name)).href);
const { MediaLibraryEmulator } = await load('livingdocs-media-library/emulator');
export const { MediaLibraryClient } = await load('livingdocs-media-library');

export const entry = (id, more = {}) => ({
  id,
  version: 1,
  mediaType: 'image',
  asset: { key: `${id}.jpg`, mimeType: 'image/jpeg' },
  metadata: { title: 'Old' },
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  ...more,
});

/**
 * `{ emulator, url, seen, close }`; `seen()` counts the requests. `delay` gives the milliseconds of a request: half of them pass before it is applied, half after.
 */
export async function library({ ids = [], delay = () => 0, ...options } = {}) {
  const entries = ids.map((id) => entry(id));
  const files = Object.fromEntries(entries.map(({ asset }) => [asset.key, new Uint8Array([1])]));
  const emulator = new MediaLibraryEmulator({ entries, files, ...options });
  let seen = 0;
  const server = createServer(async (request, response) => {
    seen++;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const half = delay(request) / 2;
    if (half > 0) await sleep(half);
    const { method, headers } = request;
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const path = `http://localhost${request.url}`;
    let answer;
    try {
      answer = await emulator.fetch(path, { method, headers: { ...headers }, body });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (half > 0) await sleep(half);
      response.writeHead(answer.status, Object.fromEntries(answer.headers));
      response.end(bytes);
    } catch {
      // A fault without an answer.
      response.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    emulator,
    url: `http://127.0.0.1:${server.address().port}`,
    seen: () => seen,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The PATCHes that were applied, in their order, with what they held. */
export function applied(emulator) {
  return emulator.requests.flatMap(({ method, path, status, body }) =>
    method === 'PATCH' && status === 200 ? [{ id: path.split('/').at(-1), ...JSON.parse(body) }] : [],
  );
}
