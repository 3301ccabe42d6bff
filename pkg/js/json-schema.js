/**
 * What a validator accepts, as JSON Schema, as far as that can say it. It cannot say
 *
 * - which characters strings and names may not have: patterns with surrogates do not compile everywhere;
 * - that no key stands twice, that there is no byte order mark, and that a number fits a double: it sees values, not text;
 * - how deep values may be nested;
 * - what a `date-time` is, but that no hour is over 23 and no minute over 59: in ajv-formats' full mode it is what the
 *   validator takes;
 * - that objects are judged as they will be sent: `undefined` members vanish, and a `Date` is its ISO string;
 * - that a period does not end before it starts.
 *
 * The shapes come from the tables that the validator judges by. Tests ask both the same.
 */
import { METADATA_TYPES, OPERATIONS, PARAM_TYPES, REQUEST } from '../wasm/contract.js';
/** @import { MediaType, MetadataProperty, UsageParam, UsagePurpose } from '../index.js' */
/** @import { Field, Fields, OperationFields, ParamType } from './types.js' */

/**
 * `isOpen`: whether unknown properties pass. `purposes`: where they are not known, a single undefined one. `mediaTypes`: those
 * that an entry may have, where they are known.
 * @typedef {{
 *   apiVersion?: string,
 *   serverRelease?: string,
 *   isOpen: boolean,
 *   purposes: (UsagePurpose | undefined)[],
 *   mediaTypes: MediaType[] | undefined,
 * }} Options
 */

/** @type {Record<string, string>} */
const DRAFTS = {
  'draft-2020-12': 'https://json-schema.org/draft/2020-12/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
};
/** Takes nothing, as `false` does, which many tools do not know. */
const NEVER = { not: {} };

/**
 * `options`: a validator's, which were checked.
 * @param {'patchRequest' | 'patch'} root
 * @param {string} target
 * @param {Options} options
 * @returns {Record<string, unknown>}
 */
export function jsonSchema(root, target, options) {
  const $schema = Object.hasOwn(DRAFTS, target) && DRAFTS[target];
  if (!$schema) throw new Error(`JSON Schema target ${JSON.stringify(target)} is not supported; use draft-2020-12 or draft-07`);
  const schema = root === 'patch' ? patch(options) : request(options);
  // A copy, which may be changed, without undefined keywords.
  return JSON.parse(JSON.stringify({ $schema, title: titleOf(root), ...schema }));
}

/** @param {Options} options */
function request(options) {
  return object({ ...REQUEST, patches: { ...REQUEST.patches, items: patch(options) } }, options);
}

/** @param {Options} options */
function patch(options) {
  /** @type {[string, OperationFields][]} */
  const operations = Object.entries(OPERATIONS);
  /** @type {Fields} */
  const others = {};
  // Where unknown properties pass, those of other operations do not.
  if (options.isOpen) for (const [, { properties }] of operations) for (const name in properties) others[name] = NEVER;
  const supported = operations.filter(([, operation]) => has(operation, options));
  const anyOf = supported.flatMap(([name, { properties }]) =>
    choicesOf(name, properties, options).map(([title, fields]) => ({
      title: titleOf(name) + title,
      ...object({ operation: only(name, true), ...others, ...fields }, options),
    })),
  );
  return { anyOf };
}

/**
 * What patches of an operation may hold, and what to add to its title: with media types, each of their metadata properties is a
 * choice, and so is to remove one.
 * @param {string} name
 * @param {Fields} fields
 * @param {Options} options
 * @returns {[title: string, fields: Fields][]}
 */
function choicesOf(name, fields, { mediaTypes }) {
  if (!mediaTypes) return [['', fields]];
  if (name === 'replaceAsset' && mediaTypes.every(({ asset }) => asset?.replaceable === false)) return [];
  if (!fields.propertyName) return [['', fields]];
  /** @type {Map<string, [string, Fields]>} */
  const different = new Map();
  for (const property of mediaTypes.flatMap(({ metadata = [] }) => metadata)) {
    const value = { ...propertyOf(property, METADATA_TYPES), required: true };
    const choice = { propertyName: only(property.handle, true), value };
    different.set(JSON.stringify(choice), [`: ${property.handle}`, choice]);
  }
  return [...different.values(), ['', { ...fields, value: { type: 'null' } }]];
}

/**
 * A name in words: `usageLogEntryId` is the usage log entry ID.
 * @param {string} name
 */
function titleOf(name) {
  const words = name.replace(/([a-z])([A-Z])/g, (_, end, start) => `${end} ${start.toLowerCase()}`);
  return words.replace(/^.|\bid$/g, (start) => start.toUpperCase());
}

/**
 * Names of versions are in the order of the calendar; without a version, all is there.
 * @param {{ since?: string }} field
 * @param {Options} options
 */
