/** Texts and bytes into the wasm's memory, and texts out of it. */

const encoder = new TextEncoder();
export const decoder = new TextDecoder();
/** A buffer larger than this is given back after use. */
const KEPT = 65_536;
/** There is always room for so much, lest every text that is a little longer asks for more. */
const LEAST = 1024;

/** The input buffer, as far as it was asked for: empty once the memory has grown, for that detaches it. */
let buffer = new Uint8Array(0);
/** Whose it is, and the most that was asked for. */
let owner;
let asked = 0;

/** Room for `length` bytes, what was written kept; undefined where there is no memory left for it. */
function room(exports, length) {
  // One that was detached has no room for nothing either.
  if (buffer.length >= (length || 1) && owner === exports) return buffer;
  if (length > 0x7fffffff) return undefined;
  const size = Math.max(length, LEAST);
  const address = exports.input(size) >>> 0;
  if (address === 0) return undefined;
  if (owner !== exports) asked = 0;
  asked = Math.max(asked, size);
  owner = exports;
  buffer = new Uint8Array(exports.memory.buffer, address, size);
  return buffer;
}

/** Writes `text` into the input buffer as UTF-8; gives its length in bytes, or -1 where it does not fit into memory. */
export function writeText(exports, text) {
  // Most texts are ASCII, or nearly; short ones get room for the worst case at once.
  let capacity = text.length < 10_000 ? text.length * 3 : text.length;
  let read = 0;
  let length = 0;
  for (;;) {
    const place = room(exports, capacity);
    if (!place) return -1;
    const done = read === 0 ? encoder.encodeInto(text, place) : encoder.encodeInto(text.slice(read), place.subarray(length));
    read += done.read;
    length += done.written;
    if (read === text.length) return length;
    capacity = length + (text.length - read) * 3;
  }
}

/** Copies `bytes` into the input buffer; gives their length, or -1 where they do not fit into memory. */
export function writeBytes(exports, bytes) {
  const place = room(exports, bytes.length);
  if (!place) return -1;
  place.set(bytes);
  return bytes.length;
}

/** To be called when what was written has been read. */
export function release(exports) {
  if (asked <= KEPT) return;
  exports.input(0);
  owner = undefined;
  asked = 0;
}

/** The numbers and the text that the last call has left. */
export function takeOutput(exports) {
  const numbers = new Int32Array(exports.memory.buffer, exports.output(0), exports.outputLength(0)).slice();
  const text = readText(exports, exports.output(1), exports.outputLength(1));
  exports.dropOutput();
  return [numbers, text];
}

export function readText(exports, address, length) {
  return decoder.decode(new Uint8Array(exports.memory.buffer, address >>> 0, length));
}
