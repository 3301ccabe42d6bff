import compressed from 'wasm-compressed';
import unpacker from 'wasm-unpacker';
import { decode } from './base64.js';
/** @import { UnpackerExports } from 'wasm-glue' */

const PAGE = 65_536;

/** The wasm is compressed, since every page that bundles it loads it; what unpacks it is wasm as well, for JavaScript is cold. */
function bytes() {
  const input = decode(compressed);
  const length = new DataView(input.buffer).getUint32(0, true);
  const { memory, unpack } = /** @type {UnpackerExports & WebAssembly.Exports} */ (
    new WebAssembly.Instance(new WebAssembly.Module(decode(unpacker))).exports
  );
  // Between them is room for what it is unpacked to at first.
  const from = memory.grow(Math.ceil((input.length + 2 * length) / PAGE)) * PAGE;
  new Uint8Array(memory.buffer).set(input, from);
  unpack(from, input.length, length);
  return new Uint8Array(memory.buffer, from + input.length + length, length);
}

export const load = () => new WebAssembly.Module(bytes());
/** @param {WebAssembly.Imports} imports */
export const loadAsync = (imports) => WebAssembly.instantiate(bytes(), imports);
