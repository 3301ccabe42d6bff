/** Texts and bytes into the wasm's memory. */
import { wasm } from './wasm.js';

const encoder = new TextEncoder();
/** The whole memory; made anew when the memory has grown, which detaches the old one. */
let memory;

function view(address, length) {
  if (!memory || memory.byteLength === 0) memory = new Uint8Array(wasm().wasmMemory().buffer);
  return memory.subarray(address, address + length);
}

/** Room for `length` bytes, what was written kept; undefined where there is no memory left for it. */
function room(length) {
  if (length > 0x7fffffff) return undefined;
  const address = wasm().input(length);
  return address === 0 && length > 0 ? undefined : view(address, length);
}

/** Writes `text` into the input buffer as UTF-8; gives its length in bytes, or -1 where it does not fit into memory. */
export function writeText(text) {
  // Most texts are ASCII, or nearly; short ones get room for the worst case at once.
  let capacity = text.length < 10_000 ? text.length * 3 : text.length;
  let read = 0;
  let length = 0;
  for (;;) {
    const buffer = room(capacity);
    if (!buffer) return -1;
    const done = encoder.encodeInto(read === 0 ? text : text.slice(read), buffer.subarray(length));
    read += done.read;
    length += done.written;
    if (read === text.length) return length;
    capacity = length + (text.length - read) * 3;
  }
}

/** Copies `bytes` into the input buffer; gives their length, or -1 where they do not fit into memory. */
export function writeBytes(bytes) {
  const buffer = room(bytes.length);
  if (!buffer) return -1;
  buffer.set(bytes);
  return bytes.length;
}
