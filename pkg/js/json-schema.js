/**
 * What a validator accepts, as JSON Schema, as far as that can say it. It cannot say
 *
 * - which characters strings and names may not have: patterns with surrogates do not compile everywhere;
 * - that no key stands twice, that there is no byte order mark, and that a number fits a double: it sees values, not text;
 * - how deep values may be nested;
 * - what a `date-time` is, but that no hour is over 23 and no minute over 59: in ajv-formats' full mode it is what the
 *   validator takes;
 * - that objects are judged as they will be sent: `undefined` members vanish, and a `Date` is its ISO string.
 *
 * The rules stand in src/validate as well, which has them as code. Tests ask both the same.
 */
/** @import { UsageParam, UsagePurpose } from '../index.js' */

/** @typedef {{ supports: number, ignoresUnknown: boolean, purposes: UsagePurpose[] | undefined }} Options */
/** @typedef {[properties: object, required: string[]]} Taken What an operation takes. */

/** @type {Record<string, string>} */
const DRAFTS = {
  'draft-2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
};

/** Bits of `supports`, after those of the operations. */
const PRESERVE_UPDATED_AT = 9;
const NOTE = 10;
/**
 * @param {Options} options
 * @param {number} bit
 */
const has = ({ supports }, bit) => ((supports >> bit) & 1) === 1;
const PROPERTIES = ['propertyName', 'value', 'locale', 'note', 'usageLogEntryId', 'oldValue'];
const NON_EMPTY = { type: 'string', minLength: 1 };
const FROM_ZERO = { type: 'integer', minimum: 0 };
const DATE_TIME = { type: 'string', format: 'date-time', pattern: '^[\\s\\S]{11}([01]\\d|2[0-3]):[0-5]' };
const URL_PATTERN = '^[A-Za-z][A-Za-z0-9+.\\-]*:[^\\s\\u0000-\\u001f\\u007f-\\u009f]+$';

/**
 * `root`: `request` or `patch`. `options`: `{ supports, ignoresUnknown, purposes }`; the first is bits, see src/wasm/validator.rs.
 * @param {'request' | 'patch'} root
 * @param {string} target
 * @param {Options} options
 * @returns {Record<string, unknown>}
 */
export function jsonSchema(root, target, options) {
  const $schema = Object.hasOwn(DRAFTS, target) && DRAFTS[target];
  if (!$schema) throw new Error(`JSON Schema target ${JSON.stringify(target)} is not supported; use draft-2020-12 or draft-07`);
  return { $schema, ...(root === 'request' ? request(options) : patch(options)) };
}

/** @param {Options} options */
function request(options) {
  const properties = {
    version: { anyOf: [{ type: 'string', pattern: '^[0-9]+$' }, FROM_ZERO] },
    preserveUpdatedAt: has(options, PRESERVE_UPDATED_AT) && { type: 'boolean' },
    patches: { type: 'array', items: patch(options) },
  };
  return object(properties, ['patches'], options);
}

/** @param {Options} options */
function patch(options) {
  const supported = Object.entries(operations(options)).filter((_, bit) => has(options, bit));
  return { type: 'object', anyOf: supported.map(([name, taken]) => patchOf(name, taken, options)) };
}

/**
 * @param {string} operation
 * @param {Taken} taken
 * @param {Options} options
 */
function patchOf(operation, [properties, required], options) {
  const others = Object.fromEntries(PROPERTIES.map((name) => [name, false]));
  return object({ operation: { const: operation }, ...others, ...properties }, ['operation', ...required], options);
}

/**
 * The properties that each operation takes, and those that it needs, in the order of their bits.
 * @param {Options} options
 * @returns {Record<string, Taken>}
 */
function operations(options) {
  const usageLogEntryId = NON_EMPTY;
  return {
    setMetadataProperty: [{ propertyName: NON_EMPTY, value: true }, ['propertyName']],
    archive: [{}, []],
    replaceAsset: [{ value: asset(options) }, ['value']],
    removeAsset: [{ locale: NON_EMPTY }, []],
    revokeAsset: [{ note: has(options, NOTE) && { type: 'string', maxLength: 200 } }, []],
    unrevokeAsset: [{}, []],
    addUsageLogEntry: [{ value: usageLogEntry(['purpose'], options) }, ['value']],
    updateUsageLogEntry: [
      { usageLogEntryId, value: usageLogEntry(['state', 'purpose'], options), oldValue: { type: 'object' } },
      ['usageLogEntryId', 'value'],
    ],
    removeUsageLogEntry: [{ usageLogEntryId }, ['usageLogEntryId']],
  };
}

