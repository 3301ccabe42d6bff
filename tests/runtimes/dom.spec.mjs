// For Vitest, in an environment that plays a browser. NETWORK is the address of network/servers.mjs.

import { MediaLibraryClient, TimeoutError } from 'livingdocs-media-library';
import { expect, test } from 'vitest';
import { run } from './app.mjs';
import { request } from './network/calls.mjs';
import { EXPECTED } from './try-out.mjs';

const ID = 'asze63i9';

/** A client of a server over HTTP, and the status of every attempt, or why there is none. */
function connect(kind) {
  const attempts = [];
  const client = new MediaLibraryClient({
    baseUrl: `${process.env.NETWORK}/${kind}`,
    token: 'demo-token',
    headers: { 'x-team': 'pictures' },
    onAttempt: ({ status, error }) => attempts.push(status ?? error.message),
  });
  return { client, attempts };
}

test('the package', async () => {
  expect(document.body).toBeDefined();
  expect(await run()).toEqual(EXPECTED);
});

test('a server is reached in one attempt', async () => {
  const { client, attempts } = connect('plain');
  const { signal } = new AbortController();
  expect((await client.getEntry(ID)).id).toBe(ID);
  expect((await client.getEntry(ID, { signal })).id).toBe(ID);
  await client.patchEntry(ID, request);
  expect((await client.serveImage('a/b.jpg', { signal })).status).toBe(200);
  expect(attempts).toEqual([200, 200, 200, 200]);
});

for (const kind of ['silent', 'trickling']) {
  test(`a timeout and an abort end a ${kind} call`, async () => {
    const { client, attempts } = connect(kind);
    await expect(client.getEntry(ID, { timeoutMs: 200, maxRetries: 0 })).rejects.toThrow(TimeoutError);
    expect(attempts.length).toBe(1);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 200);
    await expect(client.getEntry(ID, { signal: controller.signal, timeoutMs: 0 })).rejects.toMatchObject({ name: 'AbortError' });
  });
}
