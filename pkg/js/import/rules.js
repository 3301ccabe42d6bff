/**
 * What an entry has to be. Its asset is judged as that of a replaceAsset, its metadata as those of setMetadataProperty, by the
 * client's validator; the rest is in the contract.
 */
import {
  ECHOED,
  IMPORT_ASSET,
  IMPORT_ASSET_OF,
  IMPORT_ENTRY,
  IMPORT_ITEM,
  IMPORT_REQUEST,
  IMPORT_TRANSLATION,
  MAX_CONTEXT,
} from '../../wasm/contract.js';
import { bare } from '../bare.js';
import { isObject } from '../options.js';
import { startOf } from '../text.js';
import { importerOf } from './options.js';
/** @import { Issue, IssueCode, JsonValue, MediaLibraryClient, Patch } from '../../index.js' */

/** What Livingdocs cannot store. */
const NO_CHARACTER = /[\0\p{Surrogate}]/u;

/** @typedef {(string | number)[]} Path */
/** @typedef {Record<string, any>} Bag An object of any content. */

/**
 * Gives what is wrong with an entry.
 * @param {MediaLibraryClient} client
 * @returns {(entry: unknown) => Issue[]}
 */
export function judgeOf(client) {
  const { validator } = client;
  const keepsUnknown = keepsUnknownOf(validator);
  const types = typesOf(client);
  return (entry) => {
    /** @type {Issue[]} */
    const issues = [];
    if (!isPlain(entry)) return [issueOf([], wrongType(entry, 'object'))];
    judgeFields(entry, IMPORT_ENTRY, [], keepsUnknown, issues);
    const { externalId, systemName, mediaType, translations } = bare(entry);
    if (externalId !== undefined && systemName === undefined) issues.push(missing([], 'systemName'));
    const kind = kindOf(types, mediaType, [], issues);
    /** @type {[Bag, Path][]} */
    const parts = [[entry, []]];
    for (const [index, translation] of listOf(translations)) {
      const path = ['translations', index];
      if (isPlain(translation)) {
        judgeFields(translation, IMPORT_TRANSLATION, path, keepsUnknown, issues);
        parts.push([translation, path]);
      } else issues.push(issueOf(path, wrongType(translation, 'object')));
    }
    for (const [part, path] of parts) {
      const { asset, metadata } = bare(part);
      if (isPlain(asset)) issues.push(...assetIssues(validator, kind, asset, [...path, 'asset']));
      if (isPlain(metadata)) issues.push(...metadataIssues(validator, types && kind && mediaType, metadata, [...path, 'metadata']));
    }
    return issues;
  };
}

/**
 * What is wrong with a request that has files fetched, which stand under `kind`.
 * @param {MediaLibraryClient} client
 * @param {string} kind
 * @param {unknown} request
 */
export function requestIssues(client, kind, request) {
  /** @type {Issue[]} */
  const issues = [];
  const { validator } = client;
  const keepsUnknown = keepsUnknownOf(validator);
  const types = typesOf(client);
  if (!isPlain(request)) return [issueOf([], wrongType(request, 'object'))];
  judgeFields(request, { ...IMPORT_REQUEST, [kind]: { type: 'array', required: true } }, [], keepsUnknown, issues);
  const { context, [kind]: items } = bare(request);
  const actual = byteLength(JSON.stringify(context) ?? '');
  if (actual > MAX_CONTEXT) {
    const params = { maximum: MAX_CONTEXT, actual, unit: 'bytes' };
    issues.push(issueOf(['context'], ['too_long', `Context is too long (${actual} bytes), maximum ${MAX_CONTEXT}`, params]));
  }
  for (const [index, item] of listOf(items)) {
    const path = [kind, index];
    if (isPlain(item)) {
      judgeFields(item, IMPORT_ITEM, path, keepsUnknown, issues);
      const { mediaType, metadata } = bare(item);
      const known = types && kindOf(types, mediaType, path, issues) && mediaType;
      if (isPlain(metadata)) issues.push(...metadataIssues(validator, known, metadata, [...path, 'metadata']));
    } else issues.push(issueOf(path, wrongType(item, 'object')));
  }
  return issues;
}

/**
 * The types of the project's media types by their handles, where they are known; one without any has one.
 * @param {MediaLibraryClient} client
 */
export function typesOf(client) {
  const { mediaTypes } = importerOf(client);
  const [[handle, type]] = IMPORT_ASSET_OF;
  return mediaTypes && new Map(mediaTypes.length > 0 ? mediaTypes.map(({ handle, type }) => [handle, type]) : [[handle, type]]);
}

/**
 * What a media type is for; of a project that nothing is known of, handles say it. Undefined where it has no such.
 * @param {ReturnType<typeof typesOf>} types
 * @param {unknown} mediaType
 * @param {Path} path
 * @param {Issue[]} issues
 */
function kindOf(types, mediaType, path, issues) {
  const handle = /** @type {string} */ (mediaType);
  if (!types) return IMPORT_ASSET_OF.find(([own]) => own === handle)?.[1];
  const kind = types.get(handle);
  if (kind === undefined && handle && typeof handle === 'string' && !NO_CHARACTER.test(handle)) {
    const actual = startOf(handle, ECHOED);
    const wrong = /** @type {Wrong} */ (['invalid_enum', `No enum match for: ${JSON.stringify(actual)}`, { allowed: [...types.keys()], actual }]);
    issues.push(issueOf([...path, 'mediaType'], wrong));
  }
  return kind;
}

