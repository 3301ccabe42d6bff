// What callers hand to a validator: bytes in all their forms, and values of which JSON makes nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { NAME, load, loadFile } from './installed.mjs';

const { Validator, issuesFromErrorDetails, toErrorDetails } = await load(`${NAME}/validator`);
const validator = new Validator();
const VALID = '{"patches":[]}';
const UTF8 = new TextEncoder().encode(VALID);
/** The same bytes, with others before and behind. */
const padded = Uint8Array.from([91, 91, 91, 91, ...UTF8, 93, 93]);
const shared = new Uint8Array(new SharedArrayBuffer(UTF8.length));
shared.set(UTF8);

const BYTES = {
  'a Uint8Array': UTF8,
  'a part of a Uint8Array': padded.subarray(4, -2),
  'a DataView of a part': new DataView(padded.buffer, 4, UTF8.length),
  'an Int8Array': new Int8Array(UTF8),
  'a Uint16Array': new Uint16Array(UTF8.slice().buffer),
  'a Buffer': Buffer.from(VALID),
  'an ArrayBuffer': UTF8.slice().buffer,
  'a SharedArrayBuffer': shared.buffer,
  'shared bytes': shared,
  "another realm's Uint8Array": runInNewContext('Uint8Array').from(UTF8),
  "another realm's ArrayBuffer": runInNewContext('Uint8Array').from(UTF8).buffer,
};
for (const [name, bytes] of Object.entries(BYTES)) {
  test(`${name} is read as its bytes`, () => {
    assert.deepEqual(validator.validateJson(bytes), []);
  });
}

test('no bytes are an unexpected end, and a buffer that is gone is not JSON', () => {
  for (const none of [new Uint8Array(), new ArrayBuffer(0), new DataView(new ArrayBuffer(4), 2, 0), '']) {
    const [{ params }] = validator.validateJson(none);
    assert.deepEqual(params, { reason: 'unexpected end', offset: 0 });
  }
  const view = UTF8.slice();
  const gone = view.buffer;
  structuredClone(gone, { transfer: [gone] });
  for (const none of [gone, view]) assert.deepEqual(validator.validateJson(none)[0].params, { reason: 'neither text nor bytes', offset: 0 });
});

test('neither text nor bytes is one issue, and never an exception', () => {
  for (const value of [undefined, null, 5, true, 1n, Symbol('x'), {}, [], () => {}, new Date()]) {
    assert.deepEqual(validator.validateJson(value), [
      {
        path: [],
        code: 'invalid_json',
        message: 'Invalid JSON: neither text nor bytes at byte 0',
        params: { reason: 'neither text nor bytes', offset: 0 },
      },
    ]);
  }
});

const METHODS = { validate: (value) => validator.validate(value), validatePatch: (value) => validator.validatePatch(value) };
for (const [name, judge] of Object.entries(METHODS)) {
  test(`${name}: what JSON leaves out is no object, and says what it was`, () => {
    for (const [value, actual] of [[undefined, 'undefined'], [() => {}, 'function'], [Symbol('x'), 'symbol'], [{ toJSON() {} }, 'undefined']]) {
      assert.deepEqual(judge(value), [
        { path: [], code: 'invalid_type', message: 'Invalid type: expected object', params: { expected: 'object', actual } },
      ]);
    }
  });

  test(`${name}: what JSON.stringify throws is one issue, with its first line, 100 characters of it at most`, () => {
    const cycle = {};
    cycle.self = cycle;
    const throwing = (thrown) => ({ get patches() { throw thrown; } });
    const reasons = [
      [throwing(new Error('own\nand more')), 'cannot be serialised (own)'],
      [throwing(new Error('x'.repeat(101))), `cannot be serialised (${'x'.repeat(100)})`],
      [throwing(new Error(`x${'😀'.repeat(100)}`)), `cannot be serialised (x${'😀'.repeat(99)})`],
      [throwing(new Error('')), 'cannot be serialised'],
      [throwing(undefined), 'cannot be serialised'],
      [throwing('text'), 'cannot be serialised'],
      [throwing({ get message() { throw new Error('hostile'); } }), 'cannot be serialised'],
    ];
    for (const [value, reason] of reasons) {
      const message = `Invalid JSON: ${reason} at byte 0`;
      assert.deepEqual(judge(value), [{ path: [], code: 'invalid_json', message, params: { reason, offset: 0 } }]);
    }
    for (const value of [cycle, { patches: 1n }]) {
      const [{ code, message }, ...others] = judge(value);
      assert.equal(code, 'invalid_json');
      assert.match(message, /^Invalid JSON: cannot be serialised \(.+\) at byte 0$/);
      assert.deepEqual(others, []);
    }
  });

  test(`${name}: what is nested too deep for JSON.stringify is nested too deep`, () => {
    const deep = {};
    for (let level = 0, inner = deep; level < 200_000; level++) inner = inner.a = {};
    for (const value of [deep, { get patches() { throw new Error('too much recursion'); } }]) {
      assert.deepEqual(judge(value), [
        { path: [], code: 'too_deep', message: 'Nested too deeply: maximum 1000 levels', params: { maximum: 1000 } },
      ]);
    }
  });
}

