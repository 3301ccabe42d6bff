/** What all of `./import` is called with, checked before anything is sent. */
import { MAX_BODY } from '../../wasm/contract.js';
import { harmless } from '../callbacks.js';
import { IMPORTER } from '../importer.js';
import { checkBoolean, checkFunction, checkWhole, fail, isObject } from '../options.js';
/** @import { MediaLibraryClient } from '../../index.js' */
/** @import { Importer } from '../types.js' */
/** @import { RunOptions } from './types.js' */

/** Requests of one call that are under way at once. */
const DEFAULT_CONCURRENCY = 4;
/** Entries of one request. */
const DEFAULT_BATCH = 100;

/**
 * What a client does for it alone.
 * @param {MediaLibraryClient} client
 * @returns {Importer}
 */
export function importerOf(client) {
  const open = /** @type {{ [IMPORTER]?: () => Importer }} */ (client)?.[IMPORTER];
  if (typeof open !== 'function') fail('client', 'a MediaLibraryClient of this package', client);
  return open.call(client);
}

/**
 * Options of a run, completed; `call` are those of its requests.
 * @param {Importer} importer
 * @param {RunOptions} options
 */
export function runOptions(importer, options) {
  if (!isObject(options)) fail('options', 'an object', options);
  const { concurrency = DEFAULT_CONCURRENCY, batchSize = DEFAULT_BATCH, maxBytes = MAX_BODY, validate = true } = options;
  const { signal, onProgress = () => {}, timeoutMs, maxRetries, headers } = options;
  checkWhole('concurrency', concurrency, 1);
  checkWhole('batchSize', batchSize, 1);
  checkWhole('maxBytes', maxBytes, 1);
  checkBoolean('validate', validate);
  checkFunction('onProgress', onProgress);
  importer.check(options);
  // The signal ends the run, not what is under way.
  return { call: { timeoutMs, maxRetries, headers }, concurrency, batchSize, maxBytes, validate, signal, onProgress: harmless(onProgress) };
}
