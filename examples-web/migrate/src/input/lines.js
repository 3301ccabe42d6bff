/** Lines of a file, as bytes: a decoder before the split would replace what is not UTF-8, and readline splits at U+2028. */
import { createReadStream } from 'node:fs';

const LF = 0x0a;
const CR = 0x0d;
const BOM = [0xef, 0xbb, 0xbf];

/** No server takes as much in one request. */
export const LONGEST_LINE = 16 * 1024 * 1024;

/**
 * Each line without its end, with the bytes that it takes in the file; `tooLong` in place of `content` where it is over
 * LONGEST_LINE.
 * @param {string} file
 * @returns {AsyncGenerator<{ content: Buffer, bytes: number, tooLong: boolean }>}
 */
export async function* lines(file) {
  /** @type {Buffer[]} */
  let parts = [];
  let held = 0;
  let isFirst = true;
  /** @param {Buffer} last */
  const line = (last) => {
    const bytes = held + last.length;
    const tooLong = bytes > LONGEST_LINE;
    let content = tooLong ? Buffer.alloc(0) : parts.length === 0 ? last : Buffer.concat([...parts, last]);
    if (isFirst && BOM.every((byte, i) => content[i] === byte)) content = content.subarray(BOM.length);
    if (content.at(-1) === CR) content = content.subarray(0, -1);
    isFirst = false;
    parts = [];
    held = 0;
    return { content, bytes, tooLong };
  };
  for await (const chunk of createReadStream(file)) {
    let from = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, from)) {
      const { content, bytes, tooLong } = line(chunk.subarray(from, end));
      yield { content, bytes: bytes + 1, tooLong };
      from = end + 1;
    }
    const rest = chunk.subarray(from);
    held += rest.length;
    if (held <= LONGEST_LINE) parts.push(rest);
    else parts = [];
  }
  if (held > 0) yield line(Buffer.alloc(0));
}
