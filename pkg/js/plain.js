/** In place of wasm-bindgen's glue, for wasm that imports and exports only plain functions. */
import { readText, toNumber } from './text.js';
/** @import { ClientExports, Loaded } from 'wasm-glue' */

/** @type {WebAssembly.Module | undefined} */
let wasmModule;
/** @type {ClientExports} */
let wasm;

const host = {
  /**
   * @param {number} address
   * @param {number} length
   */
  number: (address, length) => toNumber(() => readText(wasm, address, length)),
};

export const imports = () => ({ host });

/**
 * @param {Loaded} loaded
 * @returns {ClientExports}
 */
export function initSync({ module, instance }) {
  wasmModule ??= module;
  const started = instance ?? new WebAssembly.Instance(/** @type {WebAssembly.Module} */ (wasmModule), imports());
  wasm = /** @type {ClientExports & WebAssembly.Exports} */ (started.exports);
  return wasm;
}

export function __wbg_reset_state() {}
