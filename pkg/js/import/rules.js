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

/**
 * See `ofAssets`.
 * @type {WeakMap<object, MediaLibraryClient['validator']>}
 */
const OF_ASSETS = new WeakMap();

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
    const own = judgeObject(entry, IMPORT_ENTRY, [], keepsUnknown, issues);
    if (!own) return issues;
    const { externalId, systemName, mediaType, translations } = own;
    if (externalId !== undefined && systemName === undefined) issues.push(missing([], 'systemName'));
    const kind = kindOf(types, mediaType, [], issues);
    /** @type {[Bag, Path][]} */
    const parts = [[own, []]];
    for (const [index, translation] of listOf(translations)) {
      const path = ['translations', index];
      const part = judgeObject(translation, IMPORT_TRANSLATION, path, keepsUnknown, issues);
      if (part) parts.push([part, path]);
    }
    const known = knownOf(types, mediaType);
    for (const [part, path] of parts) {
      issues.push(...assetIssues(validator, kind, part, path), ...metadataIssues(validator, known, part, path));
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
  const fields = { ...IMPORT_REQUEST, [kind]: { type: 'array', required: true } };
  const own = judgeObject(request, fields, [], keepsUnknown, issues);
  if (!own) return issues;
  const { context, [kind]: items } = own;
  const actual = byteLength(JSON.stringify(context ?? null));
  if (actual > MAX_CONTEXT) {
    const params = { maximum: MAX_CONTEXT, actual, unit: 'bytes' };
    issues.push(issueOf(['context'], ['too_long', `Context is too long (${actual} bytes), maximum ${MAX_CONTEXT}`, params]));
  }
  for (const [index, item] of listOf(items)) {
    const path = [kind, index];
    const part = judgeObject(item, IMPORT_ITEM, path, keepsUnknown, issues);
    if (!part) continue;
    kindOf(types, part.mediaType, path, issues);
    issues.push(...metadataIssues(validator, knownOf(types, part.mediaType), part, path));
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
 * The media type, if the project is known to have it: what metadata are judged by.
 * @param {ReturnType<typeof typesOf>} types
 * @param {string} mediaType
 */
export function knownOf(types, mediaType) {
  return types?.has(mediaType) ? mediaType : undefined;
}

/**
 * What a media type is for; of a project that nothing is known of, handles say it. Undefined where nothing does.
 * @param {ReturnType<typeof typesOf>} types
 * @param {unknown} mediaType
 * @param {Path} path
 * @param {Issue[]} issues
 */
function kindOf(types, mediaType, path, issues) {
  const handle = /** @type {string} */ (mediaType);
  if (!types) return IMPORT_ASSET_OF.find(([own]) => own === handle)?.[1];
  // One that is no handle at all has its issue.
  if (!types.has(handle) && typeOf(handle) === 'string' && !wrongText(handle, IMPORT_ENTRY.mediaType)) {
    const actual = startOf(handle, ECHOED);
    issues.push(issueOf([...path, 'mediaType'], ['invalid_enum', `No enum match for: ${JSON.stringify(actual)}`, { allowed: [...types.keys()], actual }]));
  }
  return types.get(handle);
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
 * Adds what is wrong with an object and its own fields, and gives these; nothing where it is none.
 * @param {unknown} object
 * @param {Record<string, Field>} fields
 * @param {Path} path
 * @param {boolean} keepsUnknown
 * @param {Issue[]} issues
 * @returns {Bag | undefined}
 */
function judgeObject(object, fields, path, keepsUnknown, issues) {
  if (!isPlain(object)) {
    issues.push(issueOf(path, wrongType(object, 'object')));
    return undefined;
  }
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
  for (const property of keepsUnknown ? [] : Object.keys(object)) {
    if (Object.hasOwn(fields, property)) continue;
    issues.push(issueOf([...path, property], ['unknown_property', 'Additional properties not allowed', { property }]));
  }
  return own;
}

/**
 * @param {MediaLibraryClient['validator']} validator
 * @param {string | undefined} kind
 * @param {Bag} part what has the asset, if that is an object
 * @param {Path} path
 * @returns {Issue[]}
 */
function assetIssues(validator, kind, { asset }, path) {
  if (!isPlain(asset)) return [];
  const own = bare(asset);
  const needed = IMPORT_ASSET_OF.find(([, its]) => its === kind)?.[2] ?? [];
  const lacking = [...IMPORT_ASSET, ...needed].filter((name) => name !== 'key' && own[name] === undefined);
  const issues = ofAssets(validator).validatePatch({ operation: 'replaceAsset', value: asset });
  return [
    ...issues.map((/** @type {Issue} */ issue) => ({ ...issue, path: [path, 'asset', issue.path.slice(1)].flat() })),
    ...lacking.map((name) => missing([...path, 'asset'], name)),
  ];
}

/**
 * What judges assets for a validator: whether its release and its media types have them replaced later is another matter.
 * @param {MediaLibraryClient['validator']} validator
 */
function ofAssets(validator) {
  const Validator = /** @type {any} */ (validator.constructor);
  const own = OF_ASSETS.get(validator) ?? new Validator({ unknownProperties: keepsUnknownOf(validator) ? 'ignore' : 'reject' });
  OF_ASSETS.set(validator, own);
  return own;
}

/**
 * @param {MediaLibraryClient['validator']} validator
 * @param {string | undefined} mediaType
 * @param {Bag} part what has the metadata, if they are an object
 * @param {Path} path
 */
function metadataIssues(validator, mediaType, { metadata }, path) {
  if (!isPlain(metadata)) return [];
  const names = Object.keys(metadata);
  const patches = names.map((propertyName) => ({ operation: 'setMetadataProperty', propertyName, value: metadata[propertyName] }));
  return validator.validate({ patches }, { mediaType }).map((issue) => {
    // `patches`, an index, the patch's property, and what is below it; nothing where they are nested too deeply.
    const [, index, , ...rest] = issue.path;
    return { ...issue, path: [path, 'metadata', names[/** @type {number} */ (index)] ?? [], rest].flat() };
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
