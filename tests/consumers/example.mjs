// What every library is given: a valid request with fields at every depth, and one with a fault at every depth.

import { Validator } from 'livingdocs-media-library/validator';

export const validator = new Validator({
  usagePurposes: [{ handle: 'print', paramsSchema: [{ handle: 'pages', type: 'li-numeric-list' }] }],
});

export const valid = () => ({
  version: '3',
  patches: [
    { operation: 'revokeAsset', note: 'gone' },
    { operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'pending', params: { pages: [1, 2] } } },
  ],
});

export const invalid = () => ({
  version: 'x',
  patches: [
    { operation: 'revokeAsset', note: 'x'.repeat(201) },
    { operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'confirmed', params: { pages: [1, 'two'] } } },
  ],
});

export const MESSAGES = {
  version: 'String does not match ^[0-9]+$: "x"',
  'patches.0.note': 'String is too long (201 chars), maximum 200',
  'patches.1.value.publicationDate': 'Missing required property: publicationDate',
  'patches.1.value.params.pages.1': 'Invalid type: expected integer',
};

export const TOO_LONG_IN_GERMAN = 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)';

/** The messages of a tree of errors by path: `{ patches: [{ note: … }] }` as `{ 'patches.0.note': … }`. */
export function flat(errors, messageOf, path = []) {
  const message = messageOf(errors);
  if (message !== undefined) return { [path.join('.')]: message };
  if (errors === null || typeof errors !== 'object') return {};
  return Object.assign({}, ...Object.entries(errors).map(([key, inner]) => flat(inner, messageOf, [...path, key])));
}
