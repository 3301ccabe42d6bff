export * from './given.js';

export const compile = (bytes) => WebAssembly.compile(bytes);
