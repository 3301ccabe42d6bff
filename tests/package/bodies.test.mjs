// Bodies without end, that trickle, break off or cannot be decompressed, over real connections. tests/runtimes has the same for
// other runtimes.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { ID, METHODS, connect, failure, library, setTitle, settle, stopTheClock, until } from './clients.mjs';
import { COLLECT, NAME, runModule } from './installed.mjs';

const { ConnectionError, MediaLibraryClient, ResponseFormatError, ServerError } = library;
const MIB = 1024 * 1024;
const text = JSON.stringify({ id: ID, version: 1, metadata: { text: Array.from({ length: 3_000 }, (_, index) => (index * 7_919) % 104_729).join(' ') } });
const packed = gzipSync(text);
const corrupt = Buffer.from(packed).fill(0x55, 300, 400);

/** Kind → how the answer goes out; what is left open ends with the server. */
const KINDS = {
  whole: (response) => response.end(text),
  endless(response) {
    const chunk = Buffer.alloc(MIB / 4, ' ');
    const pump = () => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', pump);
    pump();
  },
  trickling(response) {
    response.write('{');
    const timer = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(timer));
  },
  'shorter than its length': (response) => {
    response.setHeader('content-length', text.length + 10);
    response.write(text);
    setTimeout(() => response.destroy(), 20);
  },
  'broken off between chunks': (response) => {
    response.write(text.slice(0, 1_000));
    setTimeout(() => response.destroy(), 20);
  },
  'gzip that breaks off': (response) => response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, packed.length / 2)),
  'gzip of nothing': (response) => response.setHeader('content-encoding', 'gzip').end(packed.subarray(0, 4)),
  'gzip with a hole': (response) => response.setHeader('content-encoding', 'gzip').end(corrupt),
  'no gzip at all': (response) => response.setHeader('content-encoding', 'gzip').end(text),
  'a coding that nobody knows': (response) => response.setHeader('content-encoding', 'x-own').end(deflateRawSync(text)),
};
const BROKEN = Object.keys(KINDS).slice(3);

let server;
let baseUrl;
/** What each request of a test gets, the last kind for ever, with which status. */
let kinds;
let status;
let seen;

