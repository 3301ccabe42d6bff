/** Texts and bytes into the wasm's memory, and texts out of it. */

import { NUMBERS, VALUES } from '../wasm/contract.js';
import { lengthOf } from './bytes.js';
/** @import { ValidatorExports } from 'wasm-glue' */

/** @type {TextEncoder | undefined} */
let encoder;
/** @type {TextDecoder | undefined} */
let decoder;

/**
 * To be called before the wasm is: a throw within it would count as a trap. Nothing is made on import, for Jest with jsdom hides
 * both classes; it leaves Buffer, which does the same.
 */
export function makeCoders() {
  if (globalThis.Buffer && !(globalThis.TextEncoder && globalThis.TextDecoder)) return;
  encoder = new TextEncoder();
  decoder = new TextDecoder();
}

/** @param {Uint8Array} [bytes] */
export const decode = (bytes) => (decoder ? decoder.decode(bytes) : `${bufferOf(bytes)}`);

/**
 * For wasm-bindgen's JavaScript, which makes room enough.
 * @param {string} text
 * @param {Uint8Array} place
 */
export function encodeInto(text, place) {
  if (encoder) return encoder.encodeInto(text, place);
  const bytes = bufferOf(text);
  place.set(bytes);
  return { written: bytes.length };
}

/** @param {string | Uint8Array | undefined} from */
const bufferOf = (from) => globalThis.Buffer.from(from);

/**
 * The number that a text is; for the wasm, where it has no text yet. `Number` may be the page's own. What the page's functions
 * throw all the same becomes a trap: nothing may be thrown through the wasm.
 * @param {() => string} read
 */
export function toNumber(read) {
  try {
    return +read();
  } catch (cause) {
    throw Object.assign(new WebAssembly.RuntimeError(), { cause });
  }
}

export const NO_BYTES = /* @__PURE__ */ new Uint8Array(0);

/** A buffer larger than this is given back after use. */
const KEPT = 65_536;
/** There is always room for so much, lest every text that is a little longer asks for more. */
const LEAST = 1024;

/** The input buffer, as far as it was asked for: empty once the memory has grown, for that detaches it. */
let buffer = NO_BYTES;
/**
 * Whose it is, and the most that was asked for.
 * @type {ValidatorExports | undefined}
 */
let owner;
let asked = 0;

/**
 * Room for `length` bytes, what was written kept. Throws where there is no memory left for it.
 * @param {ValidatorExports} exports
 * @param {number} length
 */
function room(exports, length) {
  // One that was detached has no room for nothing either.
  if (buffer.length >= (length || 1) && owner === exports) return buffer;
  const size = Math.max(length, LEAST);
  const address = length > 0x7fffffff ? 0 : exports.input(size) >>> 0;
  if (address === 0) throw new TypeError('too large for memory');
  if (owner !== exports) asked = 0;
  asked = Math.max(asked, size);
  owner = exports;
  buffer = new Uint8Array(exports.memory.buffer, address, size);
  return buffer;
}

/** The next one asks for room anew: of a call within another, whose input is being read; and after that. */
export function forget() {
  owner = undefined;
}

/**
 * Writes `text` into the input buffer as UTF-8; gives its length in bytes.
 * @param {ValidatorExports} exports
 * @param {string} text
 */
export function writeText(exports, text) {
  if (!encoder) return writeBytes(exports, bufferOf(text));
  // Most texts are ASCII, or nearly; short ones get room for the worst case at once.
  let capacity = text.length < 10_000 ? text.length * 3 : text.length;
  let read = 0;
  let length = 0;
  for (;;) {
    const place = room(exports, capacity);
    const done = read === 0 ? encoder.encodeInto(text, place) : encoder.encodeInto(text.slice(read), place.subarray(length));
    read += done.read;
    length += done.written;
    if (read === text.length) return length;
    capacity = length + (text.length - read) * 3;
  }
}

/**
 * Copies `bytes` into the input buffer; gives their length.
 * @param {ValidatorExports} exports
 * @param {Uint8Array} bytes
 */
export function writeBytes(exports, bytes) {
  const length = lengthOf(bytes);
  room(exports, length).set(bytes);
  return length;
}

/**
 * To be called when what was written has been read.
 * @param {ValidatorExports} exports
 */
export function release(exports) {
  if (asked <= KEPT) return;
  exports.input(0);
  owner = undefined;
  asked = 0;
}

/**
 * The numbers and the text that the last call has left.
 * @param {ValidatorExports} exports
 * @returns {[numbers: Int32Array, text: string]}
 */
export function takeOutput(exports) {
  const numbers = new Int32Array(exports.memory.buffer, exports.output(NUMBERS), exports.outputLength(NUMBERS)).slice();
  try {
    return [numbers, readText(exports, exports.output(VALUES), exports.outputLength(VALUES))];
  } finally {
    exports.dropOutput();
  }
}

/**
 * The first `most` code points.
 * @param {string} text
 * @param {number} most
 */
export function startOf(text, most) {
  return [...text.slice(0, 2 * most)].slice(0, most).join('');
}

/**
 * @param {ValidatorExports} exports
 * @param {number} address
 * @param {number} length
 */
export function readText(exports, address, length) {
  return decode(new Uint8Array(exports.memory.buffer, address >>> 0, length));
}
