import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FieldApi, FormApi } from '@tanstack/react-form';
import { de, describe } from 'livingdocs-media-library/messages';
import { MESSAGES, TOO_LONG_IN_GERMAN, invalid, valid, validator } from './example.mjs';

/** A form without its React part, which only subscribes to it. */
function tanStackForm(defaultValues) {
  const submitted = [];
  const form = new FormApi({
    defaultValues,
    validators: { onChange: validator.patchRequest },
    onSubmit: ({ value }) => submitted.push(value),
  });
  form.mount();
  const field = (name) => {
    const field = new FieldApi({ form, name });
    field.mount();
    return field;
  };
  return { form, field, submitted };
}

test('TanStack Form: a valid request is submitted', async () => {
  const { form, submitted } = tanStackForm(valid());
  await form.handleSubmit();
  assert.equal(form.state.isValid, true);
  assert.deepEqual(submitted, [valid()]);
});

test('TanStack Form: each message stands beside its field, and nothing is submitted', async () => {
  const { form, field, submitted } = tanStackForm(invalid());
  const names = ['version', 'patches[0].note', 'patches[1].value.publicationDate', 'patches[1].value.params.pages[1]'];
  const fields = names.map(field);
  await form.handleSubmit();
  assert.deepEqual(submitted, []);
  assert.deepEqual(fields.map(({ state }) => state.meta.errors.map(({ message }) => message)), Object.values(MESSAGES).map((message) => [message]));
});

test('TanStack Form: a field is judged again as it changes, and its error is an issue', () => {
  const { form, field } = tanStackForm(valid());
  const note = field('patches[0].note');
  note.setValue('x'.repeat(201));
  assert.equal(note.state.meta.errors[0].code, 'too_long');
  assert.equal(describe(note.state.meta.errors[0], de), TOO_LONG_IN_GERMAN);
  note.setValue('short');
  assert.deepEqual(note.state.meta.errors, []);
  assert.equal(describe(note.state.meta.errors[0], de), '');
  assert.equal(form.state.isValid, true);
});

test('TanStack Form: one patch as the whole form', () => {
  const form = new FormApi({ defaultValues: { operation: 'archive', note: 'x' }, validators: { onMount: validator.patch } });
  form.mount();
  assert.equal(form.state.errors[0].note[0].message, 'note is not supported by archive');
});
