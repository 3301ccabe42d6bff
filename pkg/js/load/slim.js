import { load } from './given.js';

export * from './given.js';

/** @param {BufferSource} bytes */
export const compile = (bytes) => WebAssembly.compile(bytes);

/** @param {WebAssembly.Imports} imports */
export async function loadAsync(imports) {
  const module = load();
  return { module, instance: await WebAssembly.instantiate(module, imports) };
}
