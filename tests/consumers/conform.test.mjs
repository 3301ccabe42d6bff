import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSubmission, report, useForm } from '@conform-to/react/future';
import { de, localize } from 'livingdocs-media-library/messages';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { TOO_LONG_IN_GERMAN, validator } from './example.mjs';

const VALID = {
  version: '3',
  'patches[0].operation': 'revokeAsset',
  'patches[0].note': 'gone',
  'patches[1].operation': 'addUsageLogEntry',
  'patches[1].value.purpose': 'print',
  'patches[1].value.state': 'pending',
};
const INVALID = {
  ...VALID,
  version: 'x',
  'patches[0].note': 'x'.repeat(201),
  'patches[1].value.state': 'confirmed',
  'patches[1].value.params.pages[0]': 'two',
};
const MESSAGES = {
  version: ['String does not match ^[0-9]+$: "x"'],
  'patches[0].note': ['String is too long (201 chars), maximum 200'],
  'patches[1].value.publicationDate': ['Missing required property: publicationDate'],
  'patches[1].value.params.pages[0]': ['Invalid type: expected integer'],
};

/** What a route's action does with a form that was sent, and what the page is given back. */
function submit(entries, schema = validator.patchRequest) {
  const formData = new FormData();
  for (const [name, value] of Object.entries(entries)) formData.append(name, value);
  const submission = parseSubmission(formData);
  const { value, issues } = schema['~standard'].validate(submission.payload);
  return { value, lastResult: issues ? report(submission, { error: { issues } }) : report(submission) };
}

test('Conform: a valid form is read as a request', () => {
  const { value, lastResult } = submit(VALID);
  assert.deepEqual(value, {
    version: '3',
    patches: [
      { operation: 'revokeAsset', note: 'gone' },
      { operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'pending' } },
    ],
  });
  assert.equal(lastResult.error, undefined);
});

test('Conform: each message has the name of its field', () => {
  const { value, lastResult } = submit(INVALID);
  assert.equal(value, undefined);
  assert.deepEqual(lastResult.error.fieldErrors, MESSAGES);
});

test('Conform: the form shows each message beside its field', () => {
  function Form({ lastResult }) {
    const { fields } = useForm(validator.patchRequest, { lastResult });
    const [revoke, add] = fields.patches.getFieldList().map((patch) => patch.getFieldset());
    const usage = add.value.getFieldset();
    const [page] = usage.params.getFieldset().pages.getFieldList();
    return [fields.version, revoke.note, usage.publicationDate, page].map(({ name, errors }) => createElement('p', { key: name }, `${name}: ${errors}`));
  }
  const html = renderToStaticMarkup(createElement(Form, submit(INVALID)));
  const shown = html.replaceAll('&quot;', '"').match(/(?<=<p>)[^<]*/g);
  assert.deepEqual(shown, Object.entries(MESSAGES).map(([name, [message]]) => `${name}: ${message}`));
});

test('Conform: with messages for people', () => {
  const { lastResult } = submit(INVALID, localize(validator.patchRequest, de));
  assert.deepEqual(lastResult.error.fieldErrors['patches[0].note'], [TOO_LONG_IN_GERMAN]);
});