/** @param {Options} options */
function asset(options) {
  const text = { type: 'string' };
  const properties = {
    key: NON_EMPTY,
    url: text,
    filename: text,
    mimeType: text,
    size: FROM_ZERO,
    width: FROM_ZERO,
    height: FROM_ZERO,
    duration: { type: 'number', minimum: 0 },
  };
  return object(properties, ['key'], options);
}

/**
 * @param {string[]} required
 * @param {Options} options
 */
function usageLogEntry(required, options) {
  const { purposes } = options;
  const properties = {
    state: { enum: ['pending', 'confirmed'] },
    purpose: purposes ? { ...NON_EMPTY, ...among(purposes.map(({ handle }) => handle), 'string') } : NON_EMPTY,
    publicationDate: DATE_TIME,
    url: { type: 'string', pattern: URL_PATTERN },
    params: { type: 'object' },
  };
  const isConfirmed = { properties: { state: { const: 'confirmed' } }, required: ['state'] };
  /** @type {object[]} */
  const allOf = [{ if: isConfirmed, then: having(['publicationDate']) }];
  for (const purpose of purposes ?? []) allOf.push(...ofPurpose(purpose, isConfirmed, options));
  return { ...object(properties, required, options), allOf };
}

/**
 * What holds for entries of one purpose.
 * @param {UsagePurpose} purpose
 * @param {object} isConfirmed
 * @param {Options} options
 */
function ofPurpose({ handle, paramsSchema = [] }, isConfirmed, options) {
  const isPurpose = { properties: { purpose: { const: handle } }, required: ['purpose'] };
  const properties = Object.fromEntries(paramsSchema.map((param) => [param.handle, paramOf(param)]));
  /** @type {object[]} */
  const rules = [{ if: isPurpose, then: { properties: { params: object(properties, [], options) } } }];
  const required = paramsSchema.filter(({ config }) => config?.required === true).map((param) => param.handle);
  if (required.length > 0) {
    const params = { type: 'object', ...having(required, { not: { enum: ['', []] } }) };
    const then = { properties: { params }, required: ['params'] };
    rules.push({ if: { allOf: [isPurpose, isConfirmed] }, then });
  }
  return rules;
}

/** @param {UsageParam} param */
function paramOf({ type, ...param }) {
  const config = param.config ?? {};
  const { minValue, maxValue, minLength, maxLength, maxItems, allowNewlines } = config;
  const items = Array.isArray(config.dataProvider?.items) ? config.dataProvider.items.map(({ value }) => value) : undefined;
  switch (type) {
    case 'li-boolean':
      return { type: 'boolean' };
    case 'li-text':
      return given({ type: 'string', minLength, maxLength, pattern: allowNewlines === false ? '^[^\\n\\r]*$' : undefined });
    case 'li-integer':
      return given({ type: 'integer', minimum: minValue, maximum: maxValue, ...among(items, 'number') });
    case 'li-enum':
      return { type: 'string', ...among(items, 'string') };
    case 'li-string-list':
      return given({ type: 'array', items: { type: 'string', ...among(items, 'string') }, maxItems });
    case 'li-numeric-list':
      return given({ type: 'array', items: { type: 'integer' }, maxItems });
    case 'li-date':
      return { type: 'string', format: 'date' };
    case 'li-datetime':
      return DATE_TIME;
    default:
      return true;
  }
}

/**
 * An empty `enum` is not allowed in draft-07.
 * @param {unknown[] | undefined} items
 * @param {string} type
 */
function among(items, type) {
  if (items === undefined) return {};
  const fitting = [...new Set(items.filter((item) => typeof item === type))];
  return fitting.length > 0 ? { enum: fitting } : { not: {} };
}

/**
 * @param {object} properties
 * @param {string[]} required
 * @param {Options} options
 */
function object(properties, required, options) {
  return { type: 'object', properties, required, additionalProperties: options.ignoresUnknown };
}

/**
 * ajv's `strictRequired` wants what is required to be named in `properties`, too.
 * @param {string[]} names
 * @param {object | true} [schema] Of each.
 */
function having(names, schema = true) {
  return { properties: Object.fromEntries(names.map((name) => [name, schema])), required: names };
}

/** @param {object} schema */
function given(schema) {
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined));
}
