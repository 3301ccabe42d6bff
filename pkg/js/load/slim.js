import { load } from './given.js';

export * from './given.js';

export const compile = (bytes) => WebAssembly.compile(bytes);

export async function loadAsync(imports) {
  const module = load();
  return { module, instance: await WebAssembly.instantiate(module, imports) };
}