before(async () => {
  server = createServer((request, response) => {
    request.resume();
    const kind = kinds.length > 1 ? kinds.shift() : kinds[0];
    const answered = { method: request.method, port: request.socket.remotePort, closed: new Promise((resolve) => response.on('close', resolve)) };
    seen.push(answered);
    response.statusCode = status;
    KINDS[kind](response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${server.address().port}`;
});

after(() => server.closeAllConnections() ?? server.close());

function client(given, { answer = 200, ...options } = {}) {
  kinds = given;
  status = answer;
  seen = [];
  return new MediaLibraryClient({ baseUrl, token: 'demo-token', ...options });
}

const soon = (promise, ms = 3_000) => Promise.race([promise, new Promise((_, reject) => setTimeout(reject, ms, new Error('not soon')).unref())]);
const request = { patches: [setTitle] };

for (const kind of ['endless', 'trickling']) {
  test(`a patch that succeeded does not wait for a body that is ${kind}, which is let go of soon`, async () => {
    const before = process.memoryUsage().rss;
    const patching = client([kind]);
    const started = performance.now();
    await soon(patching.patchEntry(ID, request));
    assert.ok(performance.now() - started < 500);
    await soon(seen[0].closed);
    assert.ok(process.memoryUsage().rss - before < 100 * MIB);
    assert.equal(seen.length, 1);
  });

  test(`an error whose body is ${kind} ends in time, with the error of its status`, async () => {
    const failing = client([kind], { answer: 500, timeoutMs: 1_000, maxRetries: 0 });
    const error = await soon(failure(failing.getEntry(ID)), 10_000);
    assert.ok(error instanceof ServerError, String(error));
    await soon(seen[0].closed);
  });
}

test('JSON without end is a ResponseFormatError, is not repeated, and takes no more memory than it may', async () => {
  const before = process.memoryUsage().rss;
  const error = await soon(failure(client(['endless'], { timeoutMs: 60_000 }).getEntry(ID)), 30_000);
  assert.ok(error instanceof ResponseFormatError, String(error));
  assert.match(error.message, /: 200 unexpected answer: longer than 64 MiB$/);
  assert.equal(seen.length, 1);
  await soon(seen[0].closed);
  assert.ok(process.memoryUsage().rss - before < 400 * MIB);
});

test('patches one after another share a connection', async () => {
  const patching = client(['whole']);
  for (let count = 0; count < 10; count++) {
    await patching.patchEntry(ID, request);
    // A body that nobody waits for is read meanwhile; on a busy machine that takes its time, and a second connection.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(new Set(seen.map(({ port }) => port)).size <= 3);
});

for (const kind of BROKEN) {
  test(`a body that is ${kind} is a ConnectionError, and a GET is repeated`, async () => {
    const once = client([kind], { maxRetries: 0 });
    const error = await soon(failure(once.getEntry(ID)));
    assert.ok(error instanceof ConnectionError, String(error));
    const events = [];
    const again = client([kind, 'whole'], { onAttempt: (event) => events.push([event.error?.code, event.status, 'headers' in event]) });
    assert.equal((await soon(again.getEntry(ID))).id, ID);
    assert.deepEqual(events, [['connection', undefined, false], [undefined, 200, true]]);
  });

  test(`a patch that succeeded has succeeded, though its body is ${kind}`, async () => {
    await soon(client([kind]).patchEntry(ID, request));
    assert.equal(seen.length, 1);
  });
}

test('another document that came compressed is a ResponseFormatError still', async () => {
  for (const body of ['<html>', '{}', '[]']) {
    const answer = () => new Response(body, { headers: { 'content-encoding': 'gzip' } });
    assert.ok((await failure(connect(async () => answer()).getEntry(ID))) instanceof ResponseFormatError, body);
  }
});

/** Answers of fetches that are not the platform's. */
const bytes = new TextEncoder().encode(text);
const OTHER = {
  'without a stream': () => ({ arrayBuffer: async () => bytes.buffer }),
  'whose stream is of another kind': () => ({ body: { pipe() {} }, arrayBuffer: async () => bytes.buffer }),
};
for (const [name, make] of Object.entries(OTHER)) {
  test(`an answer ${name} is read as well`, async () => {
    const fetch = async () => ({ status: 200, headers: new Headers(), ...make() });
    for (const call of [METHODS.getEntry, METHODS.patchEntry, METHODS.updateEntry]) await call(connect(fetch));
  });
}

test('JSON that ends early has broken off where it came by a network, and is none where it was made by hand', async () => {
  for (const [url, code] of [['https://livingdocs.example/x', 'connection'], ['', 'response_format']]) {
    const answer = () => Object.defineProperty(new Response('{"id":'), 'url', { value: url });
    assert.equal((await failure(connect(async () => answer(), { maxRetries: 0 }).getEntry(ID))).code, code);
  }
});

test('where the status alone decides, it does so though the body breaks off', async () => {
  for (const [status, code] of [[299, 'connection'], [300, 'unexpected_status'], [404, 'not_found']]) {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('own')) });
    const answer = new Response(body, { status, headers: { 'x-request-id': '7' } });
    const error = await failure(connect(async () => answer, { maxRetries: 0 }).getEntry(ID));
    assert.deepEqual([error.code, error.headers?.get('x-request-id')], [code, code === 'connection' ? undefined : '7']);
  }
});

test('who keeps an error keeps nothing of an answer that did not come whole', () => {
  const printed = runModule(`${COLLECT}
    import { MediaLibraryClient } from '${NAME}';
    const answers = [];
    const fetch = async () => {
      const answer = { status: 200, headers: new Headers(), arrayBuffer: async () => 5 };
      answers.push(new WeakRef(answer));
      return answer;
    };
    const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch, maxRetries: 0 });
    const kept = [];
    for (let count = 0; count < 10; count++) kept.push(await client.getEntry('a').catch((error) => error));
    await collect();
    console.log(kept.every(({ code }) => code === 'connection'), answers.filter((answer) => answer.deref()).length);
  `, '--expose-gc');
  assert.equal(printed.trim(), 'true 0');
});

test('an arrayBuffer() that gives none is named', async () => {
  const fetch = async () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => 5 });
  const { message } = await failure(connect(fetch, { maxRetries: 0 }).getEntry(ID));
  assert.match(message, /: arrayBuffer\(\) resolved to something that is not an ArrayBuffer$/);
});

test('a stream that gives something other than bytes is named', async () => {
  const stream = new ReadableStream({ start: (controller) => controller.enqueue(text) });
  const fetch = async () => ({ status: 200, headers: new Headers(), body: stream });
  const error = await failure(connect(fetch, { maxRetries: 0 }).getEntry(ID));
  assert.equal(error.code, 'connection');
  assert.match(error.message, /: not bytes$/);
});

test('an answer without a body has none', async () => {
  for (const [status, code] of [[404, 'not_found'], [200, 'response_format']]) {
    assert.equal((await failure(connect(async () => ({ status, headers: new Headers(), body: null })).getEntry(ID))).code, code);
  }
});

test('without a stream, too, a body may have 64 MiB, and no more', async () => {
  for (const [length, isRead] of [[64 * MIB, true], [64 * MIB + 1, false]]) {
    const body = Buffer.alloc(length, ' ');
    body.write('{"id":"a","version":1}');
    const call = connect(async () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => body.buffer })).getEntry(ID);
    if (isRead) assert.equal((await call).id, 'a');
    else await assert.rejects(call, /: 200 unexpected answer: longer than 64 MiB$/);
  }
});

test('headers of another kind are no Headers: an error has empty ones, and an event none', async () => {
  const events = [];
  const answer = { status: 404, headers: { 'x-request-id': '7' }, arrayBuffer: async () => new ArrayBuffer(0) };
  const error = await failure(connect(async () => answer, { onAttempt: (event) => events.push(event) }).getEntry(ID));
  assert.deepEqual([error.code, [...error.headers], 'headers' in events[0]], ['not_found', [], false]);
});

test('a header that is no text counts for nothing', async (t) => {
  const clock = stopTheClock(t);
  for (const value of [5, ['5'], [53], new Uint8Array([53])]) {
    const waits = [];
    const headers = { get: (name) => (name === 'retry-after' ? value : null) };
    const answer = { status: 503, headers, arrayBuffer: async () => new ArrayBuffer(0) };
    const client = connect(async () => answer, { maxRetries: 1, onAttempt: ({ retryInMs }) => waits.push(retryInMs) });
    await clock.finish(failure(client.getEntry(ID)));
    assert.deepEqual(waits, [500, undefined], String(value));
  }
});

for (const [name, isEndless] of [['goes on and on', true], ['ends', false]]) {
  test(`the request of a patch that succeeded is ${isEndless ? 'aborted' : 'left alone'} where its answer ${name}`, async () => {
    let signal;
    const body = isEndless ? new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(MIB)) }) : text;
    const fetch = async (url, init) => ((signal = init.signal), new Response(body));
    await connect(fetch).patchEntry(ID, request);
    if (isEndless) await until(() => signal.aborted);
    await settle();
    assert.equal(signal.aborted, isEndless);
  });
}

test('a stream that minds no signal is let go of when the time of its attempt is up', async () => {
  let cancelled;
  const gone = new Promise((resolve) => (cancelled = resolve));
  const stream = new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      controller.enqueue(bytes);
    },
    cancel: cancelled,
  });
  const error = await failure(connect(async () => new Response(stream), { timeoutMs: 50, maxRetries: 0 }).getEntry(ID));
  assert.equal(error.code, 'timeout');
  await soon(gone);
});

test("what has not come yet is not a polluted prototype's", async (t) => {
  t.after(() => delete Object.prototype.bytes);
  Object.prototype.bytes = 'polluted';
  assert.equal((await connect(async () => Response.json({ id: ID, version: 7 })).getEntry(ID)).version, 7);
});
