// `livingdocs-media-library/slim`: the caller brings the wasm, in whichever form it comes.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { NAME, load, loadFile, require } from './installed.mjs';

const bytes = readFileSync(require.resolve(`${NAME}/client.wasm`));
const module = new WebAssembly.Module(bytes);
const EMPTY = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const UNINITIALISED = { name: 'WebAssemblyError', code: 'web_assembly', reason: 'uninitialised', message: /Call init\(…\) or initSync\(…\)/ };
const BROKEN = { name: 'WebAssemblyError', reason: 'input', message: /client\.wasm of this very version/ };

let copies = 0;
/** `./slim` anew, in which nothing has been brought yet. */
const anew = () => loadFile('dist/slim.js', ++copies);

function works({ MediaLibraryClient, Validator, ValidationError }) {
  assert.deepEqual(new Validator().validate({ patches: [{ operation: 'archive' }] }), []);
  assert.equal(new Validator().validate({ patches: [{ operation: 'x' }] })[0].code, 'invalid_enum');
  const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x', fetch: () => assert.fail('sent') });
  return assert.rejects(client.patchEntry('a', { patches: [{}] }), ValidationError);
}

const answer = (body, init) => new Response(body, init);
const WASM_TYPE = { headers: { 'content-type': 'application/wasm' } };

const FORMS = {
  'a module': () => module,
  'a promise of a module': () => WebAssembly.compile(bytes),
  'a Buffer': () => bytes,
  'an ArrayBuffer': () => new Uint8Array(bytes).buffer,
  'a view that starts elsewhere': () => new DataView(new Uint8Array([1, 2, 3, ...bytes]).buffer, 3),
  'an ArrayBuffer of another realm': () => runInNewContext('new Uint8Array(bytes).buffer', { bytes: [...bytes] }),
  'a module of another realm': () => runInNewContext('new WebAssembly.Module(new Uint8Array(bytes))', { bytes: [...bytes] }),
};
const LATER_FORMS = {
  'a Response': () => answer(bytes, WASM_TYPE),
  'a promise of a Response': async () => answer(bytes, WASM_TYPE),
  'a Response with the wrong MIME type': () => answer(bytes, { headers: { 'content-type': 'text/plain' } }),
  'a Response without a MIME type': () => answer(bytes),
};

for (const [name, form] of Object.entries({ ...FORMS, ...LATER_FORMS })) {
  test(`init takes ${name}`, async () => {
    const slim = await anew();
    assert.equal(await slim.init(form()), undefined);
    await slim.ready();
    await works(slim);
  });
}

for (const [name, form] of Object.entries(FORMS).filter(([name]) => !name.startsWith('a promise'))) {
  test(`initSync takes ${name}`, async () => {
    const slim = await anew();
    assert.equal(slim.initSync(form()), undefined);
    await works(slim);
  });
}

test('import and require share what was brought', async () => {
  const imported = await load(`${NAME}/slim`);
  assert.throws(() => new imported.Validator(), UNINITIALISED);
  await imported.init(module);
  await works(require(`${NAME}/slim`));
});

