import base64 from 'wasm-bytes';
import { decode } from './base64.js';

/** Bundlers that take the conditions of Node make scripts for browsers and Workers, too: those have no Buffer. */
const bytes = () => globalThis.Buffer?.from(base64, 'base64') ?? decode(base64);

export const load = () => new WebAssembly.Module(bytes());
/** @param {WebAssembly.Imports} imports */
export const loadAsync = (imports) => WebAssembly.instantiate(bytes(), imports);
