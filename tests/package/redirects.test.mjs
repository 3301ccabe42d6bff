// What a server that sends elsewhere gets: the platform's own `fetch` follows, over a real connection.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { library, revoke } from './clients.mjs';

const request = { version: '1', patches: [{ ...revoke, note: 'Größe 😀' }] };
let server;
let baseUrl;
let seen;

before(async () => {
  server = createServer(async (incoming, outgoing) => {
    const body = [];
    for await (const chunk of incoming) body.push(chunk);
    seen.push([incoming.method, incoming.url.split('/').at(-1), Buffer.concat(body).toString()]);
    const status = Number(/moved-(\d+)$/.exec(incoming.url)?.[1] ?? 200);
    outgoing.writeHead(status, status === 200 ? {} : { location: incoming.url.replace(/moved-\d+$/, 'here') });
    outgoing.end(status === 200 ? '{"id":"here","version":2}' : '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.close());

for (const status of [301, 302, 307, 308]) {
  test(`a ${status} is followed, by a GET and by a PATCH with all of its body`, async () => {
    const client = new library.MediaLibraryClient({ baseUrl, token: 'demo-token' });
    const id = `moved-${status}`;
    seen = [];
    assert.equal((await client.getEntry(id)).id, 'here');
    await client.patchEntry(id, request);
    const body = JSON.stringify(request);
    assert.deepEqual(seen, [['GET', id, ''], ['GET', 'here', ''], ['PATCH', id, body], ['PATCH', 'here', body]]);
  });
}
