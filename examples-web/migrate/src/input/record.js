/** A record of CSV, filled into the mapping. */
import { fieldOf, isObject } from './mapping.js';
import { IN_WORDS, TYPES } from './types.js';
/** @import { Field } from './mapping.js' */
/** @import { Fault } from '../types.js' */

/** In place of what an empty field leaves out: the property alone, or the element of the list that it stands in, too. */
const OMIT = Symbol('omit');
const SKIP = Symbol('skip');

/**
 * `fill(record, line)` gives the value, what is wrong with its fields, and the places of its paths.
 * @param {object} template
 * @param {string[]} headings
 */
export function filler(template, headings) {
  const columns = new Map(headings.map((heading, i) => [heading, i]));

  /**
   * @param {string[]} record
   * @param {number} line
   */
  return (record, line) => {
    /** @type {Fault[]} */
    const faults = [];
    /** @type {Map<string, string>} by path, the heading that it comes from */
    const origins = new Map();

    /**
     * @param {unknown} value
     * @param {(string | number)[]} path
     * @returns {unknown}
     */
    const fill = (value, path) => {
      const field = fieldOf(value);
      if (field) return read(field, path);
      if (Array.isArray(value)) return fillList(value, path);
      if (!isObject(value)) return value;
      /** @type {Record<string, unknown>} */
      const filled = {};
      for (const [name, member] of Object.entries(value)) {
        const given = fill(member, [...path, name]);
        if (given === SKIP && path.some((step) => typeof step === 'number')) return SKIP;
        if (given !== OMIT && given !== SKIP) filled[name] = given;
      }
      return filled;
    };

    /**
     * @param {unknown[]} list
     * @param {(string | number)[]} path
     */
    const fillList = (list, path) => {
      /** @type {unknown[]} */
      const filled = [];
      for (const element of list) {
        const given = fill(element, [...path, filled.length]);
        if (given !== OMIT && given !== SKIP) filled.push(given);
      }
      return filled;
    };

    /**
     * @param {Field} field
     * @param {(string | number)[]} path
     */
    const read = ({ column, type, separator, empty }, path) => {
      const at = columns.get(column) ?? -1;
      const text = record[at] ?? '';
      origins.set(JSON.stringify(path), column);
      if (text.trim() === '' && empty !== 'text') return empty === 'null' ? null : empty === 'omit' ? OMIT : SKIP;
      const value = TYPES[type]?.(text, separator);
      if (value !== undefined) return value;
      const message = `${JSON.stringify(text.slice(0, 100))} is not ${IN_WORDS[type]}`;
      faults.push({ line, column: at + 1, where: column, code: 'invalid_field', message });
      return text;
    };

    /** @param {readonly (string | number)[]} path */
    const place = (path) => {
      for (let length = path.length; length > 0; length--) {
        const heading = origins.get(JSON.stringify(path.slice(0, length)));
        if (heading !== undefined) return { column: (columns.get(heading) ?? 0) + 1, heading };
      }
      return { column: 1 };
    };

    return { value: /** @type {Record<string, unknown>} */ (fill(template, [])), faults, place };
  };
}
