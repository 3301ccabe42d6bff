import { load } from './given.js';

export * from './given.js';

// Edge runtimes refuse this as well, but in words; the mere name of the asynchronous call makes their build tools complain.
/** @param {BufferSource} bytes */
export const compile = async (bytes) => new WebAssembly.Module(bytes);
export const loadAsync = async () => ({ module: load() });
