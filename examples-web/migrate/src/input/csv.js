import { createReadStream } from 'node:fs';
import { Readable, pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import { EXIT, Exit } from '../exit-codes.js';
import { LONGEST_LINE } from './lines.js';
import { columnsOf } from './mapping.js';
import { filler } from './record.js';
/** @import { Mapping } from './mapping.js' */
/** @import { Line } from '../types.js' */

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
    skip_records_with_error: true,
    // In the order of the records: as one of them.
    on_skip: (error, raw) => void parser.push({ error, raw }),
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
    for await (const { record, raw, info, error } of parser) {
      if (error) {
        const fault = { line: error.lines, column: (error.index ?? 0) + 1, code: 'invalid_csv', message: sentence(error.message) };
        yield { item: ++item, line: error.lines, bytes: 0, value: { text: raw }, faults: [fault] };
        continue;
      }
      if (!fill) {
        check(file, template, record);
        fill = filler(template, record);
        headings = record.length;
        bytes = info.bytes;
        continue;
      }
      const line = info.lines - raw.trim().split('\n').length + 1;
      const filled = fill(record, line);
      if (record.length > headings) {
        const message = `There are ${record.length} fields, and ${headings} headings`;
        filled.faults.push({ line, column: headings + 1, code: 'invalid_csv', message });
      }
      yield { item: ++item, line, bytes: info.bytes - bytes, ...filled };
      bytes = info.bytes;
    }
  } catch (/** @type {any} */ error) {
    if (error instanceof Exit) throw error;
    const why = error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA' ? `it is not ${encoding}; "csv.encoding" in the mapping names another` : error.message;
    throw new Exit(EXIT.usage, `${file} cannot be read: ${why}`);
  }
  if (!fill) throw new Exit(EXIT.usage, `${file} has no line of headings`);
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

/**
 * Of csv-parse's messages, which begin with the name of their kind.
 * @param {string} message
 */
function sentence(message) {
  return message.replace(/^[A-Z][\w ]+: /, '');
}