test('half a surrogate pair that stands raw in a text is found, as by JSON.parse', (t) => {
  const text = (value) => `{"patches":[{"operation":"setMetadataProperty","propertyName":"x","value":"${value}"}]}`;
  const judge = () => {
    for (const value of ['\ud83d', 'é\ude00\ud83d', '😀\ud83d']) {
      const issues = validator.validateJson(text(value));
      assert.deepEqual(issues.map(({ path, code, params }) => [path, code, params]), [[['patches', 0, 'value'], 'invalid_character', { actual: value }]]);
    }
    assert.deepEqual(validator.validateJson(text('é😀')), []);
    assert.equal(validator.validateJson('\ud83d')[0].code, 'invalid_json');
  };
  judge();
  // Browsers of 2022 have no such method.
  const { isWellFormed } = String.prototype;
  t.after(() => { String.prototype.isWellFormed = isWellFormed; });
  delete String.prototype.isWellFormed;
  judge();
});

for (const gone of [['TextEncoder'], ['TextDecoder'], ['TextEncoder', 'TextDecoder']]) {
  test(`without ${gone.join(' and ')}, as in Jest with jsdom, Buffer does the same`, async (t) => {
    const whole = Object.fromEntries(gone.map((name) => [name, globalThis[name]]));
    t.after(() => Object.assign(globalThis, whole));
    // Node's own classes are made when they are first asked for, of the others.
    assert.ok([Headers, Request, Response, fetch].every(Boolean));
    for (const name of gone) delete globalThis[name];
    const [{ Validator }, { MediaLibraryEmulator }] = await Promise.all(['validator', 'emulator'].map((entry) => loadFile(`dist/${entry}.js`, gone.join())));
    const operation = 'é€😀'.repeat(30);
    for (const issues of [new Validator().validate({ patches: [{ operation }] }), new Validator().validateJson(JSON.stringify({ patches: [{ operation }] }))]) {
      assert.deepEqual(issues.map(({ path, params }) => [path, params.actual]), [[['patches', 0, 'operation'], operation]]);
    }
    const entry = { id: 'a', version: 1, metadata: { title: 'é€😀' } };
    assert.deepEqual(new MediaLibraryEmulator({ entries: [entry] }).entry('a').metadata, entry.metadata);
  });
}

test('every valid request gets the same frozen list', () => {
  const issues = validator.validate({ patches: [] });
  assert.ok(Object.isFrozen(issues));
  assert.equal(validator.validateJson(VALID), issues);
  assert.equal(validator.validatePatch({ operation: 'archive' }), issues);
});

test('what is a request, and what is none', () => {
  assert.deepEqual([{ patches: [] }, {}].map((value) => validator.isPatchRequest(value)), [true, false]);
});

test('of a path with several issues, details have the first', () => {
  const issues = ['first', 'second'].map((message) => ({ path: ['a', 0], code: 'server', message, params: {} }));
  assert.deepEqual(toErrorDetails(issues), { 'a.0': 'first' });
});

test('options that are no object are a TypeError', () => {
  for (const [options, shown] of [[5, '5'], [null, 'null'], ['x', '"x"']]) {
    assert.throws(() => new Validator(options), new TypeError(`options: expected an object, not ${shown}`));
  }
});

