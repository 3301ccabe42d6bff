// What forms are built from: operations and limits as data, type guards, and values as a patch.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, load } from './installed.mjs';

const { Validator, limits, operations, toPatch } = await load(`${NAME}/validator`);
const validator = new Validator();

test('the main entry has the same', async () => {
  const library = await load(NAME);
  assert.deepEqual(library.operations, operations);
  assert.deepEqual(library.limits, limits);
  assert.deepEqual(library.toPatch({ operation: 'archive', note: 'x' }), { operation: 'archive' });
});

test('the operations, in the order of the API reference, with their properties', () => {
  const required = Object.entries(operations).map(([name, { since, properties }]) => [
    name,
    since,
    Object.entries(properties).map(([property, { required }]) => (required ? `${property}!` : property)).join(),
  ]);
  assert.deepEqual(required, [
    ['setMetadataProperty', undefined, 'propertyName!,value'],
    ['archive', undefined, ''],
    ['replaceAsset', 'release-2022-03', 'value!'],
    ['removeAsset', 'release-2024-01', 'locale'],
    ['revokeAsset', undefined, 'note'],
    ['unrevokeAsset', 'release-2026-01', ''],
    ['addUsageLogEntry', 'release-2026-05', 'value!'],
    ['updateUsageLogEntry', 'release-2026-05', 'value!,usageLogEntryId!,oldValue'],
    ['removeUsageLogEntry', 'release-2026-05', 'usageLogEntryId!'],
  ]);
  const { state, publicationDate } = operations.addUsageLogEntry.properties.value.properties;
  assert.deepEqual(state, { type: 'string', enum: ['pending', 'confirmed'] });
  assert.equal(publicationDate.required, 'confirmed');
  assert.deepEqual(operations.revokeAsset.properties.note, {
    type: 'string', maxLength: 200, description: 'At most 200 characters', since: 'release-2026-01',
  });
});

test('a property that is required is one whose lack is an issue, and a release is the first that has the operation', () => {
  for (const [operation, { since, properties }] of Object.entries(operations)) {
    const missing = validator.validatePatch({ operation }).map(({ path }) => path[0]);
    assert.deepEqual(missing, Object.keys(properties).filter((name) => properties[name].required), operation);
    if (!since) continue;
    const codes = (serverRelease) => new Validator({ serverRelease }).validatePatch({ operation }).map(({ code }) => code);
    assert.ok(!codes(since).includes('unsupported_operation'), operation);
    assert.deepEqual(codes('release-2022-02'), ['unsupported_operation'], operation);
  }
});

test('the limits are those of the rules', () => {
  assert.deepEqual(limits, { noteLength: 200, requestBytes: 512_000, nesting: 1_000, issues: 1_000 });
  const note = (length) => validator.isPatch({ operation: 'revokeAsset', note: 'x'.repeat(length) });
  assert.deepEqual([note(limits.noteLength), note(limits.noteLength + 1)], [true, false]);
  const value = (depth) => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
  const nested = (depth) => validator.isPatch({ operation: 'setMetadataProperty', propertyName: 'x', value: value(depth - 1) });
  assert.deepEqual([nested(limits.nesting), nested(limits.nesting + 1)], [true, false]);
  assert.equal(validator.validate({ patches: Array(limits.issues + 1).fill(0) }).length, limits.issues);
});

test('all of it is frozen, and a JSON Schema is not', () => {
  const { value } = operations.addUsageLogEntry.properties;
  for (const object of [limits, operations, operations.archive, value, value.properties.state.enum]) assert.ok(Object.isFrozen(object));
  const schema = validator.patch['~standard'].jsonSchema.input({ target: 'draft-07' });
  schema.anyOf[0].properties.propertyName.minLength = 2;
  assert.equal(operations.setMetadataProperty.properties.propertyName.minLength, 1);
});

test('type guards say what the validator says', () => {
  assert.ok(validator.isPatch({ operation: 'archive' }));
  assert.ok(!validator.isPatch({ operation: 'archive', note: 'x' }));
  assert.ok(validator.isPatchRequest({ patches: [{ operation: 'archive' }] }));
  for (const value of [undefined, null, 1n, 'x', [], {}, () => {}]) {
    assert.ok(!validator.isPatch(value));
    assert.ok(!validator.isPatchRequest(value));
  }
});

for (const [name, values, patch] of [
  ['nothing was chosen', {}, {}],
  ['nothing was chosen, and something typed', { operation: '', note: 'x' }, {}],
  ['an operation that nobody knows stays', { operation: 'archiv', note: 'x' }, { operation: 'archiv' }],
  ['a name that every object has is no operation', { operation: 'constructor', name: 'x' }, { operation: 'constructor' }],
  [
    'what another operation left over',
    { operation: 'archive', propertyName: 'title', value: { key: 'k' }, note: 'x', usageLogEntryId: '1' },
    { operation: 'archive' },
  ],
  ['empty texts', { operation: 'removeAsset', locale: '' }, { operation: 'removeAsset' }],
  ['a metadata value is any JSON', { operation: 'setMetadataProperty', propertyName: 'x', value: { a: '' } }, { operation: 'setMetadataProperty', propertyName: 'x', value: { a: '' } }],
  ['false and 0 are values', { operation: 'setMetadataProperty', propertyName: 'x', value: false }, { operation: 'setMetadataProperty', propertyName: 'x', value: false }],
  ['an empty metadata value', { operation: 'setMetadataProperty', propertyName: 'x', value: '' }, { operation: 'setMetadataProperty', propertyName: 'x' }],
  [
    'an asset, with inputs of numbers that are empty',
    { operation: 'replaceAsset', value: { key: 'k', url: '', size: NaN, width: 0, height: null, purpose: 'print' } },
    { operation: 'replaceAsset', value: { key: 'k', width: 0 } },
  ],
  ['a required object stays', { operation: 'addUsageLogEntry', value: { purpose: '' } }, { operation: 'addUsageLogEntry', value: {} }],
  [
    'params and old values without what is empty',
    { operation: 'updateUsageLogEntry', usageLogEntryId: '1', value: { state: 'pending', purpose: 'p', params: { page: 1, note: '' } }, oldValue: { state: '' } },
    { operation: 'updateUsageLogEntry', value: { state: 'pending', purpose: 'p', params: { page: 1 } }, usageLogEntryId: '1' },
  ],
  [
    'a list where an object belongs is for the validator to judge',
    { operation: 'addUsageLogEntry', value: ['x'] },
    { operation: 'addUsageLogEntry', value: ['x'] },
  ],
]) {
  test(`values as a patch: ${name}`, () => {
    const before = structuredClone(values);
    assert.deepEqual(toPatch(values), patch);
    assert.deepEqual(values, before);
  });
}

test('a Date is a value', () => {
  const publicationDate = new Date(0);
  const patch = toPatch({ operation: 'addUsageLogEntry', value: { purpose: 'p', state: 'confirmed', publicationDate } });
  assert.equal(patch.value.publicationDate, publicationDate);
  assert.ok(validator.isPatch(patch));
});

test('values that are no object are a TypeError', () => {
  for (const values of [undefined, null, 'archive']) assert.throws(() => toPatch(values), { name: 'TypeError', message: /^values: expected an object/ });
});
