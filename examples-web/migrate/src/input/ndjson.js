import { LONGEST_LINE, lines } from './lines.js';
/** @import { Line } from '../types.js' */

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The lines of an NDJSON file but the blank ones, as they come.
 * @param {string} file
 * @returns {AsyncGenerator<Line>}
 */
export async function* readNdjson(file) {
  let line = 0;
  let item = 0;
  let blank = 0;
  for await (const { content, bytes, tooLong } of lines(file)) {
    line++;
    if (!tooLong && content.every(isBlank)) {
      blank += bytes;
      continue;
    }
    item++;
    const fault = { line, column: 1, code: 'too_long', message: `The line is over ${LONGEST_LINE} bytes` };
    const read = tooLong ? { value: {}, faults: [fault] } : { json: decoded(content) };
    yield { item, line, bytes: bytes + blank, ...read };
    blank = 0;
  }
}

/** @param {number} byte */
function isBlank(byte) {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}

/** @param {Buffer} bytes */
function decoded(bytes) {
  try {
    return utf8.decode(bytes);
  } catch {
    // The validator says where it breaks off.
    return bytes;
  }
}
