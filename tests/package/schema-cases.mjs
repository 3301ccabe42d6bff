// What the validator and the JSON Schemas that it exports have to agree on: patches as [name, patch, valid under the
// default options], purposes to try them with, and whole requests in the same shape.

const add = (value) => ({ operation: 'addUsageLogEntry', value: { purpose: 'print', ...value } });
const update = (value, rest) => ({
  operation: 'updateUsageLogEntry',
  usageLogEntryId: 'ab12',
  value: { state: 'pending', purpose: 'print', ...value },
  ...rest,
});
const replace = (value) => ({ operation: 'replaceAsset', value: { key: 'a/b.jpg', ...value } });
const revoke = (note) => ({ operation: 'revokeAsset', note });
const dated = (publicationDate) => add({ state: 'confirmed', publicationDate });
const linked = (url) => add({ url });

export const patches = [
  ['no object: null', null, false],
  ['no object: a list', [], false],
  ['no object: text', 'archive', false],
  ['no operation', {}, false],
  ['operation of the wrong type', { operation: 1 }, false],
  ['operation null', { operation: null }, false],
  ['unknown operation', { operation: 'notExistingOperation' }, false],
  ['operation in capitals', { operation: 'Archive' }, false],

  ['setMetadataProperty', { operation: 'setMetadataProperty', propertyName: 'title', value: 'x' }, true],
  ...[null, 0, false, '', [], {}, { a: [1, { b: null }] }].map((value) => [
    `setMetadataProperty to ${JSON.stringify(value)}`,
    { operation: 'setMetadataProperty', propertyName: 'title', value },
    true,
  ]),
  ['setMetadataProperty without a value', { operation: 'setMetadataProperty', propertyName: 'title' }, true],
  ['setMetadataProperty without a name', { operation: 'setMetadataProperty', value: 1 }, false],
  ['setMetadataProperty with an empty name', { operation: 'setMetadataProperty', propertyName: '' }, false],
  ['setMetadataProperty with a number as name', { operation: 'setMetadataProperty', propertyName: 5 }, false],
  ['setMetadataProperty with a note', { operation: 'setMetadataProperty', propertyName: 'a', note: 'x' }, false],

  ['archive', { operation: 'archive' }, true],
  ['archive with a note', { operation: 'archive', note: 'x' }, false],
  ['archive with a note that is null', { operation: 'archive', note: null }, false],
  ['archive with a value', { operation: 'archive', value: {} }, false],
  ['archive with an unknown property', { operation: 'archive', reason: 'x' }, false],

  ['replaceAsset', replace(), true],
  ['replaceAsset with all', replace({ url: '', filename: 'b.jpg', mimeType: 'image/jpeg', size: 0, width: 1, height: 2, duration: 0.5 }), true],
  ['replaceAsset without a value', { operation: 'replaceAsset' }, false],
  ['replaceAsset with null', { operation: 'replaceAsset', value: null }, false],
  ['replaceAsset with a list', { operation: 'replaceAsset', value: [] }, false],
  ['replaceAsset without a key', { operation: 'replaceAsset', value: {} }, false],
  ['replaceAsset with an empty key', replace({ key: '' }), false],
  ['replaceAsset with a number as key', replace({ key: 1 }), false],
  ['replaceAsset with a url of any text', replace({ url: 'not a url' }), true],
  ['replaceAsset with a number as url', replace({ url: 1 }), false],
  ['replaceAsset with a filename of null', replace({ filename: null }), false],
  ['replaceAsset with a boolean as mimeType', replace({ mimeType: true }), false],
  ['replaceAsset with an unknown property', replace({ credit: 'x' }), false],
  ...['size', 'width', 'height'].flatMap((name) => [
    [`${name} 1e20`, replace({ [name]: 1e20 }), true],
    [`${name} -1`, replace({ [name]: -1 }), false],
    [`${name} 1.5`, replace({ [name]: 1.5 }), false],
    [`${name} as text`, replace({ [name]: '1' }), false],
  ]),
  ['duration 0', replace({ duration: 0 }), true],
  ['duration 1e-7', replace({ duration: 1e-7 }), true],
  ['duration -0.1', replace({ duration: -0.1 }), false],
  ['duration null', replace({ duration: null }), false],

  ['removeAsset', { operation: 'removeAsset' }, true],
  ['removeAsset of a locale', { operation: 'removeAsset', locale: 'de' }, true],
  ['removeAsset of an empty locale', { operation: 'removeAsset', locale: '' }, false],
  ['removeAsset of a locale that is null', { operation: 'removeAsset', locale: null }, false],
  ['removeAsset with a key', { operation: 'removeAsset', key: 'a' }, false],

  ['revokeAsset', { operation: 'revokeAsset' }, true],
  ['an empty note', revoke(''), true],
  ['a note of 200', revoke('x'.repeat(200)), true],
  ['a note of 201', revoke('x'.repeat(201)), false],
  ['a note of 200 emoji', revoke('😀'.repeat(200)), true],
  ['a note of 201 emoji', revoke('😀'.repeat(201)), false],
  ['a note of 200 lone surrogates', revoke('\ud83d'.repeat(200)), true],
  ['a note of 201 lone surrogates', revoke('\ud83d'.repeat(201)), false],
  ['a note that is a number', revoke(7), false],
  ['a note that is null', revoke(null), false],
  ['unrevokeAsset', { operation: 'unrevokeAsset' }, true],
  ['unrevokeAsset with a note', { operation: 'unrevokeAsset', note: 'x' }, false],

  ['a usage', add(), true],
  ['a usage without a value', { operation: 'addUsageLogEntry' }, false],
  ['a usage of text', { operation: 'addUsageLogEntry', value: 'print' }, false],
  ['a usage without a purpose', { operation: 'addUsageLogEntry', value: {} }, false],
  ['a usage with an id beside', { ...add(), usageLogEntryId: 'x' }, false],
  ['a usage with an id inside', add({ id: 'x' }), false],
  ['purpose empty', add({ purpose: '' }), false],
  ['purpose null', add({ purpose: null }), false],
  ['purpose unknown', add({ purpose: 'radio' }), true],
  ['state pending', add({ state: 'pending' }), true],
  ['state unknown', add({ state: 'done' }), false],
  ['state null', add({ state: null }), false],
  ['state confirmed without a date', add({ state: 'confirmed' }), false],
  ['params', add({ params: { a: 1 } }), true],
  ['params empty', add({ params: {} }), true],
  ['params a list', add({ params: [] }), false],
  ['params null', add({ params: null }), false],
  ['an update', update(), true],
  ['an update without a state', update({ state: undefined }), false],
  ['an update confirmed', update({ state: 'confirmed', publicationDate: '2026-05-01T12:00:00Z' }), true],
  ['an update confirmed without a date', update({ state: 'confirmed' }), false],
  ['an update without an id', update({}, { usageLogEntryId: undefined }), false],
  ['an update with an empty id', update({}, { usageLogEntryId: '' }), false],
  ['an update without a value', { operation: 'updateUsageLogEntry', usageLogEntryId: 'x' }, false],
  ['an update with an old value', update({}, { oldValue: { anything: [1] } }), true],
  ['an update with an old value of null', update({}, { oldValue: null }), false],
  ['an update with an old value that is a list', update({}, { oldValue: [] }), false],
  ['a removal', { operation: 'removeUsageLogEntry', usageLogEntryId: 'x' }, true],
  ['a removal without an id', { operation: 'removeUsageLogEntry' }, false],
  ['a removal with a value', { operation: 'removeUsageLogEntry', usageLogEntryId: 'x', value: {} }, false],

  ...[
    '2026-05-01T12:00:00Z', '2026-05-01t12:00:00z', '2026-05-01 12:00:00Z', '2026-05-01T12:00:00.123456789Z',
    '2026-05-01T12:00:00+02:00', '2026-05-01T12:00:00+02', '2026-05-01T12:00:00-0230', '2024-02-29T00:00:00Z',
    '2000-02-29T00:00:00Z', '2026-12-31T23:59:60Z', '2026-05-01T00:59:60+01:00', '0000-01-01T00:00:00Z',
  ].map((date) => [`date ${date}`, dated(date), true]),
  ...[
    '', 'tomorrow', '2026-05-01', '12:00:00Z', '2026-05-01T12:00:00', '2026-05-01T12:00Z', '2026-05-01T24:00:00Z',
    '2026-05-01T12:60:00Z', '2026-05-01T12:00:61Z', '2026-05-01T12:00:60Z', '2026-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-04-31T00:00:00Z', '2026-05-01T12:00:00+24:00',
    '2026-05-01T12:00:00,5Z', '2026-05-01  12:00:00Z', ' 2026-05-01T12:00:00Z', '2026-05-01T12:00:00Z\n',
    '26-05-01T12:00:00Z', 1777636800000, null,
  ].map((date) => [`date ${JSON.stringify(date)}`, dated(date), false]),

  ...['https://example.com', 'http://localhost', 'mailto:a@b', 'a:b', 'x-1+2.3:y', 'HTTPS://X', 'urn:ä😀'].map((url) => [`url ${url}`, linked(url), true]),
  ...['', 'example.com', '/path', '//example.com', 'https:', '1a:b', 'a_b:c', ':x', 'https://a b', 'https://a\u00a0b', 'https://a\nb', 'a:\u0085', 'ä:b', 5, null].map(
    (url) => [`url ${JSON.stringify(url)}`, linked(url), false],
  ),
].map(([name, patch, valid]) => [name, asJson(patch), valid]);

