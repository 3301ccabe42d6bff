/** In place of wasm-bindgen's glue, for wasm that imports and exports only plain functions. */
import { readText } from './text.js';

let wasmModule;
let wasm;

const host = {
  number: (address, length) => Number(readText(wasm, address, length)),
};

export function initSync(given) {
  wasmModule ??= given.module;
  wasm ??= new WebAssembly.Instance(wasmModule, { host }).exports;
  return wasm;
}

export function __wbg_reset_state() {
  wasm = undefined;
}
