// Webhooks: what is taken, what is refused and how; and the emulator, which sends them.

import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { NAME, load, runModule } from './installed.mjs';
import { ID, MediaLibraryEmulator, connect, raisedDuring, revoke, setTitle, stopTheClock } from './clients.mjs';

const { WebhookError, readWebhook, signWebhook } = await load(`${NAME}/webhooks`);

const SECRET = 'a secret of thirty-two characters';
/** Longer than what HMAC takes as it is. */
const LONG = 's'.repeat(10_000_000);
const HEADER = 'x-livingdocs-signature';
const EVENT = {
  event: 'mediaLibraryEntry.revoke',
  deliveryId: 'b0a6c1d2',
  projectId: 1,
  projectHandle: 'daily',
  webhookHandle: 'cdn',
  mediaId: ID,
};
const BODY = JSON.stringify(EVENT);
const bytes = (text) => new TextEncoder().encode(text);
/** By Node's own, not by what is tested. */
const signed = (body, secret = SECRET) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

const request = (body, headers) => new Request('https://worker.example/hook', { method: 'POST', headers, body, duplex: 'half' });
const genuine = (body = BODY) => request(body, { [HEADER]: signed(body) });
const stream = (...chunks) =>
  new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks.length > 1 ? chunks.shift() : chunks[0];
        if (chunk === undefined) controller.close();
        else if (chunk instanceof Error) controller.error(chunk);
        else controller.enqueue(bytes(chunk));
      },
    },
    { highWaterMark: 0 },
  );

/** What it resolves with, or the error. */
const outcome = (...given) => readWebhook(...given).catch((error) => error);

const with_ = (header) => request(BODY, header === undefined ? {} : { [HEADER]: header });
const digits = signed(BODY).slice(7);
const flip = (text, at) => text.slice(0, at) + (text[at] === '0' ? '1' : '0') + text.slice(at + 1);

const streamless = () => Object.defineProperty(genuine(), 'body', { value: null });

const TAKEN = [
  ['as it was sent', genuine(), SECRET],
  ['digits in capitals', with_(`sha256=${digits.toUpperCase()}`), SECRET],
  ['the second of two secrets', genuine(), ['another', SECRET]],
  ['the first of two secrets', genuine(), [SECRET, 'another']],
  ['a body in chunks', request(stream(BODY.slice(0, 9), BODY.slice(9), undefined), { [HEADER]: signed(BODY) }), SECRET],
  ['exactly as many bytes as it may have', genuine(), SECRET, { maxBytes: BODY.length }],
  ['exactly as many bytes, as its Content-Length says', request(BODY, { [HEADER]: signed(BODY), 'content-length': `${BODY.length}` }), SECRET, { maxBytes: BODY.length }],
  ['a body that is no stream, as in Firefox', streamless(), SECRET, { maxBytes: BODY.length }],
  ['an option that is undefined', genuine(), SECRET, { maxBytes: undefined }],
  ['any number of bytes', genuine(), SECRET, { maxBytes: Infinity }],
  ['a secret of ten megabytes', request(BODY, { [HEADER]: signed(BODY, LONG) }), LONG],
  ['a Request of a clone', genuine().clone(), SECRET],
  ['a byte at a time', request(stream(...BODY, undefined), { [HEADER]: signed(BODY) }), SECRET],
  ['keys twice, of which the last one counts', genuine(`{"event":1,"mediaId":"b",${BODY.slice(1)}`), SECRET],
];
for (const [what, ...given] of TAKEN) {
  test(`${what} is taken`, async () => assert.deepEqual(await readWebhook(...given), EVENT));
}

test('other events pass as they came', async () => {
  for (const event of [
    { event: 'document.publish', documentId: 7, any: { thing: [1] } },
    { event: 'mediaLibraryEntry.yetToCome', mediaId: 'a' },
    { event: '', deliveryId: null },
  ]) {
    assert.deepEqual(await readWebhook(genuine(JSON.stringify(event)), SECRET), event);
  }
});

test('signWebhook gives what Node gives, of texts and bytes', async () => {
  for (const body of ['', BODY, 'Zürich 😀\n', 'x'.repeat(100_000)]) {
    for (const given of [body, bytes(body), bytes(body).buffer]) assert.equal(await signWebhook(given, 'pässword'), signed(body, 'pässword'));
  }
});

