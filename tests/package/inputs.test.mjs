// What callers hand to a validator: bytes in all their forms, and values of which JSON makes nothing.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { NAME, load } from './installed.mjs';

const { Validator, issuesFromErrorDetails } = await load(`${NAME}/validator`);
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
  const gone = UTF8.slice().buffer;
  structuredClone(gone, { transfer: [gone] });
  assert.deepEqual(validator.validateJson(gone).map(({ code }) => code), ['invalid_json']);
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

test('every valid request gets the same frozen list', () => {
  const issues = validator.validate({ patches: [] });
  assert.ok(Object.isFrozen(issues));
  assert.equal(validator.validateJson(VALID), issues);
  assert.equal(validator.validatePatch({ operation: 'archive' }), issues);
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
