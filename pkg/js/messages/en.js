import { allowedValues, givenType, list, quote, sentences, versionOf } from './words.js';
/** @import { Locale } from '../../messages.js' */
/** @import { Grammar, Marks, Params, Told, Words } from '../types.js' */

/** @type {Words} */
const fields = {
  '': 'Input',
  version: 'Version',
  preserveUpdatedAt: 'Choice to keep the modification date',
  patches: 'Patch list',
  'patches.*': 'Patch',
  operation: 'Operation',
  propertyName: 'Property name',
  value: 'Value',
  locale: 'Locale',
  note: 'Note',
  usageLogEntryId: 'Usage log entry',
  oldValue: 'Previous value',
  key: 'File key',
  url: 'URL',
  filename: 'File name',
  mimeType: 'MIME type',
  size: 'File size',
  width: 'Width',
  height: 'Height',
  duration: 'Duration',
  id: 'ID',
  state: 'State',
  purpose: 'Purpose',
  publicationDate: 'Publication date',
  reportingDate: 'Reporting date',
  documentId: 'Document ID',
  publicationId: 'Publication ID',
  params: 'Parameter set',
};

/**
 * Values of `operation` and `state`.
 * @type {Words}
 */
const NAMES = {
  setMetadataProperty: 'set metadata',
  archive: 'archive',
  replaceAsset: 'replace asset',
  removeAsset: 'remove asset',
  revokeAsset: 'revoke asset',
  unrevokeAsset: 'unrevoke asset',
  addUsageLogEntry: 'add usage',
  updateUsageLogEntry: 'update usage',
  removeUsageLogEntry: 'remove usage',
  pending: 'pending',
  confirmed: 'confirmed',
};

/** @type {Words} */
const TYPES = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  boolean: 'yes or no',
  integer: 'a whole number',
  number: 'a number',
  null: 'empty',
  'string or integer': 'text or a whole number',
};

/**
 * Where JSON text breaks; objects that cannot be written as JSON have other reasons.
 * @type {Words}
 */
const REASONS = {
  'unexpected end': 'it ends too early',
  'unexpected character': 'unexpected character',
  'control character in a string': 'control character in a text',
  'invalid escape': 'invalid escape sequence',
  'not UTF-8': 'not UTF-8',
  'byte order mark': 'byte order mark',
  'unexpected character after the value': 'something follows after the end',
};

/**
 * By their patterns.
 * @type {Words}
 */
const FORMATS = {
  '^[0-9]+$': 'may hold digits only',
  '^[^\\n\\r]*$': 'must not have a line break',
};

const AXES = { release: 'server release', api: 'API version' };

/** @type {Marks} */
const MARKS = ['“', '”'];

/** @type {Grammar} */
const GRAMMAR = {
  marks: MARKS,
  hasArticle: /^(the|an?|this|your|our|my|their|its|his|her)\s/i,
  articleOf: (label) => (Object.values(fields).includes(label) ? 'The ' : undefined),
  theField: 'The field',
  lowers: true,
};

const messages = /* @__PURE__ */ sentences(
  GRAMMAR,
  {
    invalid_json({ reason, offset }) {
      const known = REASONS[reason];
      return known ? `is not valid JSON (byte ${offset}: ${known})` : 'cannot be written as JSON';
    },
    too_deep: ({ maximum }) => `is nested too deeply (at most ${count(maximum, 'level')})`,
    invalid_character: () => 'contains a character that cannot be stored (U+0000 or half an emoji)',
    duplicate_property: () => 'is given twice',
    invalid_type(params, issue) {
      if (params.format) return date(params);
      const type = TYPES[params.expected];
      return type ? `must be ${type}${now(givenType(issue, TYPES))}` : 'is of the wrong type';
    },
    missing_property: ({ when }) => `is required${when ? ` once the state is ${name('confirmed')}` : ''}`,
    unknown_property: () => 'is not known here',
    unsupported_property: ({ operation }) => `does not go with the operation ${name(operation)}`,
    invalid_enum: oneOf,
    unknown_purpose: oneOf,
    unknown_metadata_property: oneOf,
    too_short({ minimum, actual, unit = 'characters' }) {
      return minimum === 1 ? 'must not be empty' : `must be at least ${count(minimum, unit.slice(0, -1))} long${now(actual)}`;
    },
    too_long: ({ maximum, actual, unit = 'characters' }) => `may be at most ${count(maximum, unit.slice(0, -1))} long${now(actual)}`,
    invalid_date_time: date,
    invalid_url: () => 'must be a complete web address, such as https://example.com',
    invalid_format: ({ pattern }) => FORMATS[pattern] ?? 'has the wrong format',
    out_of_range({ minimum, maximum, actual }) {
      const limits = [];
      if (minimum !== undefined) limits.push(`must be at least ${minimum}`);
      if (maximum !== undefined) limits.push(`may be at most ${maximum}`);
      return limits.join(' and ') + now(actual);
    },
    unsupported_parameter: since,
  },
  {
    unsupported_operation: ({ params }) => `The operation ${name(params.name)} ${params.since ? since(params) : 'does not go with this media type'}`,
    server: ({ message }) => message || 'Refused by the server',
  },
);

export const en = /** @type {Locale} */ ({ language: 'en', messages, fields });

/**
 * @param {Params} params
 * @param {Told} issue
 */
function oneOf({ property, actual = property, allowed }, issue) {
  const values = allowedValues(issue, NAMES, MARKS);
  const given = now(typeof actual === 'string' ? quote(actual, MARKS) : actual);
  if (!allowed) return `is not one of the allowed values${given}`;
  return (values.length === 0 ? 'has no allowed values' : `must be ${list(values, 'or')}`) + given;
}

/** @param {Params} params */
function date({ minimum, format }) {
  if (minimum) return `must not be before ${minimum}`;
  return format === 'date' ? 'must be a valid date, such as 2026-05-01' : 'must be a date with time and time zone, such as 2026-05-01T12:00:00Z';
}

/**
 * What it is instead, where that is known.
 * @param {unknown} given
 */
function now(given) {
  return given === undefined ? '' : ` (now ${given})`;
}

/** @param {string} value */
function name(value) {
  return quote(Object.hasOwn(NAMES, value) ? NAMES[value] : value, MARKS);
}

/**
 * @param {number} number
 * @param {string} noun
 */
function count(number, noun) {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** @param {Params} params */
function since({ since, current }) {
  return `needs ${versionOf(since, AXES)} or later (now ${versionOf(current, AXES)})`;
}
