import assert from 'node:assert/strict';
import { test } from 'node:test';
import { de, localize } from 'livingdocs-media-library/messages';
import { MESSAGES, TOO_LONG_IN_GERMAN, flat, invalid, valid, validator } from './example.mjs';

// By their files: the package's own entries name modules that only SvelteKit's build has, such as $app/forms.
const dist = './node_modules/sveltekit-superforms/dist';
const { superValidate } = await import(`${dist}/superValidate.js`);
const { standard, standardClient } = await import(`${dist}/adapters/standard.js`);

const jsonSchema = validator.patchRequest['~standard'].jsonSchema.input({ target: 'draft-07' });
const adapter = standard(validator.patchRequest, { defaults: { patches: [] }, jsonSchema });
const messageOf = (errors) => (Array.isArray(errors) && typeof errors[0] === 'string' ? errors[0] : undefined);

test('Superforms: a valid request passes as it came', async () => {
  const { valid: isValid, data, errors } = await superValidate(valid(), adapter);
  assert.equal(isValid, true);
  assert.deepEqual(data, valid());
  assert.deepEqual(errors, {});
});

test('Superforms: each message stands beside its field', async () => {
  const { valid: isValid, errors } = await superValidate(invalid(), adapter);
  assert.equal(isValid, false);
  assert.deepEqual(flat(errors, messageOf), MESSAGES);
});

test('Superforms: without the JSON Schema, what the defaults do not name is lost', async () => {
  const { data } = await superValidate(valid(), standard(validator.patchRequest, { defaults: { patches: [] } }));
  assert.deepEqual(Object.keys(data), ['patches']);
});

test('Superforms: a form of one patch, sent as FormData', async () => {
  const revoke = standard(validator.patch, { defaults: { operation: 'revokeAsset', note: '' } });
  const formData = new FormData();
  formData.set('operation', 'revokeAsset');
  formData.set('note', 'gone');
  assert.deepEqual((await superValidate(formData, revoke)).data, { operation: 'revokeAsset', note: 'gone' });
  formData.set('note', 'x'.repeat(201));
  assert.deepEqual((await superValidate(formData, revoke)).errors, { note: [MESSAGES['patches.0.note']] });
});

test('Superforms: in the browser, with messages for people', async () => {
  const { validate } = standardClient(localize(validator.patchRequest, de));
  assert.deepEqual(await validate(valid()), { success: true, data: valid() });
  const { success, issues } = await validate(invalid());
  assert.equal(success, false);
  assert.deepEqual(issues[1], { message: TOO_LONG_IN_GERMAN, path: ['patches', 0, 'note'] });
});
