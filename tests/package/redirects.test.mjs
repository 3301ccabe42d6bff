// A server that sends elsewhere: nothing follows, nothing is told as success, and neither token nor patch reach another host.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { ID, METHODS, breakWriting, connect, failure, library, respond, revoke, setTitle, until } from './clients.mjs';

const { ApiError, MediaLibraryClient } = library;

/** The server at `baseUrl` redirects by the status in the path; the other one has a login page for whoever comes. */
let servers;
let baseUrl;
let elsewhere;
let seen;

const listen = (answer) =>
  new Promise((resolve) => {
    const server = createServer(answer);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
const urlOf = (server) => `http://127.0.0.1:${server.address().port}`;

before(async () => {
  const other = await listen((incoming, outgoing) => {
    seen.elsewhere.push([incoming.method, incoming.headers.authorization]);
    outgoing.writeHead(200, { 'content-type': 'text/html' });
    outgoing.end('<h1>Please log in</h1>');
  });
  elsewhere = `${urlOf(other)}/login`;
  const moved = await listen((incoming, outgoing) => {
    seen.here.push(incoming.method);
    const status = Number(/^\/(\d+)/.exec(incoming.url)?.[1]);
    outgoing.writeHead(status, { location: elsewhere });
    outgoing.end('Moved');
  });
  baseUrl = urlOf(moved);
  servers = [moved, other];
});

after(() => servers.forEach((server) => server.close()));

for (const status of [300, 301, 302, 303, 307, 308]) {
  for (const [name, call] of Object.entries(METHODS)) {
    test(`${name}: a ${status} is an error that names where to, and is met once`, async () => {
      seen = { here: [], elsewhere: [] };
      const client = new MediaLibraryClient({ baseUrl: `${baseUrl}/${status}`, token: 'demo-token' });
      const error = await failure(call(client));
      assert.equal(error.constructor, ApiError);
      assert.deepEqual([error.name, error.code, error.status], ['ApiError', 'unexpected_status', status]);
      const { method } = error;
      assert.equal(error.message, `${method} ${error.url}: ${status} unexpected status: a redirect to ${elsewhere} in place of an answer: correct baseUrl`);
      assert.equal(error.headers.get('location'), elsewhere);
      assert.deepEqual(seen, { here: [method], elsewhere: [] });
    });
  }
}

test('a 304 is no redirect', async () => {
  const error = await failure(connect(() => respond(304)).getEntry(ID));
  assert.deepEqual([error.code, error.status], ['unexpected_status', 304]);
  assert.doesNotMatch(error.message, /redirect/);
});

/** Redirects that a runtime hides, as browsers do, or that a fetch has followed all the same. */
const hidden = { type: 'opaqueredirect', status: 0, headers: new Headers(), body: null, url: 'https://livingdocs.example/asked' };
const followed = (body) => Object.defineProperties(new Response(body), { redirected: { value: true }, url: { value: 'https://sso.example/login' } });
const HIDDEN = [
  ['hides', () => hidden, 'a redirect'],
  ['has followed', () => followed('{"id":"asze63i9","version":1}'), 'a redirect to https://sso.example/login'],
];
for (const [what, answer, words] of HIDDEN) {
  for (const [name, call] of Object.entries(METHODS)) {
    test(`${name}: a redirect that fetch ${what} is an error, of status 0, and is met once`, async () => {
      let sent = 0;
      const events = [];
      const client = connect(async () => (sent++, answer()), { onAttempt: (event) => events.push(event) });
      const error = await failure(call(client));
      assert.deepEqual([error.name, error.code, error.status, sent], ['ApiError', 'unexpected_status', 0, 1]);
      assert.equal(error.message, `${error.method} ${error.url}: unexpected status: ${words} in place of an answer: correct baseUrl`);
      assert.deepEqual(events.map((event) => ['status' in event, 'headers' in event, event.error.code]), [[false, false, 'unexpected_status']]);
    });
  }
}

for (const [name, call] of Object.entries(METHODS)) {
  test(`${name}: where a redirect that fetch has followed leads to is let go of, however much comes from there`, async () => {
    let pulled = 0;
    let isCancelled = false;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          pulled++;
          controller.enqueue(new Uint8Array(65_536));
        },
        cancel: () => void (isCancelled = true),
      });
    assert.equal((await failure(call(connect(async () => followed(endless()))))).code, 'unexpected_status');
    await until(() => isCancelled);
    assert.ok(pulled < 10, `${pulled} chunks were asked for`);
  });
}

test('an answer that says that it was redirected, and came from where it was asked for, is one', async () => {
  const fetch = async (url) => Object.defineProperties(respond(200), { redirected: { value: true }, url: { value: url } });
  assert.equal((await connect(fetch).getEntry(ID)).id, ID);
});

test('patchEntries tells a redirect as a failure, and goes on', async () => {
  const statuses = [307, 200];
  const client = connect(async () => respond(statuses.shift(), { location: '/login' }));
  const results = [];
  for await (const { ok, error } of client.patchEntries([revoke, setTitle].map((patch, index) => ({ id: `${index}`, request: { patches: [patch] } })), { concurrency: 1 })) {
    results.push([ok, error?.status]);
  }
  assert.deepEqual(results, [[false, 307], [true, undefined]]);
});

test('where a redirect leads is left out where there is no memory for it', async (t) => {
  const location = `https://b.example/${'x'.repeat(5_000)}`;
  breakWriting(t, (text) => text === location, new RangeError('own'));
  const { message } = await failure(connect(async () => respond(302, { location })).getEntry(ID));
  assert.match(message, /: 302 unexpected status: a redirect in place of an answer: correct baseUrl$/);
});

test('the token is taken out of where a redirect leads, and long ones are cut', async () => {
  const location = `https://b.example/?token=demo-token&${'x'.repeat(500)}`;
  const error = await failure(connect(async () => respond(302, { location })).getEntry(ID));
  assert.match(error.message, /a redirect to https:\/\/b\.example\/\?token=\[token\]&x+$/);
  assert.ok(error.message.length < 420);
});
