/** `livingdocs-media-library/locate`: where in a JSON text a path leads. Needs no WebAssembly. */

import { bytesOf } from './bytes.js';
import { fail } from './options.js';
import { outline } from './outline.js';
/** @import { LocateOptions, Place } from '../locate.js' */

/**
 * @param {string | Uint8Array | ArrayBuffer} json
 * @param {readonly (string | number)[]} path
 * @param {LocateOptions} [options]
 * @returns {Place}
 */
export function locate(json, path, options) {
  return locator(json)(path, options);
}

/**
 * @param {string | Uint8Array | ArrayBuffer} json
 * @returns {(path: readonly (string | number)[], options?: LocateOptions) => Place}
 */
export function locator(json) {
  const { text, nameOf, characterEnd, badAt } = typeof json === 'string' ? ofText(json) : ofBytes(json);
  const { starts, ends, keyStarts, keyEnds, parents, nexts, lines, brokenAt } = outline(text);
  const breaksAt = Math.min(brokenAt, badAt);

  const outermost = [0];
  /** @type {Map<number[], Map<string, number[]>>} */
  const known = new Map();
  /**
   * What stands below the same path, by the path's next part: more than one value where names stand twice.
   * @param {number[]} values
   */
  const partsOf = (values) => {
    let parts = known.get(values);
    if (!parts) {
      parts = new Map();
      for (const value of values) {
        for (let part = value + 1, index = 0; part < nexts[value]; part = nexts[part], index++) {
          const name = keyEnds[part] ? nameOf(keyStarts[part], keyEnds[part]) : String(index);
          const same = parts.get(name);
          if (same) same.push(part);
          else parts.set(name, [part]);
        }
      }
      known.set(values, parts);
    }
    return parts;
  };

  /**
   * The value of a path as `JSON.parse` takes it, the last of each name; and the last there is on the way to one that is
   * missing. Issues also tell names that stand twice in what `JSON.parse` drops: those are found, too.
   * @param {readonly (string | number)[]} path
   */
  const find = (path) => {
    let value = 0;
    /** @type {number[] | undefined} */
    let values = outermost;
    let isTaken = true;
    for (const segment of path) {
      values = partsOf(values).get(String(segment));
      if (!values) return { value, isThere: false };
      const last = values[values.length - 1];
      isTaken &&= parents[last] === value;
      if (isTaken) value = last;
    }
    if (isTaken) return { value, isThere: true };
    const [one, other] = values.slice(-2);
    // Of one alone, the other is undefined, and has no parent.
    const isTwice = parents[one] === parents[other];
    return { value: isTwice ? other : value, isThere: isTwice };
  };

  /**
   * @param {number} start
   * @param {number} end
   * @returns {Place}
   */
  const place = (start, end) => {
    let [line, after] = [0, lines.length];
    while (after - line > 1) {
      const middle = (line + after) >> 1;
      if (lines[middle] > start) after = middle;
      else line = middle;
    }
    return { start, end, line: line + 1, column: start - lines[line] + 1 };
  };

  return (path, { key = false } = {}) => {
    if (!Array.isArray(path)) fail('path', 'a list of names and indexes', path);
    if (breaksAt < Infinity) return place(breaksAt, characterEnd(breaksAt));
    const { value, isThere } = find(path);
    if (key && isThere && keyEnds[value]) return place(keyStarts[value], keyEnds[value]);
    return place(starts[value], ends[value]);
  };
}

/**
 * What is read as text; the name whose quotes stand there; where the character ends that starts there; and the first
 * byte that cannot be there, or Infinity.
 * @typedef {{
 *   text: string, nameOf: (start: number, end: number) => string, characterEnd: (start: number) => number, badAt: number,
 * }} Source
 */

/**
 * @param {string} text
 * @returns {Source}
 */
function ofText(text) {
  return {
    text,
    nameOf: (start, end) => JSON.parse(text.slice(start, end)),
    characterEnd: (start) => Math.min(text.length, start + (/** @type {number} */ (text.codePointAt(start)) > 0xffff ? 2 : 1)),
    badAt: Infinity,
  };
}

/**
 * Read as if each byte were a character.
 * @param {unknown} json
 * @returns {Source}
 */
function ofBytes(json) {
  // A copy, since names are read later, and from shared memory nothing is decoded.
  const bytes = bytesOf(json)?.slice();
  if (!bytes) fail('json', 'a text or bytes', json);
  const utf8 = new TextDecoder();
  return {
    text: new TextDecoder('latin1').decode(bytes),
    nameOf: (start, end) => JSON.parse(utf8.decode(bytes.subarray(start, end))),
    characterEnd(start) {
      let end = Math.min(bytes.length, start + 1);
      while ((bytes[end] & 0xc0) === 0x80) end++;
      return end;
    },
    badAt: firstNoUtf8(bytes),
  };
}

/**
 * The first byte at which no UTF-8 can go on, or Infinity.
 * @param {Uint8Array} bytes
 */
function firstNoUtf8(bytes) {
  /** @param {number} length */
  const isUtf8 = (length) => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  if (isUtf8(bytes.length)) return Infinity;
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