const MESSAGES = {
  missing_signature: 'no x-livingdocs-signature: does the webhook have a secret?',
  malformed_signature: 'x-livingdocs-signature: expected sha256= and 64 hexadecimal digits',
  wrong_signature: 'x-livingdocs-signature: not of this body with this secret',
  too_large: 'the body is larger than maxBytes',
  incomplete_body: 'the body broke off',
  invalid_json: 'the body is not JSON',
  invalid_event: 'the body is not an event: expected event, and of an entry its mediaId',
};
/** What led to it, where something was thrown. */
const CAUSES = { incomplete_body: /^Error: reset$/, invalid_json: /^(SyntaxError|TypeError): / };

/** A body that is genuine, but for what is in it. */
const content = (body) => genuine(body);
const TAMPERED = [
  ['no header', with_(), 401, 'missing_signature'],
  ['an empty header', with_(''), 400, 'malformed_signature'],
  ['digits without a prefix', with_(digits), 400, 'malformed_signature'],
  ['a prefix without digits', with_('sha256='), 400, 'malformed_signature'],
  ['another hash', with_(`sha1=${digits.slice(0, 40)}`), 400, 'malformed_signature'],
  ['another prefix of the right digits', with_(`sha512=${digits}`), 400, 'malformed_signature'],
  ['the prefix in capitals', with_(`SHA256=${digits}`), 400, 'malformed_signature'],
  ['a digit too few', with_(`sha256=${digits.slice(1)}`), 400, 'malformed_signature'],
  ['a digit too many', with_(`sha256=${digits}0`), 400, 'malformed_signature'],
  ['a letter that is no digit', with_(`sha256=g${digits.slice(1)}`), 400, 'malformed_signature'],
  ['blanks between digits', with_(`sha256= ${digits.slice(1)}`), 400, 'malformed_signature'],
  ['base64', with_(`sha256=${Buffer.from(digits, 'hex').toString('base64')}`), 400, 'malformed_signature'],
  ['the header twice', request(BODY, [[HEADER, signed(BODY)], [HEADER, signed(BODY)]]), 400, 'malformed_signature'],
  ['the header twice, one of them wrong', request(BODY, [[HEADER, flip(signed(BODY), 9)], [HEADER, signed(BODY)]]), 400, 'malformed_signature'],
  ...[0, 31, 63].map((at) => [`digit ${at} changed`, with_(`sha256=${flip(digits, at)}`), 401, 'wrong_signature']),
  ['all digits 0', with_(`sha256=${'0'.repeat(64)}`), 401, 'wrong_signature'],
  ['another secret', request(BODY, { [HEADER]: signed(BODY, 'another') }), 401, 'wrong_signature'],
  ['a secret that lacks its last character', request(BODY, { [HEADER]: signed(BODY, SECRET.slice(0, -1)) }), 401, 'wrong_signature'],
  ['a secret with a line break', request(BODY, { [HEADER]: signed(BODY, `${SECRET}\n`) }), 401, 'wrong_signature'],
  ['a secret in capitals', request(BODY, { [HEADER]: signed(BODY, SECRET.toUpperCase()) }), 401, 'wrong_signature'],
  ...[0, 20, BODY.length - 1].map((at) => [`byte ${at} of the body changed`, request(flip(BODY, at), { [HEADER]: signed(BODY) }), 401, 'wrong_signature']),
  ['the body written anew', request(JSON.stringify(EVENT, null, 1), { [HEADER]: signed(BODY) }), 401, 'wrong_signature'],
  ['a blank behind the body', request(`${BODY} `, { [HEADER]: signed(BODY) }), 401, 'wrong_signature'],
  ['a body that lacks its end', request(BODY.slice(0, -1), { [HEADER]: signed(BODY) }), 401, 'wrong_signature'],
  ['no body', request(undefined, { [HEADER]: signed(BODY) }), 401, 'wrong_signature'],
  ['no JSON, and not signed either', request('x', { [HEADER]: signed(BODY) }), 401, 'wrong_signature'],
  ['no JSON', content('event'), 400, 'invalid_json'],
  ['an empty body', content(''), 400, 'invalid_json'],
  ['JSON that breaks off', content(BODY.slice(0, -1)), 400, 'invalid_json'],
  ['a byte order mark', content(`\ufeff${BODY}`), 400, 'invalid_json'],
  ['bytes that are not UTF-8', content(new Uint8Array([0x22, 0xff, 0x22])), 400, 'invalid_json'],
  ...['null', '1', '"mediaLibraryEntry.revoke"', '[]', '{}', '{"event":1}', '{"event":null}'].map((body) => [body, content(body), 400, 'invalid_event']),
  ...[undefined, '', 7, null].map((mediaId) => [`the mediaId ${JSON.stringify(mediaId)}`, content(JSON.stringify({ ...EVENT, mediaId })), 400, 'invalid_event']),
  ['a byte too many', genuine(), 413, 'too_large', { maxBytes: BODY.length - 1 }],
  ['a byte too many in a body that is no stream', streamless(), 413, 'too_large', { maxBytes: BODY.length - 1 }],
  ['any byte where none may be', genuine(), 413, 'too_large', { maxBytes: 0 }],
  ['more bytes than there may be by default', content(JSON.stringify({ ...EVENT, pad: 'x'.repeat(512_000) })), 413, 'too_large'],
  ['a Content-Length that is too large', request(BODY, { [HEADER]: signed(BODY), 'content-length': '512001' }), 413, 'too_large'],
  ['chunks without end', request(stream(' '.repeat(10_000)), { [HEADER]: signed(BODY) }), 413, 'too_large'],
  ['a mediaId that is not its own', content('{"event":"mediaLibraryEntry.revoke","__proto__":{"mediaId":"a"}}'), 400, 'invalid_event'],
  ['a body that breaks off', request(stream('{', new Error('reset')), { [HEADER]: signed(BODY) }), 400, 'incomplete_body'],
];
for (const [what, given, status, code, options] of TAMPERED) {
  test(`${what} is refused: ${status} ${code}`, async () => {
    const error = await outcome(given, ['another one', SECRET], options);
    assert.ok(error instanceof WebhookError, String(error));
    assert.deepEqual([error.name, error.status, error.code, error.message], ['WebhookError', status, code, MESSAGES[code]]);
    assert.equal('cause' in error, code in CAUSES);
    if (code in CAUSES) assert.match(String(error.cause), CAUSES[code]);
    const told = `${error.stack}${JSON.stringify({ ...error })}${error.message}`;
    for (const secret of [SECRET, 'another one', digits, signed(BODY, 'another')]) assert.ok(!told.includes(secret), told);
  });
}

