// What form libraries make of issues, in words: by `localize` before they have them, by `describe` after.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, load } from './installed.mjs';

const { Validator } = await load(`${NAME}/validator`);
const { de, describe, localize } = await load(`${NAME}/messages`);

const validator = new Validator();
const patch = { operation: 'revokeAsset', note: 'x'.repeat(201) };
const [issue] = validator.validatePatch(patch);
const IN_WORDS = 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)';

for (const [name, error, words] of [
  ['an issue', issue, IN_WORDS],
  ['an issue among what a library adds', { ...issue, type: 'validation', ref: {} }, IN_WORDS],
  ['an issue without its code', { path: issue.path, message: issue.message }, issue.message],
  ['an issue without its params', { ...issue, params: undefined }, issue.message],
  ['an issue without its path', { ...issue, path: undefined }, issue.message],
  ['an issue whose path is text', { ...issue, path: 'note' }, issue.message],
  ['a message alone', { type: '', message: 'Lake' }, 'Lake'],
  ['no message', { type: 'custom' }, ''],
  ['undefined', undefined, ''],
  ['null', null, ''],
]) {
  test(`describe tells ${name}`, () => assert.equal(describe(error, de), words));
}

test('localize tells every issue, and changes nothing else of it', () => {
  const { issues } = localize(validator.patch, de)['~standard'].validate(patch);
  assert.deepEqual(issues, [{ ...issue, message: IN_WORDS }]);
  assert.equal(issue.message, 'String is too long (201 chars), maximum 200');
  assert.equal(describe(issues[0], de), IN_WORDS);
});

test('localize takes the names of fields', () => {
  const schema = localize(validator.patch, de, { fields: { note: 'Der Kommentar' } });
  assert.equal(schema['~standard'].validate(patch).issues[0].message, IN_WORDS.replace('Die Notiz', 'Der Kommentar'));
});

test('what is valid passes a localized schema as it came, and the rest of the schema is the same', () => {
  const { '~standard': standard } = localize(validator.patchRequest, de);
  const request = { patches: [] };
  assert.equal(standard.validate(request).value, request);
  const { validate, ...rest } = validator.patchRequest['~standard'];
  assert.deepEqual({ ...standard, validate }, { ...rest, validate });
});
