/** Why the wasm cannot be used, and the way out. */
import { MediaLibraryError } from './media-library-error.js';
/** @import { WebAssemblyError as Public } from '../index.js' */

export class WebAssemblyError extends MediaLibraryError {
  /**
   * @param {Public['reason']} reason
   * @param {string} message
   * @param {unknown} [cause]
   */
  constructor(reason, message, cause) {
    super({ code: 'web_assembly', message: `livingdocs-media-library: ${message}`, cause, reason }, 'reason');
  }
}

/** In the scripts of extensions, Chromium says where it was refused and then nothing. */
const POLICY = /content security policy|\bCSP\b|unsafe-eval|wasm-eval|\(\): ?$/i;
const EMBEDDER = /disallowed by embedder/i;
const SYNCHRONOUS = /main thread/i;

/**
 * What a runtime threw when it was to compile or start the wasm, as one kind of error.
 * @param {unknown} error
 */
export function explain(error) {
  if (error instanceof WebAssemblyError) return error;
  const [reason, message] = explanation(error);
  return new WebAssemblyError(reason, message, error);
}

/**
 * @param {unknown} error
 * @returns {[reason: Public['reason'], message: string]}
 */
function explanation(error) {
  if (typeof WebAssembly === 'undefined') return ['unsupported', 'this runtime has no WebAssembly.'];
  const message = String(/** @type {Partial<Error> | undefined} */ (error)?.message ?? error);
  if (POLICY.test(message)) {
    return [
      'policy',
      "the page's Content Security Policy does not allow WebAssembly. Add 'wasm-unsafe-eval' to its script-src.",
    ];
  }
  if (EMBEDDER.test(message)) {
    return [
      'embedder',
      "this runtime does not compile WebAssembly from bytes. Bundle with its export condition ('workerd' or 'edge-light'), " +
        'or keep the package external; give init() of ./slim a WebAssembly.Module.',
    ];
  }
  if (SYNCHRONOUS.test(message)) {
    return [
      'synchronous',
      'this browser does not compile WebAssembly synchronously. Await ready(), or init() of ./slim, before the first call.',
    ];
  }
  if (/** @type {Partial<Error> | undefined} */ (error)?.name === 'CompileError') {
    return ['unsupported', `this runtime cannot compile the WebAssembly module: ${message}`];
  }
  return ['failed', `the WebAssembly module cannot be started: ${message}`];
}