test('what is refused by its headers is not read', async () => {
  for (const headers of [{}, { [HEADER]: 'x' }, { [HEADER]: signed(BODY), 'content-length': '512001' }]) {
    const given = request(stream(BODY, undefined), headers);
    assert.ok((await outcome(given, SECRET)) instanceof WebhookError);
    assert.equal(given.bodyUsed, false);
  }
});

test('what is wrong with the call is a TypeError that says so, and not what a secret is', async () => {
  const used = genuine();
  await used.text();
  const locked = genuine();
  locked.body.getReader();
  for (const [given, message] of [
    [[genuine(), ''], /^secret: expected a string that is not empty, or a list of such$/],
    [[genuine(), []], /^secret: /],
    [[genuine(), [SECRET, '']], /^secret: /],
    [[genuine(), undefined], /^secret: /],
    [[genuine(), bytes(SECRET)], /^secret: /],
    [[genuine(), SECRET, null], /null/],
    ...[-1, Number.NaN, null, `${BODY.length}`, 512_000n, Symbol('many'), {}].map((maxBytes) => [
      [genuine(), SECRET, { maxBytes }],
      /^maxBytes: expected a number of bytes$/,
    ]),
    [[undefined, SECRET], /^request: expected a Request$/],
    [[{}, SECRET], /^request: expected a Request$/],
    [[{ headers: {} }, SECRET], /^request: expected a Request/],
    [[used, SECRET], /^request: its body has been read; hand it over before, or a clone$/],
    [[locked, SECRET], /^request: its body has been read/],
  ]) {
    const error = await outcome(...given);
    assert.ok(error instanceof TypeError, String(error));
    assert.match(error.message, message);
    assert.ok(!error.message.includes(SECRET));
  }
  for (const given of [[{}, SECRET], [BODY, ''], [BODY, [SECRET]], [undefined, SECRET]]) {
    await assert.rejects(signWebhook(...given), (error) => error instanceof TypeError && /^(body|secret): expected/.test(error.message));
  }
});

