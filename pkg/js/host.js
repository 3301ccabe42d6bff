/** What the wasm imports by itself, that is without wasm-bindgen. */
import { readText } from './text.js';
import { wasm } from './wasm.js';

export function number(address, length) {
  return Number(readText(wasm(), address, length));
}
