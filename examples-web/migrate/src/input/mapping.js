/** The mapping file: what a record of CSV becomes. */
import { readFile } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { TYPES } from './types.js';

/** What becomes of an empty field. */
const EMPTY = ['skip', 'omit', 'null', 'text'];

const KEYS = ['column', 'type', 'separator', 'empty'];

/**
 * @typedef {{ column: string, type: keyof typeof TYPES, separator: string, empty: string }} Field
 * @typedef {{ line: object, delimiter: string, encoding: string }} Mapping
 */

/**
 * @param {string} file
 * @returns {Promise<Mapping>}
 */
export async function readMapping(file) {
  const text = await readFile(file, 'utf8').catch((error) => refuse(file, error.message));
  let mapping;
  try {
    mapping = JSON.parse(text);
  } catch (/** @type {any} */ error) {
    refuse(file, error.message);
  }
  if (!isObject(mapping)) refuse(file, 'it is not an object { "line": …, "csv": … }');
  const { line, csv = {}, ...others } = mapping;
  for (const name of Object.keys(others)) refuse(file, `it may have "line" and "csv", not "${name}"`);
  if (!isObject(line)) refuse(file, '"line" says what a record becomes, as { "id": { "column": "…" }, "request": … }');
  if (!isObject(csv)) refuse(file, '"csv" is not an object');
  const { delimiter = ',', encoding = 'utf-8', ...unknown } = csv;
  for (const name of Object.keys(unknown)) refuse(file, `"csv" may have "delimiter" and "encoding", not "${name}"`);
  if (typeof delimiter !== 'string' || delimiter === '') refuse(file, '"csv.delimiter" is a character, like ";"');
  try {
    new TextDecoder(encoding);
  } catch {
    refuse(file, `"csv.encoding" is none that is known: ${JSON.stringify(encoding)}`);
  }
  check(line, file, 'line');
  return { line, delimiter, encoding };
}

/**
 * The field that an object of the mapping stands for; undefined where it is an object to be sent.
 * @param {unknown} value
 * @returns {Field | undefined}
 */
export function fieldOf(value) {
  if (!isObject(value) || value.column === undefined) return undefined;
  const { column, ...others } = value;
  return { column, type: 'text', separator: ',', empty: 'skip', ...others };
}

/**
 * The columns that it names.
 * @param {unknown} value
 * @returns {string[]}
 */
export function columnsOf(value) {
  const field = fieldOf(value);
  if (field) return [field.column];
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(columnsOf) : [];
}

/**
 * @param {any} value
 * @param {string} file
 * @param {string} where
 */
function check(value, file, where) {
  const field = fieldOf(value);
  if (!field) {
    if (isObject(value) || Array.isArray(value)) {
      for (const [name, member] of Object.entries(value)) check(member, file, `${where}.${name}`);
    }
    return;
  }
  const { column, type, separator, empty } = field;
  for (const name of Object.keys(value)) {
    if (!KEYS.includes(name)) refuse(file, `${where} may have ${quoted(KEYS)}, not "${name}"`);
  }
  if (typeof column !== 'string') refuse(file, `${where}.column is not a heading of the CSV`);
  if (!Object.hasOwn(TYPES, type)) refuse(file, `${where}.type is one of ${quoted(Object.keys(TYPES))}`);
  if (typeof separator !== 'string' || separator === '') refuse(file, `${where}.separator is not a text`);
  if (!EMPTY.includes(empty)) refuse(file, `${where}.empty is one of ${quoted(EMPTY)}`);
}

/** @param {string[]} names */
function quoted(names) {
  return names.map((name) => `"${name}"`).join(', ');
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, any>}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * @param {string} file
 * @param {string} why
 * @returns {never}
 */
function refuse(file, why) {
  throw new Exit(EXIT.usage, `The mapping ${file} cannot be used: ${why}`);
}
