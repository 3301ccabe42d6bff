import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { EXIT, Exit } from '../exit-codes.js';
import { LONGEST_LINE } from './lines.js';
import { columnsOf } from './mapping.js';
import { filler } from './record.js';
/** @import { Mapping } from './mapping.js' */
/** @import { Line } from '../types.js' */

/**
 * What is wrong with a file that is no CSV, in the words of people who write one.
 * @type {Record<string, string>}
 */
const BROKEN = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened here and never closed',
  INVALID_OPENING_QUOTE: 'A quote in the middle of a field: put the field in quotes, and write that quote twice',
  CSV_INVALID_CLOSING_QUOTE: 'Something follows a closing quote: write a quote within a field twice',
  CSV_MAX_RECORD_SIZE: `A record is over ${LONGEST_LINE} characters: is a quote not closed?`,
};

/**
 * The records of a CSV file behind its line of headings, each filled into the mapping.
 * @param {string} file
 * @param {Mapping} mapping
 * @returns {AsyncGenerator<Line>}
 */
export async function* readCsv(file, { line: template, delimiter, encoding }) {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    raw: true,
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
  });
  // What goes wrong comes out of the parser.
  pipeline(Readable.from(decoded(file, encoding)), parser, () => {});

  /** @type {ReturnType<typeof filler> | undefined} */
  let fill;
  let headings = 0;
  let item = 0;
  let bytes = 0;
  try {
    for await (const { record, raw, info } of parser) {
      const line = firstLine(info.lines, raw);
      if (fill) {
        const filled = fill(record, line);
        if (record.length > headings) {
          const message = `There are ${record.length} fields, and ${headings} headings`;
          filled.faults.push({ line, column: headings + 1, code: 'invalid_csv', message });
        }
        yield { item: ++item, line, bytes: info.bytes - bytes, ...filled };
      } else {
        check(file, template, record);
        fill = filler(template, record);
        headings = record.length;
      }
      bytes = info.bytes;
    }
  } catch (/** @type {any} */ error) {
    if (error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
      throw new Exit(EXIT.usage, `${file} is not in ${encoding}: "csv.encoding" in the mapping names another, like "windows-1252"`);
    }
    if (!(error instanceof CsvError)) throw error;
    const { lines, raw, index, message, code } = /** @type {any} */ (error);
    throw new Exit(EXIT.usage, `${file}:${firstLine(lines, raw)}:${index + 1}: ${BROKEN[code] ?? message}`);
  }
  if (!fill) throw new Exit(EXIT.usage, `${file} has no line of headings`);
}

/**
 * Blank lines may stand before a record, and line ends in its quotes.
 * @param {number} last
 * @param {string} raw
 */
function firstLine(last, raw) {
  return last - raw.trim().split('\n').length + 1;
}

/**
 * @param {string} file
 * @param {string} encoding
 */
async function* decoded(file, encoding) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const chunk of createReadStream(file)) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/**
 * @param {string} file
 * @param {object} template
 * @param {string[]} headings
 */
function check(file, template, headings) {
  const twice = headings.find((heading, i) => headings.indexOf(heading) !== i);
  const missing = columnsOf(template).find((column) => !headings.includes(column));
  if (missing !== undefined) {
    throw new Exit(EXIT.usage, `${file} has no column "${missing}", which the mapping names. It has: ${headings.join(', ')}`);
  }
  if (twice !== undefined && columnsOf(template).includes(twice)) {
    throw new Exit(EXIT.usage, `${file} has two columns "${twice}", which the mapping names`);
  }
}
