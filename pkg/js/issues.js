/** Issues: as the wasm hands them over, and as the server keys them. */
import { COUNT_SHIFT, MESSAGES, WORDS } from '../wasm/contract.js';
import { readText, takeOutput } from './text.js';
/** @import { Issue, IssueCode, JsonValue } from '../index.js' */
/** @import { MessageRow } from './types.js' */
/** @import { ValidatorExports } from 'wasm-glue' */

/**
 * What every valid request gets.
 * @type {readonly Issue[]}
 */
export const NO_ISSUES = /* @__PURE__ */ Object.freeze([]);

/** @type {string[] | undefined} */
let words;
/** @type {MessageRow[] | undefined} */
let messages;

/**
 * @param {ValidatorExports} exports
 * @param {number} part
 */
const list = (exports, part) => readText(exports, exports.output(part), exports.outputLength(part));

/**
 * The words, by their numbers.
 * @param {ValidatorExports} exports
 * @returns {string[]}
 */
export function wordList(exports) {
  words ??= /** @type {string[]} */ (JSON.parse(`[${list(exports, WORDS)}0]`));
  return words;
}

/**
 * The messages, by their numbers; the last one is none.
 * @param {ValidatorExports} exports
 * @returns {MessageRow[]}
 */
export function messageTable(exports) {
  if (!messages) {
    /** @type {[code: IssueCode, template: string, fixed: Record<string, JsonValue>, ...names: string[]][]} */
    const rows = JSON.parse(list(exports, MESSAGES));
    // A literal, a name and whether JSON is wanted, and so on, up to the last literal.
    messages = rows.map(([code, template, fixed, ...names]) => [code, template.split(/\{(\w+)(:\?)?\}/), fixed, names]);
  }
  return messages;
}

/**
 * Reads what the wasm has left, see src/issue/packed.rs.
 * @param {ValidatorExports} exports
 * @returns {Issue[]}
 */
export function takeIssues(exports) {
  const words = wordList(exports);
  const messages = messageTable(exports);
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
    // Not by `push`, which a page may have replaced: no issues would say that all is well.
    issues[issues.length] = { path, code, message: filled(template, params), params };
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
