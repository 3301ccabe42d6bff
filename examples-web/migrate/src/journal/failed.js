/** The failed file: the lines to mend and run again. Made anew from the journal, so that it has each of them once. */
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { EXIT, Exit } from '../exit-codes.js';
import { failedLines } from './read.js';

/**
 * @param {string} journal
 * @param {string} file
 */
export async function writeFailed(journal, file) {
  const next = `${file}.new`;
  try {
    await pipeline(Readable.from(texts(journal)), createWriteStream(next));
    await rename(next, file);
  } catch (/** @type {any} */ error) {
    await rm(next, { force: true });
    throw new Exit(EXIT.file, `${file} cannot be written: ${error.message}`);
  }
}

/** @param {string} journal */
async function* texts(journal) {
  for await (const line of failedLines(journal)) yield `${JSON.stringify(line)}\n`;
}
