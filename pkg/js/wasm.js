/**
 * The wasm: compiled on the first call, never on import.
 *
 * The build replaces `wasm-glue` by what wasm-bindgen made of one artefact, and `wasm-load` by one file of `load/`.
 */
import * as glue from './glue.js';
import { explain } from './web-assembly-error.js';
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
