/** For forms: what patches hold, as data, and a form's values as a patch. */
import { MAX_BODY, MAX_DEPTH, MAX_ISSUES, NOTE_MAXIMUM, OPERATIONS } from '../wasm/contract.js';
import { fail, isObject } from './options.js';
/** @import { PatchDraft, limits as Limits, operations as Operations } from '../index.js' */
/** @import { Fields } from './types.js' */

/** @type {typeof Limits} */
export const limits = /* @__PURE__ */ Object.freeze({
  noteLength: NOTE_MAXIMUM,
  requestBytes: MAX_BODY,
  nesting: MAX_DEPTH,
  issues: MAX_ISSUES,
});

/** @type {typeof Operations} */
export const operations = /* @__PURE__ */ frozen(OPERATIONS);

/**
 * Frozen, with all that it holds.
 * @template T
 * @param {T} value
 * @returns {T}
 */
function frozen(value) {
  if (isObject(value)) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/**
 * @param {Record<string, any>} values
 * @returns {PatchDraft}
 */
export function toPatch(values) {
  if (!isObject(values)) fail('values', 'an object', values);
  const { operation } = values;
  /** @type {Record<string, { properties: Fields }>} */
  const known = OPERATIONS;
  const properties = Object.hasOwn(known, operation) ? known[operation].properties : {};
  return filled(values, { operation: {}, ...properties });
}

/**
 * Those of the fields that are not empty.
 * @param {Record<string, any>} values
 * @param {Fields} fields
 * @returns {Record<string, any>}
 */
function filled(values, fields) {
  const kept = Object.entries(fields).map(([name, field]) => [name, pruned(values[name], field)]);
  return Object.fromEntries(kept.filter(([, value]) => !isEmpty(value)));
}

/**
 * An object without what is empty in it; nothing where that was all, unless it has to be there.
 * @param {unknown} value
 * @param {Fields[string]} field
 */
function pruned(value, { type, properties, required }) {
  if (type !== 'object' || !isObject(value) || Array.isArray(value)) return value;
  const names = Object.keys(properties ?? value).map((name) => [name, properties?.[name] ?? {}]);
  const kept = filled(value, Object.fromEntries(names));
  return required || Object.keys(kept).length > 0 ? kept : undefined;
}

/**
 * As inputs are that nobody has filled in: of a number, they give NaN.
 * @param {unknown} value
 */
function isEmpty(value) {
  return value === undefined || value === null || value === '' || Number.isNaN(value);
}
