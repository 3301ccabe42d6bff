import base64 from 'wasm-bytes';

const bytes = () => Buffer.from(base64, 'base64');

export const load = () => new WebAssembly.Module(bytes());
/** @param {WebAssembly.Imports} imports */
export const loadAsync = (imports) => WebAssembly.instantiate(bytes(), imports);
