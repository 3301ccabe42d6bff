/** Objects as the text that would be sent. */
import { ECHOED, TOO_DEEP } from '../wasm/contract.js';
import { notAnObject, notJson } from './issues.js';
import { startOf } from './text.js';
/** @import { Issue } from '../index.js' */
/** @import { Serialized } from './types.js' */

/**
 * `{ text }`, or `{ issue }` where `JSON.stringify` gives none. Never throws. Both are always there: of what is missing, a
 * polluted `Object.prototype` has another.
 * @param {unknown} value
 * @returns {Serialized}
 */
export function serialize(value) {
  let text;
  try {
    text = JSON.stringify(value);
  } catch (error) {
    return { text: undefined, issue: unserializable(error) };
  }
  if (text !== undefined) return { text, issue: undefined };
  // A `toJSON` may give undefined, too.
  return { text: undefined, issue: notAnObject(typeof value === 'object' ? 'undefined' : typeof value) };
}

/**
 * A list of our own as JSON, whatever `toJSON` the page has given to lists.
 * @param {readonly unknown[]} list
 */
export const listText = (list) => JSON.stringify(Object.setPrototypeOf([...list], null));

/**
 * @param {unknown} error
 * @returns {Issue}
 */
function unserializable(error) {
  let detail = '';
  try {
    if (isOverflow(error)) {
      return { path: [], ...TOO_DEEP };
    }
    detail = startOf(firstLine(error), ECHOED);
  } catch {
    // Whatever a getter threw, it may be hostile to being read.
  }
  return notJson(detail ? `cannot be serialised (${detail})` : 'cannot be serialised');
}

/**
 * Whether the stack was at its end. Throws where it still is.
 * @param {unknown} error
 */
export function isOverflow(error) {
  return /call stack|too much recursion/i.test(firstLine(error));
}

/** @param {unknown} error */
function firstLine(error) {
  return String(/** @type {Partial<Error> | undefined} */ (error)?.message ?? '').split('\n')[0];
}