test('without WebCrypto, a call says what is missing', () => {
  const printed = runModule(`
    import { readWebhook } from '${NAME}/webhooks';
    const request = new Request('https://x.example', { method: 'POST', body: '{}' });
    for (const value of [undefined, {}]) {
      Object.defineProperty(globalThis, 'crypto', { value, configurable: true });
      await readWebhook(request, 'x').catch((error) => console.log(error.name, error.message));
    }`);
  assert.equal(printed, 'TypeError crypto.subtle: this runtime has none; pages have it by https only\nTypeError crypto.subtle: this runtime has none; pages have it by https only\n');
});

/** An emulator whose webhook is read as a Worker would, and what that was told. */
function hooked(options) {
  const told = [];
  const fetch = async (url, init) => {
    told.push(await readWebhook(new Request(url, init), SECRET));
    return new Response(null, { status: 204 });
  };
  const emulator = new MediaLibraryEmulator({ webhook: { fetch, secret: SECRET, ...options } });
  return { emulator, client: connect(emulator.fetch), told };
}

test('the emulator tells of what changed, signed, in order', async () => {
  const { emulator, client, told } = hooked({ handle: 'cdn', projectId: 7, projectHandle: 'daily' });
  await client.patchEntry(ID, { patches: [setTitle, revoke] });
  await client.getEntry(ID);
  await client.patchEntry(ID, { patches: [revoke] }).catch(() => {});
  await client.patchEntry(ID, { patches: [{ operation: 'unrevokeAsset' }] });
  const deliveries = await emulator.delivered();
  assert.deepEqual(told.map(({ event }) => event), ['mediaLibraryEntry.update', 'mediaLibraryEntry.revoke', 'mediaLibraryEntry.active']);
  assert.equal(new Set(told.map(({ deliveryId }) => deliveryId)).size, 3);
  for (const { event, deliveryId, ...rest } of told) {
    assert.match(deliveryId, /^[\da-f-]{36}$/);
    assert.deepEqual(rest, { mediaId: ID, projectId: 7, projectHandle: 'daily', webhookHandle: 'cdn' });
  }
  assert.deepEqual(deliveries, told.map((event) => ({ event, status: 204 })));
  deliveries[0].event.mediaId = 'changed';
  assert.equal((await emulator.delivered())[0].event.mediaId, ID);
});

test('by url, events arrive over the network, also after an answer that was lost', async () => {
  const arrived = [];
  const server = createServer(async (message, response) => {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    const { host, ...headers } = message.headers;
    arrived.push([message.method, await outcome(new Request(`http://${host}`, { method: 'POST', headers, body: Buffer.concat(chunks), duplex: 'half' }), SECRET)]);
    response.end('thanks');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const emulator = new MediaLibraryEmulator({ webhook: { url: new URL(`http://127.0.0.1:${server.address().port}/hook`), secret: SECRET } });
  emulator.failNext('lost-response');
  await connect(emulator.fetch).patchEntry(ID, { patches: [{ operation: 'archive' }] });
  const deliveries = await emulator.delivered();
  server.closeAllConnections();
  server.close();
  assert.deepEqual(deliveries.map(({ status }) => status), [200, 200]);
  assert.deepEqual(arrived.map(([method, { event }]) => [method, event]), Array(2).fill(['POST', 'mediaLibraryEntry.archive']));
});

test('what fails is told by delivered(), breaks nothing, and does not keep the next from being sent', async () => {
  const answers = [new Response('no', { status: 500 }), new TypeError('refused'), 'a text', new Response()];
  const fetch = () => {
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer;
  };
  const emulator = new MediaLibraryEmulator({ webhook: { fetch } });
  const raised = await raisedDuring(async () => {
    for (let time = 0; time < 4; time++) await connect(emulator.fetch).patchEntry(ID, { patches: [setTitle] });
    await emulator.delivered();
  });
  assert.deepEqual(raised, []);
  const came = (await emulator.delivered()).map(({ status, error }) => error?.message ?? error ?? status);
  assert.deepEqual(came, [500, 'refused', 'a text', 200]);
});

test('without a secret, events are not signed; without a webhook, nothing is sent', async () => {
  const sent = [];
  const emulator = new MediaLibraryEmulator({ webhook: { fetch: (url, init) => (sent.push([url, init]), new Response()) } });
  await connect(emulator.fetch).patchEntry(ID, { patches: [setTitle] });
  const [{ event }] = await emulator.delivered();
  const [[url, { method, headers, body, redirect, signal }]] = sent;
  assert.deepEqual([url, method, headers, redirect, signal.aborted], ['https://webhook.example/', 'POST', { 'content-type': 'application/json' }, 'manual', false]);
  assert.deepEqual(JSON.parse(body), event);
  const { deliveryId, ...rest } = event;
  assert.deepEqual(rest, { event: 'mediaLibraryEntry.update', mediaId: ID, projectId: 1, projectHandle: 'emulated', webhookHandle: 'emulated' });
  assert.deepEqual(await new MediaLibraryEmulator().delivered(), []);
});

test('who does not answer within ten seconds is given up, and the next event is sent', async (t) => {
  const clock = stopTheClock(t);
  const signals = [];
  const fetch = (url, { signal }) => (signals.push(signal), signals.length === 1 ? new Promise(() => {}) : new Response());
  const emulator = new MediaLibraryEmulator({ webhook: { fetch } });
  const started = Date.now();
  for (let time = 0; time < 2; time++) await connect(emulator.fetch).patchEntry(ID, { patches: [setTitle] });
  const [first, second] = await clock.finish(emulator.delivered());
  assert.deepEqual([first.status, first.error.message, second.status, 'error' in second], [null, 'no answer within 10 seconds', 200, false]);
  assert.equal(Date.now() - started, 10_000);
  await clock.pass(20_000);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, false], 'what was answered is not given up later');
});

