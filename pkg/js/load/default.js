import packed from 'wasm-packed';
import unpacker from 'wasm-unpacker';
/** @import { UnpackerExports } from 'wasm-glue' */

const PAGE = 65_536;

/** The wasm is packed, since every page that bundles it loads it; what unpacks it is wasm as well, for JavaScript is cold. */
function bytes() {
  const input = decode(packed);
  const length = new DataView(input.buffer).getUint32(0, true);
  const { memory, unpack } = /** @type {UnpackerExports & WebAssembly.Exports} */ (
    new WebAssembly.Instance(new WebAssembly.Module(decode(unpacker))).exports
  );
  // Between them is room for what the packed is first unpacked to.
  const from = memory.grow(Math.ceil((input.length + 2 * length) / PAGE)) * PAGE;
  new Uint8Array(memory.buffer).set(input, from);
  unpack(from, input.length, length);
  return new Uint8Array(memory.buffer, from + input.length + length, length);
}

/** @param {string} base64 */
function decode(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  // Much faster than Uint8Array.from with a function.
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

export const load = () => new WebAssembly.Module(bytes());
/** @param {WebAssembly.Imports} imports */
export const loadAsync = (imports) => WebAssembly.instantiate(bytes(), imports);
