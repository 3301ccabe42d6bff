import {
  allowedValues,
  givenType,
  list,
  patternKind,
  quote,
  subject as subjectOf,
  versionOf,
} from './words.js';
/** @import { Locale } from '../../messages.js' */
/** @import { Grammar, Marks, Params, Sentences, Told, Words } from '../types.js' */

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

/** @type {Sentences} */
const messages = {
  invalid_json({ params }, field) {
    const reason = REASONS[params.reason];
    if (!reason) return `${subject(field)} cannot be written as JSON`;
    return `${subject(field)} is not valid JSON (byte ${params.offset}: ${reason})`;
  },
  too_deep: ({ params }, field) => `${subject(field)} is nested too deeply (at most ${count(params.maximum, 'level')})`,
  invalid_character: (_, field) => `${subject(field)} contains a character that cannot be stored (U+0000 or half an emoji)`,
  duplicate_property: (_, field) => `${subject(field)} is given twice`,
  invalid_type(issue, field) {
    if (issue.params.format) return date(issue, field);
    const type = TYPES[issue.params.expected];
    return type ? `${subject(field)} must be ${type}${now(givenType(issue, TYPES))}` : `${subject(field)} is of the wrong type`;
  },
  missing_property({ params }, field) {
    return `${subject(field)} is required${params.when ? ` once the state is ${name('confirmed')}` : ''}`;
  },
  unknown_property: (_, field) => `${subject(field)} is not known here`,
  unsupported_property: ({ params }, field) => `${subject(field)} does not go with the operation ${name(params.operation)}`,
  invalid_enum: oneOf,
  unknown_purpose: oneOf,
  unknown_metadata_property: oneOf,
  too_short({ params: { minimum, actual, unit = 'characters' } }, field) {
    if (minimum === 1) return `${subject(field)} must not be empty`;
    return `${subject(field)} must be at least ${count(minimum, unit.slice(0, -1))} long${now(actual)}`;
  },
  too_long({ params: { maximum, actual, unit = 'characters' } }, field) {
    return `${subject(field)} may be at most ${count(maximum, unit.slice(0, -1))} long${now(actual)}`;
  },
  invalid_date_time: date,
  invalid_url: (_, field) => `${subject(field)} must be a complete web address, such as https://example.com`,
  invalid_format(issue, field) {
    const kind = patternKind(issue);
    if (kind === 'digits') return `${subject(field)} may hold digits only`;
    return kind === 'oneLine' ? `${subject(field)} must not have a line break` : `${subject(field)} has the wrong format`;
  },
  out_of_range({ params: { minimum, maximum, actual } }, field) {
    const limits = [];
    if (minimum !== undefined) limits.push(`must be at least ${minimum}`);
    if (maximum !== undefined) limits.push(`may be at most ${maximum}`);
    return `${subject(field)} ${limits.join(' and ')}${now(actual)}`;
  },
  unsupported_operation: ({ params }) => `The operation ${name(params.name)} ${params.since ? since(params) : 'does not go with this media type'}`,
  unsupported_parameter: ({ params }, field) => `${subject(field)} ${since(params)}`,
  server: ({ message }) => message || 'Refused by the server',
};

export const en = /** @type {Locale} */ ({ language: 'en', messages, fields });

/**
 * @param {Told} issue
 * @param {string} field
 */
function oneOf(issue, field) {
  const allowed = allowedValues(issue, NAMES, MARKS);
  const { property, actual = property } = issue.params;
  const given = now(typeof actual === 'string' ? quote(actual, MARKS) : actual);
  if (!issue.params.allowed) return `${subject(field)} is not one of the allowed values${given}`;
  if (allowed.length === 0) return `${subject(field)} has no allowed values${given}`;
  return `${subject(field)} must be ${list(allowed, 'or')}${given}`;
}

/**
 * @param {Told} issue
 * @param {string} field
 */
function date({ params }, field) {
  if (params.minimum) return `${subject(field)} must not be before ${params.minimum}`;
  if (params.format === 'date') return `${subject(field)} must be a valid date, such as 2026-05-01`;
  return `${subject(field)} must be a date with time and time zone, such as 2026-05-01T12:00:00Z`;
}

/**
 * What it is instead, where that is known.
 * @param {unknown} given
 */
function now(given) {
  return given === undefined ? '' : ` (now ${given})`;
}

/** @param {string} field */
function subject(field) {
  return subjectOf(field, GRAMMAR);
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
