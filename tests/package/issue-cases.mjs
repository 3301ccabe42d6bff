// One issue of every kind, as the validator makes it. `[name, options, what is judged]`; the first issue counts. Text is
// judged by validateJson, an object with `patches` by validate, any other by validatePatch.

import { usagePurposes } from './schema-cases.mjs';

const purposes = { usagePurposes };
const web = (params, rest) => ({ operation: 'addUsageLogEntry', value: { purpose: 'web', params, ...rest } });
const confirmed = { state: 'confirmed', publicationDate: '2026-05-01T12:00:00Z' };
const print = (value) => ({ operation: 'addUsageLogEntry', value: { purpose: 'print', ...value } });
const replace = (value) => ({ operation: 'replaceAsset', value: { key: 'a', ...value } });
const cycle = {};
cycle.self = cycle;

export const CASES = [
  ['text that breaks off', {}, '{"patches":['],
  ['text with a wrong character', {}, '{patches}'],
  ['text with a line break in a string', {}, '"\n"'],
  ['text with a wrong escape', {}, '"\\x"'],
  ['text after the end', {}, '{} {}'],
  ['a byte order mark', {}, '\ufeff{}'],
  ['a cycle', {}, cycle],
  ['nested too deep', {}, '['.repeat(1_001)],
  ['a key that stands twice', {}, '{"patches":[],"patches":[]}'],
  ['a request that is a list', {}, '[]'],
  ['a patch that is text', {}, { patches: [{ operation: 'archive' }, 'archive'] }],
  ['patches that are no list', {}, { patches: {} }],
  ['no patches', {}, '{}'],
  ['a version of the wrong type', {}, { version: true, patches: [] }],
  ['a version that is no number', {}, { version: 'x', patches: [] }],
  ['a negative version', {}, { version: -1, patches: [] }],
  ['preserveUpdatedAt as text', {}, { preserveUpdatedAt: 'yes', patches: [] }],
  ['preserveUpdatedAt too early', { apiVersion: '2026-01' }, { preserveUpdatedAt: true, patches: [] }],
  ['no operation', {}, {}],
  ['an operation that does not exist', {}, { operation: 'delete' }],
  ['an operation too early', { serverRelease: 'release-2026-03' }, print()],
  ['a note too early', { serverRelease: 'release-2025-11' }, { operation: 'revokeAsset', note: 'x' }],
  ['a note too long', {}, { operation: 'revokeAsset', note: 'x'.repeat(201) }],
  ['a note on archive', {}, { operation: 'archive', note: 'x' }],
  ['an unknown property', {}, { operation: 'archive', reason: 'x' }],
  ['an empty property name', {}, { operation: 'setMetadataProperty', propertyName: '' }],
  ['an empty locale', {}, { operation: 'removeAsset', locale: '' }],
  ['no file key', {}, { operation: 'replaceAsset', value: {} }],
  ['a width as text', {}, replace({ width: '100' })],
  ['a negative width', {}, replace({ width: -5 })],
  ['a duration as text', {}, replace({ duration: '1' })],
  ['no usage log entry', {}, { operation: 'removeUsageLogEntry' }],
  ['an old value that is a list', {}, { operation: 'updateUsageLogEntry', usageLogEntryId: 'x', value: { state: 'pending', purpose: 'print' }, oldValue: [] }],
  ['an unknown state', {}, print({ state: 'done' })],
  ['confirmed without a date', {}, print({ state: 'confirmed' })],
  ['a date that is none', {}, print({ publicationDate: 'tomorrow' })],
  ['an address that is none', {}, print({ url: 'example.com' })],
  ['an unknown purpose', purposes, print({ purpose: 'radio' })],
  ['a purpose where there are none', { usagePurposes: [] }, print()],
  ['params that are a list', {}, print({ params: [] })],
  ['a required param', purposes, web({}, confirmed)],
  ['a text param too short', purposes, web({ title: 'x' })],
  ['a text param too long', purposes, web({ title: 'xxxxx' })],
  ['a line break', purposes, web({ title: 'a\nb' })],
  ['a page too small', purposes, web({ page: 0 })],
  ['a page too large', purposes, web({ page: 10 })],
  ['a column that is not to be chosen', purposes, web({ column: 3 })],
  ['a desk that is not to be chosen', purposes, web({ desk: 'culture' })],
  ['nothing to choose from', purposes, web({ none: 'x' })],
  ['too many tags', purposes, web({ tags: ['a', 'b', 'c'] })],
  ['a tag that is not to be chosen', purposes, web({ tags: ['a', 'd'] })],
  ['a page number with a fraction', purposes, web({ pages: [1, 1.5] })],
  ['a day that is none', purposes, web({ day: '2026-02-29' })],
  ['a moment without a time zone', purposes, web({ moment: '2026-05-01T12:00:00' })],
];

export function firstIssue(Validator, [, options, value]) {
  const validator = new Validator(options);
  if (typeof value === 'string') return validator.validateJson(value)[0];
  return (Object.hasOwn(value, 'patches') ? validator.validate(value) : validator.validatePatch(value))[0];
}
