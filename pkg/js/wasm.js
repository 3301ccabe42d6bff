/**
 * The wasm: compiled on the first call, never on import.
 *
 * The build replaces `wasm-glue` by what wasm-bindgen made of one artefact, and `wasm-load` by one file of `load/`.
 */
import * as glue from './glue.js';
import { load, loadAsync } from 'wasm-load';

let started = false;
let starting;

/** wasm-bindgen's exports, ready to be called. Compiles on the first call. */
export function wasm() {
  if (!started) {
    try {
      start(load());
    } catch (error) {
      throw explain(error);
    }
  }
  return glue;
}

/** Compiles ahead of the first call, without blocking. */
export async function ready() {
  if (started) return;
  try {
    starting ??= loadAsync();
    start(await starting);
  } catch (error) {
    starting = undefined;
    throw explain(error);
  }
}

function start(module) {
  if (started) return;
  glue.initSync({ module });
  started = true;
}

const POLICY = /content security policy|\bCSP\b|unsafe-eval|wasm-eval/i;
const EMBEDDER = /disallowed by embedder/i;

/** What stands in the way when the wasm does not compile, and the way out. */
function explain(error) {
  const reason = explanation(error);
  return reason ? new Error(`livingdocs-media-library: ${reason}`, { cause: error }) : error;
}

function explanation(error) {
  if (typeof WebAssembly === 'undefined') return 'this runtime has no WebAssembly.';
  const message = String(error?.message);
  if (POLICY.test(message)) {
    return "the page's Content Security Policy does not allow WebAssembly. Add 'wasm-unsafe-eval' to its script-src.";
  }
  if (EMBEDDER.test(message)) {
    return "this runtime does not compile WebAssembly from bytes. Bundle with its export condition ('workerd' or 'edge-light').";
  }
  if (error?.name === 'RangeError') {
    return 'this browser does not compile WebAssembly synchronously. Await ready() before the first call.';
  }
  if (error?.name === 'CompileError') return `this runtime cannot compile the WebAssembly module: ${message}`;
  return undefined;
}
