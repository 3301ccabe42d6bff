import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toErrorDetails } from 'livingdocs-media-library/validator';
import { MESSAGES, invalid, valid, validator } from './example.mjs';

test('the requests of these tests have these faults', () => {
  assert.deepEqual(validator.validate(valid()), []);
  assert.deepEqual(toErrorDetails(validator.validate(invalid())), MESSAGES);
});
