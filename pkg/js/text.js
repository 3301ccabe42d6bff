/** Texts and bytes into the wasm's memory, and texts out of it. */

import { NUMBERS, VALUES } from '../wasm/contract.js';
import { lengthOf } from './bytes.js';
import { WebAssemblyError } from './web-assembly-error.js';
/** @import { ValidatorExports } from 'wasm-glue' */

// Made at their first use: where one is missing, the import of the package goes well all the same.
/** @type {TextEncoder | undefined} */
let madeEncoder;
/** @type {TextDecoder | undefined} */
let madeDecoder;

export const encoder = () => (madeEncoder ??= make('TextEncoder'));
/** @param {Uint8Array} [bytes] */
export const decode = (bytes) => (madeDecoder ??= make('TextDecoder')).decode(bytes);

/** Throws where one of them is missing: within the wasm that would count as a trap. */
export function checkText() {
  encoder();
  decode();
}

/**
 * @template {'TextEncoder' | 'TextDecoder'} Name
 * @param {Name} name
 * @returns {InstanceType<typeof globalThis[Name]>}
 */
function make(name) {
  const Class = globalThis[name];
  if (typeof Class === 'function') return /** @type {InstanceType<typeof globalThis[Name]>} */ (new Class());
  throw new WebAssemblyError(
    'unsupported',
    `this environment has no ${name}. Jest with jsdom hides that of Node: use jest-fixed-jsdom in its place.`,
  );
}

export const NO_BYTES = new Uint8Array(0);

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

/**
 * Writes `text` into the input buffer as UTF-8; gives its length in bytes.
 * @param {ValidatorExports} exports
 * @param {string} text
 */
export function writeText(exports, text) {
  // Most texts are ASCII, or nearly; short ones get room for the worst case at once.
  let capacity = text.length < 10_000 ? text.length * 3 : text.length;
  let read = 0;
  let length = 0;
  for (;;) {
    const place = room(exports, capacity);
    const done = read === 0 ? encoder().encodeInto(text, place) : encoder().encodeInto(text.slice(read), place.subarray(length));
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
