/**
 * The package's WebAssembly as a file: `livingdocs-media-library/client.wasm`, for `init` and `initSync` of
 * `livingdocs-media-library/slim`; `validator.wasm` and `emulator.wasm` are those of the subpaths.
 *
 * What an import of it gives is up to the bundler. This is the type of Cloudflare Workers, where it is a compiled module;
 * in Vite, `client.wasm?url` is the file's address.
 *
 * @example
 * import module from 'livingdocs-media-library/client.wasm';
 * import { initSync } from 'livingdocs-media-library/slim';
 *
 * initSync(module);
 */
declare const module: WebAssembly.Module;

export = module;
