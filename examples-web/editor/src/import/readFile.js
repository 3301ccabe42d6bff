import { readCsv } from './csv.js';
import { readNdjson } from './ndjson.js';

/**
 * The entries of a file, `[{ line, entry, source, faults }]`: the first line of each, counted from 1; the entry as it is to
 * be imported, or undefined where none can be read; the text that it was read from; what is wrong with it. A fault is
 * `{ path, issue }` with an issue of the package, or `{ path, code, params }` with a code of `t.import.faults`. What is wrong
 * with the file as a whole is a row without `entry` and `source`.
 */
export async function readFile(file, { mediaTypes, validator }) {
  const text = decoded(await file.arrayBuffer());
  if (text === undefined) return [whole('encoding')];
  const rows = isNdjson(file.name, text) ? readNdjson(text, validator) : readCsv(text, mediaTypes);
  return rows.some(({ entry, source }) => entry || source) ? rows : [...rows, whole('noEntries')];
}

const whole = (code) => ({ line: 1, faults: [{ path: [], code, params: {} }] });

/** Spreadsheets like to write other encodings: undefined. */
function decoded(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isNdjson(name, text) {
  if (/\.(csv|tsv)$/i.test(name)) return false;
  return /\.(ndjson|jsonl)$/i.test(name) || text.trimStart().startsWith('{');
}
