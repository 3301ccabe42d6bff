/**
 * The wasm: compiled on the first call, never on import; started anew after a trap.
 *
 * The build replaces `wasm-glue` by what wasm-bindgen made of one artefact, or by `plain.js`, and `wasm-load` by one file
 * of `load/`.
 */
// First, so that the inlined wasm stands at the start of a bundle: gzip does worse where that and JavaScript meet.
import { load, loadAsync } from 'wasm-load';
import { registry } from './callbacks.js';
import { __wbg_reset_state as reset, imports, initSync } from './glue.js';
import { MediaLibraryError } from './media-library-error.js';
import { isOverflow } from './serialize.js';
import { forget, makeCoders } from './text.js';
import { WebAssemblyError, explain } from './web-assembly-error.js';
/** @import { ClientExports, Loaded } from 'wasm-glue' */

/**
 * The wasm's own exports, while it runs. Not called `exports`: some tools evaluate modules in a function with such a parameter.
 * @type {ClientExports | undefined}
 */
let running;
/** @type {Promise<Loaded> | undefined} */
let starting;
/**
 * The calls that the wasm has yet to settle.
 * @type {Set<{ abandon(error: WebAssemblyError): void }>}
 */
export const pending = new Set();

/** Counts the traps: what the wasm gave before the last one is gone. */
export let generation = 0;

/**
 * The wasm's own exports, ready to be called. Compiles on the first call.
 * @returns {ClientExports}
 */
export function wasm() {
  if (!running) {
    try {
      start(generation === 0 ? { module: load() } : {});
    } catch (error) {
      throw explain(error);
    }
  }
  return /** @type {ClientExports} */ (running);
}

/** Compiles and starts it ahead of the first call, without blocking. */
export async function ready() {
  if (running || generation > 0) return;
  try {
    starting ??= loadAsync(imports());
    start(await starting);
  } catch (error) {
    starting = undefined;
    throw explain(error);
  }
}

/**
 * `loaded`: a module, and an instance of it where there is one. After a trap the module is known.
 * @param {Loaded} loaded
 */
function start(loaded) {
  if (running) return;
  reset();
  makeCoders();
  running = initSync(loaded);
}

/**
 * To be thrown instead of what a call of the wasm threw. The instance is in no state to go on, nor are its promises; unless
 * there is another one already since the generation `of` the call.
 * @param {unknown} cause
 * @param {number} of
 */
export function trapped(cause, of) {
  const error = new WebAssemblyError('trap', 'the WebAssembly broke off; the next call starts it anew.', cause);
  if (of === generation) {
    running = undefined;
    generation++;
    // Those that are begun meanwhile are the next one's.
    const calls = [...pending];
    pending.clear();
    for (const call of calls) call.abandon(error);
  }
  return error;
}

/** @typedef {'dropValidator' | 'dropClient'} Drop The exports that give something back. */

const collected = /* @__PURE__ */ registry((/** @type {{ of: number, drop: Drop, address: number }} */ { of, drop, address }) => {
  if (of === generation) guarded((exports) => exports[drop](address));
});

/**
 * Has the export `drop` called once `object` is collected, unless a trap came first.
 * @param {object} object
 * @param {Drop} drop
 * @param {number} address
 */
export function dropWith(object, drop, address) {
  collected?.register(object, { of: generation, drop, address });
}

/** The calls under way, one within another: where a function of the page's stands in place of one that the wasm has called. */
let depth = 0;

/**
 * What `work` makes of the wasm: the one way to call it. A trap breaks the wasm off, and an overflow of the stack does, which is
 * not the input's fault. Of any other error, `otherwise` says what comes of it; without that, errors in an argument pass.
 * @template T
 * @param {(exports: ClientExports) => T} work
 * @param {(error: unknown) => T} [otherwise]
 * @returns {T}
 */
export function guarded(work, otherwise) {
  const exports = wasm();
  const of = generation;
  if (depth++ > 0) forget();
  try {
    return work(exports);
  } catch (error) {
    let isTrap = true;
    try {
      isTrap = error instanceof WebAssembly.RuntimeError || isOverflow(error);
    } catch {
      // At the end of the stack, even to ask is too much.
    }
    if (!isTrap && otherwise) return otherwise(error);
    throw !isTrap && (error instanceof TypeError || error instanceof MediaLibraryError) ? error : trapped(error, of);
  } finally {
    if (--depth > 0) forget();
  }
}

/**
 * In place of wasm-bindgen's closures: a trap in one, which nobody called, is raised nowhere; nor that it came too late. They
 * need no registry, for every promise that the wasm waits for is settled.
 * @param {(value: unknown) => void} call
 * @param {() => void} drop
 */
export function makeClosure(call, drop) {
  const of = generation;
  let uses = 1;
  const unref = () => {
    if (--uses === 0) drop();
  };
  /** @param {unknown} value */
  const closure = (value) => {
    if (of !== generation) return;
    // It is not dropped while it runs.
    uses++;
    try {
      call(value);
      unref();
    } catch (error) {
      trapped(error, of);
    }
  };
  return Object.assign(closure, { _wbg_cb_unref: unref });
}
