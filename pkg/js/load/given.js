/** `./slim`: the module is the caller's. */
import { WebAssemblyError } from '../web-assembly-error.js';
import { own } from './own.js';

/** @type {WebAssembly.Module | undefined} */
let given;

/**
 * The module to start, or undefined to forget one that did not start.
 * @param {WebAssembly.Module | undefined} module
 */
export function give(module) {
  given = module && own(module);
}

export function isGiven() {
  return given !== undefined;
}

/** @returns {WebAssembly.Module} */
export function load() {
  if (given) return given;
  throw new WebAssemblyError(
    'uninitialised',
    'the WebAssembly is missing. Call init(…) or initSync(…) of ./slim, once, before anything else.',
  );
}

