import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { issuesFromErrorDetails } from 'livingdocs-media-library/validator';
import { de, describe, localize } from 'livingdocs-media-library/messages';
import { createFormControl } from 'react-hook-form';
import { MESSAGES, TOO_LONG_IN_GERMAN, flat, invalid, valid, validator } from './example.mjs';

/** A form without its React part: what `useForm` is made of. */
function form(defaultValues, schema = validator.patchRequest) {
  return createFormControl({ defaultValues, resolver: standardSchemaResolver(schema) });
}

async function submit(form) {
  const seen = {};
  await form.handleSubmit((values) => (seen.values = values), (errors) => (seen.errors = errors))();
  return seen;
}

const messageOf = (error) => (typeof error?.message === 'string' && 'type' in error ? error.message : undefined);

test('react-hook-form: a valid request is submitted', async () => {
  const { values, errors } = await submit(form(valid()));
  assert.equal(errors, undefined);
  assert.deepEqual(values, valid());
});

test('react-hook-form: the resolver returns the values themselves, and nothing is wrong', async () => {
  const values = valid();
  const result = await standardSchemaResolver(validator.patchRequest)(values, undefined, { fields: {}, shouldUseNativeValidation: false });
  assert.equal(result.values.patches, values.patches);
  assert.deepEqual(result.errors, {});
});

test('react-hook-form: each message stands beside its field', async () => {
  const { values, errors } = await submit(form(invalid()));
  assert.equal(values, undefined);
  assert.deepEqual(flat(errors, messageOf), MESSAGES);
  assert.ok(Array.isArray(errors.patches));
});

test('react-hook-form: a field is judged again as it changes', async () => {
  const { register, setValue, trigger } = form(valid());
  register('patches.0.note');
  setValue('patches.0.note', 'x'.repeat(201));
  assert.equal(await trigger('patches.0.note'), false);
  setValue('patches.0.note', '😀'.repeat(200));
  assert.equal(await trigger('patches.0.note'), true);
});

test('react-hook-form: a fault of the whole request is the root error, and nothing is submitted', async () => {
  const { errors } = await standardSchemaResolver(validator.patchRequest)([], undefined, { fields: {}, shouldUseNativeValidation: false });
  assert.equal(errors.root.message, 'Invalid type: expected object');
  const deep = (levels) => (levels === 0 ? {} : { a: deep(levels - 1) });
  const patch = { operation: 'setMetadataProperty', propertyName: 'title', value: deep(1_001) };
  const { values, errors: shown } = await submit(form(patch, validator.patch));
  assert.equal(values, undefined);
  assert.equal(shown.root.message, 'Nested too deeply: maximum 1000 levels');
});

test('react-hook-form: with messages for people, and those of the server in the same place', async () => {
  const german = form(invalid(), localize(validator.patchRequest, de));
  const { errors } = await submit(german);
  assert.equal(errors.patches[0].note.message, TOO_LONG_IN_GERMAN);
  assert.equal(describe(errors.patches[0].note, de), TOO_LONG_IN_GERMAN);
  assert.equal(describe(errors.preserveUpdatedAt, de), '');
  for (const issue of issuesFromErrorDetails({ 'patches.0.note': 'from the server' })) {
    german.setError(issue.path.join('.'), { type: 'server', message: describe(issue, de) });
  }
  assert.equal(german.getFieldState('patches.0.note').error.message, 'from the server');
});
