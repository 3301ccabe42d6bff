/** The file, line by line, whatever its format. */
import { access, constants, readFile, stat } from 'node:fs/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { readCsv } from './csv.js';
import { readMapping } from './mapping.js';
import { readNdjson } from './ndjson.js';
/** @import { Settings } from '../types.js' */

/** @param {Settings} settings */
export async function openInput({ file, format, mapping }) {
  let size;
  try {
    await access(file, constants.R_OK);
    const found = await stat(file);
    // A pipe is gone once it was read: nothing could go on with it.
    if (!found.isFile()) throw new Error('it is no file');
    size = found.size;
  } catch (/** @type {any} */ error) {
    throw new Exit(EXIT.usage, error.code === 'ENOENT' ? `There is no file ${file}` : `${file} cannot be read: ${error.message}`);
  }
  if (format !== 'csv' || mapping === undefined) return { size, lines: () => readNdjson(file) };
  const read = await readMapping(mapping);
  return { size, lines: () => readCsv(file, read) };
}

/**
 * @param {string | undefined} file
 * @returns {Promise<any>}
 */
export async function readProjectConfig(file) {
  if (file === undefined) return undefined;
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (/** @type {any} */ error) {
    throw new Exit(EXIT.usage, `The project configuration ${file} cannot be read: ${error.message}`);
  }
}
