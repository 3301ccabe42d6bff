// guardPatch in front of a server: what passes, what is refused and how, and that what passes can be forwarded.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { load, NAME } from './installed.mjs';
import { failure, library, raisedDuring, settle } from './clients.mjs';

const small = await load(`${NAME}/validator`);
const ENTRIES = { '.': library, './validator': small };

const url = 'https://worker.example/api/2026-05/mediaLibrary/asze63i9';
const JSON_TYPE = { 'content-type': 'application/json' };
const VALID = '{"patches":[{"operation":"archive"}]}';
const INVALID = '{"patches":[{"operation":"x"}]}';
const bytes = (text) => new TextEncoder().encode(text);

const request = (body, { headers = JSON_TYPE, method = 'PATCH' } = {}) => new Request(url, { method, headers, body, duplex: 'half' });
/** A body of these chunks; an Error among them breaks it off. `pulled`: how many were asked for. */
function chunked(...chunks) {
  const source = { pulled: 0, cancelled: false };
  const stream = new ReadableStream(
    {
      pull(controller) {
        const chunk = chunks[source.pulled++];
        if (chunk === undefined) controller.close();
        else if (chunk instanceof Error) controller.error(chunk);
        else controller.enqueue(typeof chunk === 'string' ? bytes(chunk) : chunk);
      },
      cancel() {
        source.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return Object.assign(source, { stream });
}
const padded = (length) => `${' '.repeat(length - VALID.length)}${VALID}`;

const VERDICTS = [
  ['a valid request', VALID, {}, null],
  ['no patches', '{"patches":[]}', {}, null],
  ['white space around it', ` \n${VALID}\n`, {}, null],
  ['an unknown operation', INVALID, {}, 400],
  ['an empty body', '', {}, 400],
  ['no body', undefined, {}, 400],
  ['no JSON', 'patches', {}, 400],
  ['JSON that breaks off', VALID.slice(0, -1), {}, 400],
  ['a key twice', '{"patches":[],"patches":[]}', {}, 400],
  ['bytes that are not UTF-8', new Uint8Array([0x7b, 0xff, 0x7d]), {}, 400],
  ['a byte order mark', `\ufeff${VALID}`, {}, 400],
  ['UTF-16', new Uint8Array(new Uint16Array([...VALID].map((c) => c.charCodeAt(0))).buffer), {}, 400],
  ['nesting without end', '['.repeat(100_000), {}, 400],
  ['512,000 bytes', padded(512_000), {}, null],
  ['512,001 bytes', padded(512_001), {}, 413],
  ...[
    ['application/json', null],
    ['application/json; charset=utf-8', null],
    ['application/json;charset="utf-8"', null],
    ['Application/JSON', null],
    ['application/json ; x=y', null],
    ['application/merge-patch+json', null],
    ['application/vnd.api+json; x=y', null],
    ['text/plain', 415],
    ['text/json', 415],
    ['application/jsonp', 415],
    ['application/x-json', 415],
    ['application/x-www-form-urlencoded', 415],
    ['multipart/form-data; boundary=application/json', 415],
    ['text/plain; x=application/json', 415],
    ['text/plain, application/json', 415],
    ['json', 415],
    ['+json', 415],
    ['', 415],
  ].map(([type, status]) => [`the content type ${JSON.stringify(type)}`, VALID, { headers: { 'content-type': type } }, status]),
  ['no content type', bytes(VALID), { headers: {} }, 415],
  ...[
    ['identity', null],
    ['', null],
    ['gzip', 415],
    ['identity, br', 415],
  ].map(([coding, status]) => [
    `the content coding ${JSON.stringify(coding)}`,
    VALID,
    { headers: { ...JSON_TYPE, 'content-encoding': coding } },
    status,
  ]),
  ['a Content-Length that is too long', VALID, { headers: { ...JSON_TYPE, 'content-length': '512001' } }, 413],
  ['a Content-Length that is just short enough', VALID, { headers: { ...JSON_TYPE, 'content-length': '512000' } }, null],
  ['a Content-Length that lies, too short', padded(512_001), { headers: { ...JSON_TYPE, 'content-length': '5' } }, 413],
  ['a Content-Length that is no number', VALID, { headers: { ...JSON_TYPE, 'content-length': 'x' } }, null],
  ...['GET', 'HEAD', 'DELETE', 'OPTIONS'].map((method) => [`${method}`, undefined, { method, headers: {} }, null]),
  ...['POST', 'PUT'].map((method) => [`${method} of anything`, INVALID, { method, headers: {} }, null]),
];
const NAMES = { 400: 'Bad Request', 413: 'Payload Too Large', 415: 'Unsupported Media Type' };

for (const [entry, { Validator, guardPatch }] of Object.entries(ENTRIES)) {
  const validator = new Validator();

  for (const [name, body, init, status] of VERDICTS) {
    test(`${entry}: ${name} ${status ? `is refused with ${status}` : 'passes'}`, async () => {
      const response = await guardPatch(request(body, init), validator);
      assert.equal(response?.status ?? null, status);
      if (!response) return;
      assert.match(response.headers.get('content-type'), /^application\/json/);
      const answer = await response.json();
      assert.deepEqual([answer.status, answer.error], [status, NAMES[status]]);
      if (status !== 400) return;
      const text = body === undefined ? '' : body;
      assert.deepEqual(answer.error_details, library.toErrorDetails(validator.validateJson(text)));
    });
  }

  test(`${entry}: what passes can be forwarded byte for byte, in one chunk or in many`, async () => {
    const text = '{"patches":[{"operation":"setMetadataProperty","propertyName":"t","value":"ü\u{1f600}"}]}';
    const all = bytes(text);
    const bodies = [text, all, chunked(...Array.from(all, (byte) => new Uint8Array([byte]))).stream, chunked(all.slice(0, 70), new Uint8Array(0), all.slice(70)).stream];
    for (const body of bodies) {
      const original = request(body);
      assert.equal(await guardPatch(original, validator), null);
      assert.equal(original.bodyUsed, false);
      const forwarded = new Request('https://server.example', original);
      assert.deepEqual(new Uint8Array(await forwarded.arrayBuffer()), all);
    }
  });

  test(`${entry}: a body in chunks that are no bytes cannot be judged`, async () => {
    const clone = () => ({ body: new ReadableStream({ start: (controller) => { controller.enqueue(VALID); controller.close(); } }) });
    const odd = { method: 'PATCH', headers: new Headers(JSON_TYPE), clone };
    const response = await guardPatch(odd, validator, { maxBytes: 5 });
    assert.deepEqual((await response.json()).error_details, { '': 'Invalid JSON: the body cannot be read at byte 0' });
  });

  test(`${entry}: a refused request can still be read`, async () => {
    const original = request(INVALID);
    assert.equal((await guardPatch(original, validator)).status, 400);
    assert.equal(await original.text(), INVALID);
  });

  test(`${entry}: a body is not read further than maxBytes, nor at all where its length is declared over that`, async () => {
    const source = chunked('x'.repeat(60), 'x'.repeat(60), 'x'.repeat(60), 'x'.repeat(60));
    const original = request(source.stream);
    assert.equal((await guardPatch(original, validator, { maxBytes: 100 })).status, 413);
    assert.ok(source.pulled <= 3, `${source.pulled} chunks were read`);
    // Whoever does not read the request either ends its body: the clone holds nothing back.
    original.body.cancel();
    await new Promise(setImmediate);
    assert.equal(source.cancelled, true);
    const declared = chunked('x');
    assert.equal((await guardPatch(request(declared.stream, { headers: { ...JSON_TYPE, 'content-length': '101' } }), validator, { maxBytes: 100 })).status, 413);
    assert.equal(declared.pulled, 0);
  });

  test(`${entry}: a maxBytes that is no number of bytes would let everything pass, and is refused`, async () => {
    for (const maxBytes of [Number.NaN, -1, 1.5, '100', null]) {
      await assert.rejects(guardPatch(request(VALID), validator, { maxBytes }), {
        name: 'TypeError',
        message: /^maxBytes: expected a whole number from 0, not /,
      });
    }
  });

  for (const [maxBytes, length, status] of [[100, 100, null], [100, 101, 413], [VALID.length, VALID.length, null], [0, VALID.length, 413], [1_000_000, 600_000, null], [2 ** 40, 600_000, null]]) {
    test(`${entry}: ${length} bytes where ${maxBytes} are allowed ${status ? 'are refused' : 'pass'}`, async () => {
      for (const body of [padded(length), chunked(padded(length).slice(0, 5), padded(length).slice(5)).stream]) {
        assert.equal((await guardPatch(request(body), validator, { maxBytes }))?.status ?? null, status);
      }
    });
  }

  test(`${entry}: a body that breaks off is 400 with an issue that says so`, async () => {
    for (const chunks of [[new Error('reset')], ['{"patches":', new Error('reset')]]) {
      const raised = await raisedDuring(async () => {
        const response = await guardPatch(request(chunked(...chunks).stream), validator);
        assert.equal(response.status, 400);
        const { error_details: details } = await response.json();
        assert.match(details[''], /^Invalid JSON: /);
      });
      assert.deepEqual(raised, []);
    }
  });

  test(`${entry}: a body that was read already is 400, not an exception`, async () => {
    const used = request(VALID);
    await used.text();
    assert.equal((await guardPatch(used, validator)).status, 400);
  });

  test(`${entry}: it judges by the validator it is given, of either entry`, async () => {
    for (const { Validator } of Object.values(ENTRIES)) {
      const old = new Validator({ serverRelease: 'release-2025-11' });
      const unrevoke = '{"patches":[{"operation":"unrevokeAsset"}]}';
      const later = '{"patches":[],"later":1}';
      assert.equal((await guardPatch(request(unrevoke), old)).status, 400);
      assert.equal(await guardPatch(request(unrevoke), new Validator()), null);
      assert.equal((await guardPatch(request(later), new Validator())).status, 400);
      assert.equal(await guardPatch(request(later), new Validator({ unknownProperties: 'ignore' })), null);
    }
  });

  test(`${entry}: the refusal names every faulty path as the server would`, async () => {
    const body = '{"patches":[{"operation":"x"},{"operation":"setMetadataProperty"}],"version":true}';
    const answer = await (await guardPatch(request(body), validator)).json();
    assert.equal(answer.error_details['patches.0.operation'], 'No enum match for: "x"');
    assert.equal(answer.error_details['patches.1.propertyName'], 'Missing required property: propertyName');
    assert.ok('version' in answer.error_details);
  });
}

test('a guard in front of the emulator: what it lets through, the server takes', async () => {
  const { MediaLibraryEmulator } = await load(`${NAME}/emulator`);
  const emulator = new MediaLibraryEmulator();
  const validator = new library.Validator();
  const worker = async (url, init) => {
    const incoming = new Request(url, init);
    return (await library.guardPatch(incoming, validator)) ?? emulator.fetch(incoming);
  };
  const client = new library.MediaLibraryClient({ baseUrl: 'https://worker.example', token: 'demo-token', fetch: worker });
  await client.updateEntry('asze63i9', () => [{ operation: 'archive' }]);
  assert.equal(emulator.entry('asze63i9').state, 'archived');
  const error = await failure(client.patchEntry('asze63i9', { patches: [{ operation: 'x' }] }, { validate: false }));
  assert.deepEqual(error.issues.map(({ path }) => path), [['patches', 0, 'operation']]);
  assert.equal(emulator.requests.length, 2);
  await settle();
});
