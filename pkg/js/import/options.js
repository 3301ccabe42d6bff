/** What all of `./import` is called with, checked before anything is sent. */
import { MAX_BODY } from '../../wasm/contract.js';
import { harmless } from '../callbacks.js';
import { IMPORTER } from '../importer.js';
import { checkBoolean, checkFunction, checkWhole, fail, isObject } from '../options.js';
/** @import { ImportOptions } from '../../import.js' */
/** @import { MediaLibraryClient, RequestOptions } from '../../index.js' */
/** @import { Importer } from '../types.js' */

/** Requests of one call that are under way at once. */
const DEFAULT_CONCURRENCY = 4;
/** Entries of one request. */
const DEFAULT_BATCH = 100;

/**
 * What a client does for it.
 * @param {MediaLibraryClient} client
 * @param {RequestOptions} options
 * @returns {Importer}
 */
export function importerOf(client, options) {
  const open = /** @type {{ [IMPORTER]?: (options: RequestOptions) => Importer }} */ (client)?.[IMPORTER];
  if (typeof open !== 'function') fail('client', 'a MediaLibraryClient of this package', client);
  return open.call(client, options);
}

/**
 * Options of a run, completed; those of its requests are the `importer`'s.
 * @template {ImportOptions} Options
 * @param {MediaLibraryClient} client
 * @param {Options} options
 */
export function runOptions(client, options) {
  if (!isObject(options)) fail('options', 'an object', options);
  const { concurrency = DEFAULT_CONCURRENCY, batchSize = DEFAULT_BATCH, maxBytes = MAX_BODY, validate = true } = options;
  const { signal, onProgress = () => {}, timeoutMs, maxRetries, headers } = options;
  checkWhole('concurrency', concurrency, 1);
  checkWhole('batchSize', batchSize, 1);
  checkWhole('maxBytes', maxBytes, 1);
  checkBoolean('validate', validate);
  checkFunction('onProgress', onProgress);
  // It ends the run, not what is under way.
  importerOf(client, { signal });
  const importer = importerOf(client, { timeoutMs, maxRetries, headers });
  return { concurrency, batchSize, maxBytes, validate, signal, onProgress: harmless(onProgress), importer };
}