export const requests = [
  ['null', null, false],
  ['a list', [], false],
  ['text', '{}', false],
  ['an empty object', {}, false],
  ['no patches', { version: 1 }, false],
  ['patches null', { patches: null }, false],
  ['patches an object', { patches: {} }, false],
  ['no patch', { patches: [] }, true],
  ['a patch', { patches: [{ operation: 'archive' }] }, true],
  ['a good patch and a bad one', { patches: [{ operation: 'archive' }, {}] }, false],
  ['an unknown property', { patches: [], comment: 'x' }, false],
  ...['0', '36', '007', 0, 36, 1e15].map((version) => [`version ${JSON.stringify(version)}`, { version, patches: [] }, true]),
  ...['', 'x', '1.0', '-1', ' 1', '1\n', '١', -1, 1.5, null, true, [], {}].map((version) => [
    `version ${JSON.stringify(version)}`,
    { version, patches: [] },
    false,
  ]),
  ['preserveUpdatedAt true', { preserveUpdatedAt: true, patches: [] }, true],
  ['preserveUpdatedAt false', { preserveUpdatedAt: false, patches: [] }, true],
  ['preserveUpdatedAt null', { preserveUpdatedAt: null, patches: [] }, false],
  ['preserveUpdatedAt as text', { preserveUpdatedAt: 'true', patches: [] }, false],
];