test('the body of an answer is let go, whatever that does', async () => {
  let letGo = 0;
  const cancel = () => {
    letGo++;
    return Promise.reject(new Error('own'));
  };
  const answers = [{ status: 200, body: { cancel } }, { status: 204, body: null }];
  const emulator = new MediaLibraryEmulator({ webhook: { fetch: () => answers.shift() } });
  const raised = await raisedDuring(async () => {
    for (let time = 0; time < 2; time++) await connect(emulator.fetch).patchEntry(ID, { patches: [setTitle] });
    assert.deepEqual((await emulator.delivered()).map(({ status }) => status), [200, 204]);
  });
  assert.deepEqual([letGo, raised], [1, []]);
});

test('a webhook that is wrong is a TypeError that names the place', () => {
  for (const [webhook, message] of [
    [null, 'webhook: expected an object, not null'],
    [{}, 'webhook: expected url, or fetch'],
    [{ url: 'hook' }, 'webhook.url: expected an absolute URL of http or https, not "hook"'],
    [{ url: 'ftp://x.example' }, 'webhook.url: expected an absolute URL of http or https, not "ftp://x.example"'],
    [{ url: 'x-https://x.example' }, 'webhook.url: expected an absolute URL of http or https, not "x-https://x.example"'],
    [{ url: 'https-x://x.example' }, 'webhook.url: expected an absolute URL of http or https, not "https-x://x.example"'],
    [{ fetch: 'x' }, 'webhook.fetch: expected a function, not "x"'],
    [{ fetch, secret: '' }, 'webhook.secret: expected a string that is not empty'],
    [{ fetch, secret: 5 }, 'webhook.secret: expected a string that is not empty'],
    [{ fetch, handle: 1 }, 'webhook.handle: expected a string, not 1'],
    [{ fetch, projectHandle: {} }, 'webhook.projectHandle: expected a string, not object'],
    [{ fetch, projectId: 'x' }, 'webhook.projectId: expected a whole number from 0, not "x"'],
  ]) {
    assert.throws(() => new MediaLibraryEmulator({ webhook }), { name: 'TypeError', message });
  }
  new MediaLibraryEmulator({ webhook: { url: 'http://x.example' } });
});

test('a webhook needs what a runtime may not have, and says so', () => {
  const printed = runModule(`
    import { MediaLibraryEmulator } from '${NAME}/emulator';
    const says = (webhook) => {
      try {
        new MediaLibraryEmulator({ webhook });
        console.log('taken');
      } catch (error) {
        console.log(error.name, error.message);
      }
    };
    delete globalThis.fetch;
    says({ url: 'https://x.example' });
    says({ fetch: () => {} });
    for (const value of [undefined, {}]) {
      Object.defineProperty(globalThis, 'crypto', { value, configurable: true });
      says({ fetch: () => {} });
    }`);
  const missing = 'TypeError webhook: this runtime has no crypto.randomUUID; pages have it by https only\n';
  assert.equal(printed, `TypeError fetch: this runtime has none\ntaken\n${missing}${missing}`);
});