test('before init, everything that needs the wasm says so, and init helps', async () => {
  const slim = await anew();
  assert.throws(() => new slim.Validator(), UNINITIALISED);
  assert.throws(() => new slim.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x' }), UNINITIALISED);
  await assert.rejects(slim.ready(), UNINITIALISED);
  assert.throws(() => new slim.Validator(), slim.WebAssemblyError);
  assert.deepEqual(slim.toErrorDetails([]), {});
  await slim.init(module);
  await works(slim);
});

test('init starts where Chromium before 115 refuses to do so at once', async (t) => {
  const slim = await anew();
  const refuse = t.mock.method(WebAssembly, 'Instance', () => {
    throw new RangeError('WebAssembly.Instance is disallowed on the main thread');
  });
  await slim.init(bytes);
  await works(slim);
  assert.equal(refuse.mock.callCount(), 0);
});

test('once started, any further init is harmless, whatever it is given', async () => {
  const slim = await anew();
  await Promise.all([slim.init(bytes), slim.init(answer(bytes))]);
  const validator = new slim.Validator();
  await slim.init(module);
  await slim.init(answer('', { status: 404 }));
  await slim.init();
  // Nor is it waited for.
  await slim.init(new Promise(() => {}));
  for (const other of [EMPTY, bytes.subarray(0, 100), 'text', undefined]) slim.initSync(other);
  assert.deepEqual(validator.validate({ patches: [{ operation: 'archive' }] }), []);
  await works(slim);
});

test('an init that fails while another succeeds has not failed', async () => {
  const slim = await anew();
  let fail;
  const slow = slim.init(new Promise((_, reject) => (fail = reject)));
  slim.initSync(module);
  fail(new Error('offline'));
  await slow;
  await works(slim);
});

const WRONG_TYPES = [
  [undefined, 'undefined'],
  [null, 'Null'],
  ['/client.wasm', 'string'],
  [5, 'number'],
  [{}, 'Object'],
  [new URL('https://livingdocs.example/client.wasm'), 'URL'],
  [new Request('https://livingdocs.example/client.wasm'), 'Request'],
  [new Blob([bytes]), 'Blob'],
];
test('anything else is a TypeError that says what to give', async () => {
  const slim = await anew();
  for (const [wrong, name] of WRONG_TYPES) {
    const expected = `a WebAssembly.Module, an ArrayBuffer or a view of one, not ${name}`;
    await assert.rejects(slim.init(wrong), { name: 'TypeError', message: `init: expected a Response, ${expected}` });
    assert.throws(() => slim.initSync(wrong), { name: 'TypeError', message: `initSync: expected ${expected}` });
  }
  for (const later of [answer(bytes), Promise.resolve(module)]) {
    assert.throws(() => slim.initSync(later), { name: 'TypeError', message: /^initSync: expected a WebAssembly\.Module/ });
  }
  assert.throws(() => new slim.Validator(), UNINITIALISED);
});

test('other content is named, and the right one still helps', async () => {
  const slim = await anew();
  const other = readFileSync(require.resolve(`${NAME}/validator.wasm`));
  const faults = {
    'is another module': [EMPTY, new WebAssembly.Module(EMPTY), other],
    'does not begin like WebAssembly': [new Uint8Array(), bytes.subarray(0, 3), bytes.subarray(1), new Uint8Array([0, 0x61, 0x73, 0]), Buffer.from('<!doctype html>')],
  };
  for (const [fault, inputs] of Object.entries(faults)) {
    const message = `livingdocs-media-library: what was given to init ${fault}. Give it the client.wasm of this very version.`;
    for (const wrong of inputs) {
      await assert.rejects(slim.init(wrong), { ...BROKEN, message });
      assert.throws(() => slim.initSync(wrong), { ...BROKEN, message });
    }
  }
  const changed = (at, value) => new Uint8Array(bytes).fill(value, at, at + 1);
  const unsupported = { name: 'WebAssemblyError', reason: 'unsupported' };
  for (const [wrong, expected] of [[changed(bytes.length - 1, 0), BROKEN], [changed(4, 9), unsupported], [bytes.subarray(0, 1_000), unsupported]]) {
    await assert.rejects(slim.init(wrong), expected);
    assert.throws(() => slim.initSync(wrong), expected);
  }
  await assert.rejects(slim.init(answer('', { status: 404 })), { ...BROKEN, message: /the status 404\. Give it/ });
  await assert.rejects(slim.init(answer('<!doctype html>', WASM_TYPE)), BROKEN);
  await slim.init(module);
  await works(slim);
});

test('what does not start is forgotten, so that it may be tried again', async () => {
  const slim = await anew();
  const { Instance, instantiate } = WebAssembly;
  const noMemory = () => new RangeError('could not allocate memory');
  WebAssembly.Instance = class {
    constructor() {
      throw noMemory();
    }
  };
  WebAssembly.instantiate = async () => {
    throw noMemory();
  };
  try {
    assert.throws(() => slim.initSync(module), { name: 'WebAssemblyError', reason: 'failed' });
    assert.throws(() => new slim.Validator(), UNINITIALISED);
    await assert.rejects(slim.init(module), { name: 'WebAssemblyError', reason: 'failed' });
    assert.throws(() => new slim.Validator(), UNINITIALISED);
  } finally {
    Object.assign(WebAssembly, { Instance, instantiate });
  }
  await slim.init(module);
  await works(slim);
});

// ───────────────────────────── Over HTTP ─────────────────────────────

const server = createServer((request, response) => {
  if (request.url === '/missing.wasm') return response.writeHead(404).end('Not Found');
  response.setHeader('content-type', request.url === '/typed.wasm' ? 'application/wasm' : 'application/octet-stream');
  return response.end(bytes);
});
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => server.close());
const get = (path) => fetch(`http://127.0.0.1:${server.address().port}${path}`, { headers: { connection: 'close' } });

test('what fetch gives can be handed over as it is', async () => {
  for (const path of ['/typed.wasm', '/untyped.wasm']) {
    const slim = await anew();
    await slim.init(get(path));
    await works(slim);
  }
});

test('a 404 is named with its address, and what fetch rejects with comes out unchanged', async () => {
  const slim = await anew();
  await assert.rejects(slim.init(get('/missing.wasm')), { ...BROKEN, message: /status 404, from http:\/\/127\.0\.0\.1:\d+\/missing\.wasm/ });
  const offline = new TypeError('fetch failed');
  await assert.rejects(slim.init(Promise.reject(offline)), (error) => error === offline);
  await slim.init(get('/typed.wasm'));
  await works(slim);
});
