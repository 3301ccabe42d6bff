// What every build of the package has to judge rightly: each case of tests/cases, and what no text can say.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertIssues, cases } from './cases.mjs';
import { NAME, installed, load, loadFile, require, root } from './installed.mjs';

const text = readFileSync(join(root, 'tests/example-request.json'), 'utf8');
const example = JSON.parse(text);
const { preserveUpdatedAt, ...older } = example;

const builds = {
  'the main entry in Node': () => load(NAME),
  'the validator in Node': () => load(`${NAME}/validator`),
  'the main entry in bundlers': () => loadFile('dist/index.js'),
  'the validator in bundlers': () => loadFile('dist/validator.js'),
  'the main entry required without Node': () => require(join(installed, 'dist/index.default.cjs')),
  'the validator required without Node': () => require(join(installed, 'dist/validator.default.cjs')),
};

const revoke = (note) => ({ patches: [{ operation: 'revokeAsset', note }] });
const paths = (issues) => issues.map((issue) => issue.path);

for (const [build, loadBuild] of Object.entries(builds)) {
  test(`${build}: every case has its issues, however they are asked for`, async () => {
    const { Validator } = await loadBuild();
    for (const row of cases) assertIssues(Validator, row);
  });

  test(`${build}: what only looks like bytes is not JSON`, async () => {
    const { Validator } = await loadBuild();
    for (const value of [new Proxy(new Uint8Array(2), {}), Object.create(Uint8Array.prototype), new Proxy(new ArrayBuffer(2), {}), { length: 2 }]) {
      assert.deepEqual(new Validator().validateJson(value).map(({ code, params }) => [code, params.offset]), [['invalid_json', 0]]);
    }
  });

  test(`${build}: bytes are as many as they are, whatever they say`, async () => {
    const { Validator } = await loadBuild();
    const validator = new Validator();
    const bytes = new TextEncoder().encode('{"patches":[{"operation":"x"}]}');
    const lengths = [{ value: 1 }, { value: 1e9 }, { get: () => validator.validateJson('{"patches":[]}').length }, { get() { throw new Error('own'); } }];
    for (const length of lengths) {
      for (const name of ['length', 'byteLength']) {
        const odd = Object.defineProperty(bytes.slice(), name, length);
        assert.deepEqual(validator.validateJson(odd).map(({ code }) => code), ['invalid_enum']);
      }
    }
  });

  test(`${build}: issues that no string can hold are one, and all goes on`, async (t) => {
    const { Validator } = await loadBuild();
    const validator = new Validator();
    validator.validateJson('{}');
    for (const thrown of [new Error('Cannot create a string longer than 0x1fffffe8 characters'), undefined]) {
      const decode = t.mock.method(TextDecoder.prototype, 'decode', () => {
        throw thrown;
      });
      assert.deepEqual(validator.validateJson('{"patches":[],"x":1}').map(({ code, message }) => [code, message]), [
        ['invalid_json', 'Invalid JSON: too large for memory at byte 0'],
      ]);
      decode.mock.restore();
    }
    assert.deepEqual(validator.validateJson('{"patches":[],"x":1}').map(({ path }) => path), [['x']]);
  });

  test(`${build}: the reference's example is valid, as object, text and bytes`, async () => {
    const { Validator } = await loadBuild();
    const validator = new Validator();
    assert.deepEqual(validator.validate(example), []);
    assert.deepEqual(validator.validateJson(text), []);
    assert.deepEqual(validator.validateJson(new TextEncoder().encode(text)), []);
    assert.deepEqual(validator.validateJson(new TextEncoder().encode(text).buffer), []);
    assert.deepEqual(new Validator({ apiVersion: '2026-01' }).validate(older), []);
  });

  test(`${build}: what is wrong is named where it is`, async () => {
    const { Validator, toErrorDetails } = await loadBuild();
    const validator = new Validator();
    assert.deepEqual(toErrorDetails(validator.validate({ patches: [{ operation: 'notExistingOperation' }] })), {
      'patches.0.operation': 'No enum match for: "notExistingOperation"',
    });
    assert.deepEqual(paths(validator.validate(revoke('x'.repeat(201)))), [['patches', 0, 'note']]);
    assert.deepEqual(validator.validate(revoke('😀'.repeat(200))), []);
    const confirmed = { operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose: 'print' } };
    assert.deepEqual(paths(validator.validate({ patches: [confirmed] })), [['patches', 0, 'value', 'publicationDate']]);
    assert.deepEqual(paths(new Validator({ apiVersion: '2026-01' }).validate(example)), [['preserveUpdatedAt']]);
  });

  test(`${build}: bad data gives issues, never an exception`, async () => {
    const { Validator } = await loadBuild();
    const validator = new Validator();
    const cycle = {};
    cycle.self = cycle;
    for (const request of [undefined, null, 1n, Symbol('x'), () => {}, cycle, [], 'text', new Proxy({}, { ownKeys() { throw 1; } })]) {
      assert.equal(validator.validate(request).length, 1);
    }
    for (const json of ['', '{', new Uint8Array([0xff]), '['.repeat(100_000), undefined, {}]) {
      assert.equal(validator.validateJson(json).length, 1);
    }
    assert.deepEqual(validator.validate({ patches: [] }), []);
  });
}
