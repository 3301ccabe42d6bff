import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useRegleSchema } from '@regle/schemas';
import { de, localize } from 'livingdocs-media-library/messages';
import { createSSRApp, effectScope, nextTick, ref } from 'vue';
import { MESSAGES, TOO_LONG_IN_GERMAN, flat, invalid, valid, validator } from './example.mjs';

const app = createSSRApp({});

/** `useRegleSchema` as a component's setup would call it. */
function regle(request, schema = validator.patchRequest) {
  const state = ref(request);
  const { r$ } = app.runWithContext(() => effectScope().run(() => useRegleSchema(state, schema)));
  return { state, r$ };
}

const messageOf = (errors) => (Array.isArray(errors) && typeof errors[0] === 'string' ? errors[0] : undefined);

/** Regle's own levels, `$each` of a list, are no part of the path. */
const messages = (errors) =>
  Object.fromEntries(Object.entries(flat(errors, messageOf)).map(([path, message]) => [path.replaceAll('.$each', ''), message]));

test('Regle: a valid request passes as it came', async () => {
  const { r$ } = regle(valid());
  const { valid: isValid, data } = await r$.$validate();
  assert.equal(isValid, true);
  assert.deepEqual(data, valid());
  assert.deepEqual(messages(r$.$errors), {});
});

test('Regle: each message stands beside its field', async () => {
  const { r$ } = regle(invalid());
  assert.equal((await r$.$validate()).valid, false);
  assert.deepEqual(messages(r$.$errors), MESSAGES);
  const [revoke, add] = r$.patches.$each;
  assert.deepEqual(revoke.note.$errors, [MESSAGES['patches.0.note']]);
  assert.deepEqual(add.value.publicationDate.$errors, [MESSAGES['patches.1.value.publicationDate']]);
});

test('Regle: a field is judged again as it changes', async () => {
  const { state, r$ } = regle(valid());
  await r$.$validate();
  const [{ note }] = r$.patches.$each;
  state.value.patches[0].note = 'x'.repeat(201);
  await nextTick();
  assert.deepEqual(note.$errors, [MESSAGES['patches.0.note']]);
  state.value.patches[0].note = 'short';
  await nextTick();
  assert.deepEqual(note.$errors, []);
});

test('Regle: with messages for people', async () => {
  const { r$ } = regle(invalid(), localize(validator.patchRequest, de));
  await r$.$validate();
  assert.deepEqual(r$.patches.$each[0].note.$errors, [TOO_LONG_IN_GERMAN]);
});