test('the same validator for another API version, made once; itself, where there is none of that name', () => {
  // Copies of the package ask each other's.
  const inVersion = Symbol.for('livingdocs-media-library.inVersion');
  for (const none of [undefined, '', 'x', 'x2026-05', '2026-05x', '2016-05', '2046-05', '20x6-05', '2026-04', '2026-12', '2025-01']) {
    assert.equal(validator[inVersion](none), validator, none);
  }
  for (const version of ['2025-03', '2026-01', '2026-11', '2039-09']) {
    assert.notEqual(validator[inVersion](version), validator);
    assert.equal(validator[inVersion](version), validator[inVersion](version));
  }
  for (const first of ['V1', 'beta']) assert.equal(validator[inVersion](first), validator[inVersion]('2025-03'));
  const preserving = { preserveUpdatedAt: true, patches: [] };
  assert.deepEqual(['2026-01', '2026-03'].map((version) => validator[inVersion](version).validate(preserving).length), [1, 0]);
});

test('the WebAssembly is asked for room once, keeps up to 64 KiB, gets back what is more, and may have none', async (t) => {
  const { Instance } = WebAssembly;
  t.after(() => Object.assign(WebAssembly, { Instance }));
  const asked = [];
  let isFull = false;
  WebAssembly.Instance = class extends Instance {
    exports = { ...super.exports, input: (size) => asked.push(size) && (isFull ? 0 : super.exports.input(size)) };
  };
  const { Validator } = await loadFile('dist/validator.js', 'room');
  const own = new Validator();
  const of = (length) => VALID.padEnd(length, ' ');
  const long = `{"patches":[{"operation":"setMetadataProperty","propertyName":"x","value":"${'é'.repeat(20_000)}"}],"end":1}`;
  for (const [input, sizes, issues = 0] of [
    [of(1), []],
    [Buffer.from(of(1024)), []],
    [of(400), [1200]],
    [of(400), []],
    [of(10_000), [10_000]],
    [of(9_999), [29_997]],
    [Buffer.from(of(65_536)), [65_536]],
    [of(20), []],
    [of(65_537), [65_537, 0]],
    [of(20), [1024]],
    // At first as if it were ASCII; then three bytes for each unit that is left.
    [long, [20_087, 50_105], 1],
  ]) {
    asked.length = 0;
    assert.equal(own.validateJson(input).length, issues, `${input.length}`);
    assert.deepEqual(asked, sizes, `${input.length}`);
  }
  isFull = true;
  assert.deepEqual(own.validateJson(of(70_000)).map(({ message }) => message), ['Invalid JSON: too large for memory at byte 0']);
  assert.throws(() => new Validator({ usagePurposes: [{ handle: 'x', label: 'x'.repeat(70_000) }] }), new TypeError('too large for memory'));
  isFull = false;
  assert.deepEqual(own.validateJson(VALID), []);
});

test('the schemas of a validator are the same ones each time', () => {
  assert.equal(validator.patch, validator.patch);
  assert.equal(validator.patchRequest, validator.patchRequest);
});

test('of a long option that is wrong, a message shows 100 characters', () => {
  assert.throws(() => new Validator({ apiVersion: 'x'.repeat(200) }), (error) => error.message.endsWith(`, not "${'x'.repeat(100)}"`));
});

test('keys of details are paths: numbers of up to 15 digits are places in lists', () => {
  const key = `patches.0.value.07.${'9'.repeat(15)}.${'9'.repeat(16)}`;
  const [{ path }] = issuesFromErrorDetails({ [key]: 'x' });
  assert.deepEqual(path, ['patches', 0, 'value', '07', 999_999_999_999_999, '9'.repeat(16)]);
});

test('an option must be exactly a word that is known', () => {
  for (const name of ['apiVersion', 'serverRelease', 'unknownProperties']) {
    for (const value of ['', ' ', '2026-05\n', 'release-2026-05\nx', 'ignore\n', null, ['reject'], 5]) {
      assert.throws(() => new Validator({ [name]: value }), (error) => error instanceof TypeError && error.message.startsWith(`${name}: expected `));
    }
  }
});
