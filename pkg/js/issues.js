/** Issues: as the wasm hands them over, and as the server keys them. */
import { COUNT_SHIFT, MESSAGES, WORDS } from '../wasm/contract.js';
import { readText, takeOutput } from './text.js';
/** @import { Issue, IssueCode, JsonValue } from '../index.js' */
/** @import { ValidatorExports } from 'wasm-glue' */

/**
 * What every valid request gets.
 * @type {readonly Issue[]}
 */
export const NO_ISSUES = /* @__PURE__ */ Object.freeze([]);

/**
 * Words, by their numbers.
 * @type {string[]}
 */
let words;
/**
 * Messages, by their numbers: a code, a template in pieces, the params that are the same in every issue, and the names of
 * the others.
 * @type {[code: IssueCode, template: string[], fixed: Record<string, JsonValue>, names: string[]][]}
 */
let messages;

/**
 * Reads what the wasm has left, see src/issue/packed.rs.
 * @param {ValidatorExports} exports
 * @returns {Issue[]}
 */
export function takeIssues(exports) {
  if (!words) {
    /** @param {number} part */
    const list = (part) => readText(exports, exports.output(part), exports.outputLength(part));
    words = JSON.parse(`[${list(WORDS)}0]`);
    /** @type {[code: IssueCode, template: string, fixed: Record<string, JsonValue>, ...names: string[]][]} */
    const templates = JSON.parse(list(MESSAGES));
    // A literal, a name and whether JSON is wanted, and so on, up to the last literal.
    messages = templates.map(([code, template, fixed, ...names]) => [code, template.split(/\{(\w+)(:\?)?\}/), fixed, names]);
  }
  const [numbers, text] = takeOutput(exports);
  const values = JSON.parse(`[0${text}]`);
  let at = 0;
  let valueAt = 0;
  const next = () => {
    const number = numbers[at++];
    if (number >= 0) return number;
    const word = ~number;
    if (word === 0) return values[++valueAt];
    const count = word >> COUNT_SHIFT;
    const start = word - (count << COUNT_SHIFT) - 1;
    return count ? words.slice(start, start + count) : words[start];
  };
  /** @type {Issue[]} */
  const issues = [];
  /** @type {(string | number)[]} */
  let path = [];
  while (at < numbers.length) {
    const [code, template, fixed, names] = messages[numbers[at++]];
    const before = path;
    const kept = numbers[at++];
    path = new Array(kept + numbers[at++]);
    for (let place = 0; place < path.length; place++) path[place] = place < kept ? before[place] : next();
    /** @type {Record<string, JsonValue>} */
    const params = {};
    for (let index = 0; index < names.length; index++) params[names[index]] = next();
    Object.assign(params, fixed);
    issues.push({ path, code, message: filled(template, params), params });
  }
  return issues;
}

/**
 * A template with the params in their places.
 * @param {string[]} template
 * @param {Record<string, JsonValue>} params
 */
function filled(template, params) {
  let message = template[0];
  for (let at = 1; at < template.length; at += 3) {
    const value = params[template[at]];
    message += (template[at + 1] ? JSON.stringify(value) : value) + template[at + 2];
  }
  return message;
}

/**
 * The one issue of something that is not JSON.
 * @param {string} reason
 * @returns {Issue}
 */
export function notJson(reason) {
  return {
    path: [],
    code: 'invalid_json',
    message: `Invalid JSON: ${reason} at byte 0`,
    params: { reason, offset: 0 },
  };
}

/**
 * The one issue of something that JSON does not have.
 * @param {string} actual
 * @returns {Issue}
 */
export function notAnObject(actual) {
  return {
    path: [],
    code: 'invalid_type',
    message: 'Invalid type: expected object',
    params: { expected: 'object', actual },
  };
}

/**
 * @param {readonly Issue[]} issues
 * @returns {Record<string, string>}
 */
export function toErrorDetails(issues) {
  const details = new Map();
  for (const { path, message } of issues) {
    const key = path.join('.');
    if (!details.has(key)) details.set(key, message);
  }
  return Object.fromEntries(details);
}

/**
 * @param {unknown} details
 * @returns {Issue[]}
 */
export function issuesFromErrorDetails(details) {
  if (details === undefined || details === null) return [];
  try {
    if (isKeyedByPath(details)) return Object.entries(details).map(([key, message]) => serverIssue(pathOf(key), textOf(message)));
  } catch {
    // Getters and proxies may throw: then they are one issue.
  }
  return [serverIssue([], textOf(details))];
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

/**
 * @param {Issue['path']} path
 * @param {string} message
 * @returns {Issue}
 */
function serverIssue(path, message) {
  return { path, code: 'server', message, params: {} };
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
