/**
 * `livingdocs-media-library/slim`: everything of the main entry without its WebAssembly, which the caller brings, once,
 * before the first call. For a page that wants to cache or preload the file by itself, and for a Worker that has it as a
 * module anyway. The file is `livingdocs-media-library/client.wasm`.
 *
 * Before `init` or `initSync`, whatever needs the WebAssembly throws a {@link WebAssemblyError} with the reason
 * `uninitialised`. `ready` resolves once the WebAssembly has been brought, and rejects before.
 */
export * from './index.js';

/**
 * Brings the WebAssembly and starts it. Once it is started, another call changes nothing, whatever it is given. After a
 * call that failed, call it again.
 *
 * Rejects with a TypeError for anything that is not of these types, and with a {@link WebAssemblyError} for a Response
 * with an error status, for other content (reason `input`), for a file that was cut short (`unsupported`), and where the
 * runtime does not let WebAssembly run. What `module` rejects with comes out unchanged.
 *
 * @param module `client.wasm` of this very version of the package: as a compiled module, as its bytes, or as a Response
 *   or a promise of one, which `fetch` gives. The Response's MIME type does not matter.
 *
 * @example
 * import { Validator, init } from 'livingdocs-media-library/slim';
 *
 * await init(fetch('/assets/client.wasm'));
 * console.log(new Validator().validate({ patches: [{ operation: 'archive' }] })); // []
 */
export declare function init(
  module:
    | WebAssembly.Module
    | BufferSource
    | Response
    | PromiseLike<WebAssembly.Module | BufferSource | Response>,
): Promise<void>;

/**
 * Brings the WebAssembly and starts it at once; from bytes, that blocks until they are compiled. Otherwise like `init`.
 *
 * @param module `client.wasm` of this very version of the package, as a compiled module or as its bytes
 * @throws TypeError for anything that is not of these types
 * @throws WebAssemblyError for other content, and where the runtime does not let WebAssembly run
 *
 * @example
 * import { Validator, initSync } from 'livingdocs-media-library/slim';
 *
 * declare const module: WebAssembly.Module; // in a Worker: import module from 'livingdocs-media-library/client.wasm'
 *
 * initSync(module);
 * const validator = new Validator();
 */
export declare function initSync(module: WebAssembly.Module | BufferSource): void;
