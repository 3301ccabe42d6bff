/** In place of wasm-bindgen's glue, for wasm that imports and exports only plain functions. */
import { readText } from './text.js';

let wasmModule;
let wasm;

const host = {
  number: (address, length) => Number(readText(wasm, address, length)),
};

export const imports = () => ({ host });

export function initSync({ module, instance }) {
  wasmModule ??= module;
  wasm = (instance ?? new WebAssembly.Instance(wasmModule, imports())).exports;
  return wasm;
}

export function __wbg_reset_state() {}