const items = (...values) => ({ type: 'static', items: values.map((value) => ({ label: 'x', value })) });

export const usagePurposes = [
  { handle: 'print' },
  {
    handle: 'web',
    paramsSchema: [
      { handle: 'paid', type: 'li-boolean' },
      { handle: 'title', type: 'li-text', config: { required: true, minLength: 2, maxLength: 4, allowNewlines: false } },
      { handle: 'text', type: 'li-text' },
      { handle: 'page', type: 'li-integer', config: { minValue: 1, maxValue: 9 } },
      { handle: 'column', type: 'li-integer', config: { dataProvider: items(1, 2, '3') } },
      { handle: 'desk', type: 'li-enum', config: { dataProvider: items('news', 'sport', 7) } },
      { handle: 'free', type: 'li-enum', config: { dataProvider: { type: 'remote', dataSource: 'x' } } },
      { handle: 'none', type: 'li-enum', config: { dataProvider: items() } },
      { handle: 'tags', type: 'li-string-list', config: { maxItems: 2, dataProvider: items('a', 'b', 'c') } },
      { handle: 'pages', type: 'li-numeric-list', config: { maxItems: 2 } },
      { handle: 'day', type: 'li-date' },
      { handle: 'moment', type: 'li-datetime' },
      { handle: 'place', type: 'li-geo', config: { required: false } },
    ],
  },
];

const web = (params, rest) => ({ operation: 'addUsageLogEntry', value: { purpose: 'web', params, ...rest } });
const confirmed = { state: 'confirmed', publicationDate: '2026-05-01T12:00:00Z' };
const param = (name, valid, invalid) => [
  ...valid.map((value) => [`${name} ${JSON.stringify(value)}`, web({ [name]: value }), true]),
  ...invalid.map((value) => [`${name} ${JSON.stringify(value)}`, web({ [name]: value }), false]),
];

/** Patches whose verdict is that under `usagePurposes`. */
export const patchesWithPurposes = [
  ['purpose known', add(), true],
  ['purpose unknown', add({ purpose: 'radio' }), false],
  ['a purpose without params takes none', add({ params: { a: 1 } }), false],
  ['a purpose without params takes an empty object', add({ params: {} }), true],
  ['pending without the required param', web(), true],
  ['confirmed without params', web(undefined, confirmed), false],
  ['confirmed without the required param', web({}, confirmed), false],
  ['confirmed with the required param', web({ title: 'abc' }, confirmed), true],
  ['a param of no schema', web({ other: 1 }), false],
  ...param('paid', [true, false], [null, 'true', 0]),
  ...param('title', ['ab', 'abcd', '😀😀', '😀😀😀😀'], ['a', '😀', 'abcde', 'a\nb', 'a\rb', null, 5]),
  ...param('text', ['', 'a\nb'], [null, []]),
  ...param('page', [1, 9], [0, 10, 1.5, '1', null]),
  ...param('column', [1, 2], [3, '3', 1.5]),
  ...param('desk', ['news', 'sport'], ['culture', '', 7, null, ['news']]),
  ...param('free', ['', 'anything'], [1, null]),
  ...param('none', [], ['', 'x', 1]),
  ...param('tags', [[], ['a'], ['a', 'c'], ['a', 'a']], ['a', ['d'], ['a', 'b', 'c'], [1], null]),
  ...param('pages', [[], [1, -2]], [[1, 2, 3], [1.5], ['1'], 1, null]),
  ...param('day', ['2026-05-01', '2024-02-29'], ['2026-02-29', '2026-05-01T12:00:00Z', '1.5.2026', '', 20260501, null]),
  ...param('moment', ['2026-05-01T12:00:00Z'], ['2026-05-01', 'now', null]),
  ...param('place', ['x', null, { lat: 1 }], []),
].map(([name, patch, valid]) => [name, asJson(patch), valid]);

/** Without the members that are undefined: a JSON Schema judges what is sent. */
function asJson(value) {
  return JSON.parse(JSON.stringify(value));
}