/**
 * The elements of a list by their indexes; none of what is no list.
 * @param {unknown} value
 */
function listOf(value) {
  return (Array.isArray(value) ? value : []).entries();
}

/**
 * Of a text in UTF-8.
 * @param {string} text
 */
export function byteLength(text) {
  return new TextEncoder().encode(text).length;
}

/**
 * Whether properties that nobody knows are let through: as the validator does.
 * @param {MediaLibraryClient['validator']} validator
 */
function keepsUnknownOf(validator) {
  return validator.validatePatch({ operation: 'archive', '?': 0 }).length === 0;
}

/**
 * @param {unknown} value
 * @returns {value is Bag}
 */
function isPlain(value) {
  return isObject(value) && !Array.isArray(value);
}

/**
 * @param {Bag} object
 * @param {Record<string, Field>} fields
 * @param {Path} path
 * @param {boolean} keepsUnknown
 * @param {Issue[]} issues
 */
function judgeFields(object, fields, path, keepsUnknown, issues) {
  const own = bare(object);
  for (const [name, given] of Object.entries(fields)) {
    const field = bare(given);
    const { type, required } = field;
    const value = own[name];
    if (value === undefined) {
      if (required) issues.push(missing(path, name));
      continue;
    }
    if (type === 'any') continue;
    const wrong = typeOf(value) === type ? type === 'string' && wrongText(value, field) : wrongType(value, type);
    if (wrong) issues.push(issueOf([...path, name], wrong));
  }
  if (keepsUnknown) return;
  for (const property of Object.keys(object).filter((name) => !Object.hasOwn(fields, name))) {
    issues.push(issueOf([...path, property], ['unknown_property', 'Additional properties not allowed', { property }]));
  }
}

/**
 * @param {MediaLibraryClient['validator']} validator
 * @param {string | undefined} kind
 * @param {Bag} asset
 * @param {Path} path
 */
function assetIssues(validator, kind, asset, path) {
  /** @type {Issue[]} */
  const issues = [];
  for (const issue of validator.validatePatch({ operation: 'replaceAsset', value: asset })) {
    // What is wrong elsewhere is a release or a project that has no such operation.
    if (issue.path[0] === 'value') issues.push({ ...issue, path: [...path, ...issue.path.slice(1)] });
  }
  const own = bare(asset);
  const needed = IMPORT_ASSET_OF.find(([, own]) => own === kind)?.[2] ?? [];
  for (const name of [...IMPORT_ASSET, ...needed]) {
    if (name !== 'key' && own[name] === undefined) issues.push(missing(path, name));
  }
  return issues;
}

/**
 * @param {MediaLibraryClient['validator']} validator
 * @param {string | undefined} mediaType
 * @param {Bag} metadata
 * @param {Path} path
 */
function metadataIssues(validator, mediaType, metadata, path) {
  const names = Object.keys(metadata);
  const patches = names.map((propertyName) => ({ operation: 'setMetadataProperty', propertyName, value: metadata[propertyName] }));
  return validator.validate({ patches }, { mediaType }).map((issue) => {
    // `patches`, an index, the patch's property, and what is below it.
    const [, index, , ...rest] = issue.path;
    return { ...issue, path: [...path, names[/** @type {number} */ (index)], ...rest] };
  });
}

/** @typedef {{ type: string, required?: boolean, pattern?: string, code?: string }} Field A property, see the contract. */

/**
 * @param {string} text
 * @param {Field} field
 * @returns {Wrong | false}
 */
function wrongText(text, { pattern, code }) {
  const actual = startOf(text, ECHOED);
  const shown = JSON.stringify(actual);
  if (NO_CHARACTER.test(text)) return ['invalid_character', `Invalid character in: ${shown}`, { actual }];
  if (pattern) {
    if (new RegExp(pattern).test(text)) return false;
    if (code === 'invalid_url') return [code, `Invalid URL: ${shown}`, { actual }];
    return ['invalid_format', `String does not match ${pattern}: ${shown}`, { pattern, actual }];
  }
  return text === '' && ['too_short', 'String is too short (0 chars), minimum 1', { minimum: 1, actual: 0, unit: 'characters' }];
}

/** @typedef {[code: IssueCode, message: string, params: Record<string, JsonValue>]} Wrong An issue but its path. */

/**
 * @param {unknown} value
 * @param {string} expected
 * @returns {Wrong}
 */
function wrongType(value, expected) {
  return ['invalid_type', `Invalid type: expected ${expected}`, { expected, actual: typeOf(value) }];
}

/** @param {unknown} value */
function typeOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

/**
 * @param {Path} path
 * @param {string} property
 */
export function missing(path, property) {
  return issueOf([...path, property], ['missing_property', `Missing required property: ${property}`, { property }]);
}

/**
 * @param {Path} path
 * @param {Wrong} wrong
 * @returns {Issue}
 */
function issueOf(path, [code, message, params]) {
  return { path, code, message, params };
}
