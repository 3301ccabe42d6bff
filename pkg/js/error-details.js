/** The server's `error_details` as issues: its words are read back into codes and params, as far as they are known. */
import { OPERATIONS } from '../wasm/contract.js';
import { attempted } from './callbacks.js';
import { messageTable, wordList } from './issues.js';
import { wasm } from './wasm.js';
/** @import { Issue, JsonValue } from '../index.js' */
/** @import { MessageRow } from './types.js' */

/** No message of the package's own is longer; others may be, and are not looked at. */
const LONGEST = 2_000;

/**
 * `request`: the text of what was sent, where that is known: it has the patches that set metadata.
 * @param {unknown} details
 * @param {string} [request]
 * @returns {Issue[]}
 */
export function issuesFromErrorDetails(details, request) {
  if (details === undefined || details === null) return [];
  try {
    const { errors } = /** @type {any} */ (details);
    if (Array.isArray(errors) && errors.length > 0 && errors.every(isOfMetadata)) {
      const names = attempted(() => JSON.parse(/** @type {string} */ (request)).patches.map(nameIn)) ?? [];
      return errors.map(({ metadataProperty, message }) => {
        // Of several that set it, the last one counts.
        const index = names.lastIndexOf(metadataProperty);
        const path = index < 0 ? ['metadata', metadataProperty] : ['patches', index, 'value'];
        const issue = issueOf(path, message);
        // What lacks a member may be anywhere in the value.
        return issue.path === path ? issue : unread(path, message);
      });
    }
    if (isKeyedByPath(details)) return Object.entries(details).map(([key, message]) => issueOf(pathOf(key), textOf(message)));
  } catch {
    // Getters and proxies may throw: then they are one issue.
  }
  return [issueOf([], textOf(details))];
}

/**
 * `{ metadataProperty: 'title', message: "The value of '/title' must be string" }`
 * @param {any} error
 */
function isOfMetadata(error) {
  return typeof error?.metadataProperty === 'string' && typeof error.message === 'string';
}

/**
 * The metadata property that a patch sets.
 * @param {any} patch
 */
function nameIn({ operation, propertyName }) {
  return operation === 'setMetadataProperty' && propertyName;
}

/**
 * Not so are the documented `{name, message}`, lists, and what is no object.
 * @param {any} details
 * @returns {details is Record<string, unknown>}
 */
function isKeyedByPath(details) {
  if (typeof details !== 'object' || Array.isArray(details)) return false;
  return !(typeof details.name === 'string' && typeof details.message === 'string');
}

/** @param {string} key */
function pathOf(key) {
  if (key === '') return [];
  return key.split('.').map((segment) => (/^(0|[1-9]\d{0,14})$/.test(segment) ? Number(segment) : segment));
}

/**
 * @param {any} value
 * @returns {string}
 */
function textOf(value) {
  try {
    if (typeof value === 'string') return value;
    if (typeof value?.message === 'string') return value.message;
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'the details cannot be shown as text';
  }
}

/**
 * An issue of the code `server`, where its words are not known.
 * @param {Issue['path']} path
 * @param {string} message
 * @returns {Issue}
 */
function issueOf(path, message) {
  try {
    const issue = message.length <= LONGEST && readBack(path, message);
    if (issue) return issue;
  } catch {
    // There is no WebAssembly, which has the words.
  }
  return unread(path, message);
}

/**
 * @param {Issue['path']} path
 * @param {string} message
 * @returns {Issue}
 */
function unread(path, message) {
  return { path, code: 'server', message, params: {} };
}

/**
 * @param {Issue['path']} path
 * @param {string} message
 * @returns {Issue | undefined}
 */
function readBack(path, message) {
  const exports = wasm();
  const words = wordList(exports);
  const last = path.at(-1);
  const isParam = path.includes('params');
  /** @type {Issue[]} */
  const found = [];
  for (const [code, template, fixed, names] of messageTable(exports)) {
    const params = code && paramsOf(template, message, words);
    if (!params) continue;
    // What the wording leaves out, and the path tells.
    if (names.includes('property')) params.property ??= last ?? null;
    if (code === 'invalid_enum' && !isParam) Object.assign(params, allowedIn(last));
    found.push({ path, code, message, params: { ...params, ...fixed } });
  }
  // The documentation's own example of wrong metadata.
  const type = /^The value of '[^']*' must be (\w+)$/.exec(message)?.[1];
  if (type && words.includes(type)) return { path, code: 'invalid_type', message, params: { expected: type } };
  const [first] = found;
  if (!first) return undefined;
  const { code, params } = first;
  // A server may name the object, and the property only in its words.
  const property = /** @type {string} */ (params.property);
  if (code === 'missing_property' && words.includes(property) && last !== property) return readBack([...path, property], message);
  // Some share their words: what is said of dates, and of what only a confirmed entry has to have, comes behind the others.
  const isDate = last === 'publicationDate';
  const isOther = code === 'unsupported_operation' ? last !== 'operation' : isDate || (code === 'missing_property' && isParam);
  return isOther ? found.at(-1) : first;
}

/**
 * The params that a message was made from; undefined where it was made from another template.
 * @param {MessageRow[1]} template
 * @param {string} message
 * @param {string[]} words
 */
function paramsOf(template, message, words) {
  if (!message.startsWith(template[0])) return undefined;
  /** @type {Record<string, JsonValue>} */
  const params = {};
  let at = template[0].length;
  for (let place = 1; place < template.length; place += 3) {
    const [name, isJson, literal] = template.slice(place, place + 3);
    const end = place + 3 < template.length ? message.indexOf(literal, at) : message.length - literal.length;
    if (!message.startsWith(literal, end)) return undefined;
    const value = paramFrom(name, message.slice(at, end), isJson, words);
    if (value === undefined) return undefined;
    params[name] = value;
    at = end + literal.length;
  }
  return at === message.length ? params : undefined;
}

/** Params that may be anything. */
const FREE = ['property', 'reason'];
const NUMBERS = ['minimum', 'maximum', 'actual', 'offset'];
const VERSION = /^(release-)?\d{4}-\d\d$/;

/**
 * A param from its place in a message; undefined where it can be none.
 * @param {string} name
 * @param {string} text
 * @param {string | undefined} isJson
 * @param {string[]} words
 * @returns {JsonValue | undefined}
 */
function paramFrom(name, text, isJson, words) {
  if (isJson || NUMBERS.includes(name)) {
    const value = attempted(() => JSON.parse(text));
    return typeof value === (isJson ? 'string' : 'number') ? value : undefined;
  }
  return FREE.includes(name) || words.includes(text) || VERSION.test(text) ? text : undefined;
}

/**
 * The operations, or the states of a usage log entry.
 * @param {string | number | undefined} property
 */
function allowedIn(property) {
  if (property === 'operation') return { allowed: Object.keys(OPERATIONS) };
  return property === 'state' ? { allowed: [...OPERATIONS.addUsageLogEntry.properties.value.properties.state.enum] } : {};
}