function has({ since = '' }, { apiVersion, serverRelease }) {
  const version = since.startsWith('release') ? serverRelease : apiVersion;
  return !version || since <= version;
}

/**
 * @param {string} value
 * @param {Field['required']} required
 */
function only(value, required) {
  return { type: 'string', const: value, enum: [value], required };
}

/**
 * `state`: that of the usage log entry that it is, or is part of.
 * @param {Fields} fields
 * @param {Options} options
 * @param {string} [state]
 */
function object(fields, options, state) {
  const known = Object.entries(fields).filter(([, field]) => options.isOpen || has(field, options));
  const required = known.filter(([, { required }]) => required === true || (required && required === state));
  return {
    type: 'object',
    properties: Object.fromEntries(known.map(([name, field]) => [name, { title: titleOf(name), ...schemaOf(field, options, state) }])),
    required: required.map(([name]) => name),
    additionalProperties: options.isOpen ? undefined : false,
  };
}

/**
 * @param {Field} field
 * @param {Options} options
 * @param {string} [state]
 * @returns {object}
 */
function schemaOf({ required, since, properties, filled, isOpen, items, ...schema }, options, state) {
  if (!has({ since }, options)) return NEVER;
  const field = items ? { ...schema, items: schemaOf(items, options, state) } : schema;
  if (!properties) return filled && filled === state ? notEmpty(field) : field;
  return !state && properties.state ? entry(properties, options) : object(properties, isOpen ? { ...options, isOpen } : options, state);
}

/**
 * Neither an empty text nor an empty list; of what may be of any type, a choice of types.
 * @param {Field} schema
 * @returns {object}
 */
function notEmpty(schema) {
  const { type } = schema;
  if (type === 'string') return { ...schema, minLength: schema.minLength || 1 };
  if (type === 'array') return { ...schema, minItems: 1 };
  if (type) return schema;
  const types = ['string', 'array', 'object', 'number', 'boolean', 'null'];
  return { anyOf: types.map((type) => notEmpty({ type })) };
}

/**
 * A usage log entry: of each purpose, where they are known, and in each state.
 * @param {Fields} fields
 * @param {Options} options
 */
function entry({ state: { enum: states, required = 'confirmed' }, ...fields }, options) {
  const anyOf = options.purposes.flatMap((purpose) =>
    /** @type {string[]} */ (states).map((state) => ({
      title: titleOf(purpose ? `${purpose.handle}, ${state}` : state),
      ...object({ state: only(state, required), ...fields, ...(purpose && ofPurpose(purpose)) }, options, state),
    })),
  );
  return anyOf.length > 0 ? { anyOf } : NEVER;
}

/**
 * @param {UsagePurpose} purpose
 * @returns {Fields}
 */
function ofPurpose(purpose) {
  const { handle, paramsSchema = [] } = purpose;
  /** @type {[string, Field][]} */
  const params = paramsSchema.map((param) => [param.handle, paramOf(param)]);
  const required = params.some(([, { required }]) => required) && 'confirmed';
  return { purpose: only(handle, true), params: { required, properties: Object.fromEntries(params) } };
}

/**
 * @param {UsageParam} param
 * @returns {Field}
 */
function paramOf(param) {
  const required = param.config?.required === true && 'confirmed';
  return { ...propertyOf(param, PARAM_TYPES), required, filled: required };
}

/**
 * What a param or a metadata property has to be, by its type and its configuration.
 * @param {UsageParam | MetadataProperty} property
 * @param {Record<string, ParamType>} types
 * @returns {Field}
 */
function propertyOf({ type, config = {} }, types) {
  const { oneLine, hasChoices, ...field } = limited(Object.hasOwn(types, type) ? types[type] : {}, config);
  if (config.allowNewlines === false) field.pattern = oneLine;
  const items = config.dataProvider?.items;
  if (!hasChoices || !Array.isArray(items)) return field;
  return field.items ? { ...field, items: among(field.items, items) } : among(field, items);
}

/**
 * With the limits of a configuration.
 * @param {ParamType} field
 * @param {Record<string, any>} config
 * @returns {ParamType}
 */
function limited({ limits = {}, properties, ...field }, config) {
  const keywords = Object.entries(limits).map(([option, keyword]) => [keyword, config[option]]);
  const inside = properties && Object.fromEntries(Object.entries(properties).map(([name, property]) => [name, limited(property, config)]));
  return { ...field, properties: inside, ...Object.fromEntries(keywords) };
}

/**
 * An empty `enum` is not allowed in draft-07.
 * @param {Field} schema
 * @param {{ value: unknown }[]} items
 * @returns {Field}
 */
function among(schema, items) {
  const type = schema.type === 'string' ? 'string' : 'number';
  const fitting = new Set(items.map(({ value }) => value).filter((value) => typeof value === type));
  return { ...schema, ...(fitting.size > 0 ? { enum: [...fitting] } : NEVER) };
}
