/** An entry judged as before it is sent, without anything being sent. */
import { readEntry } from './batches.js';
import { importerOf } from './options.js';
import { judgeOf } from './rules.js';
/** @import { ImportEntry } from '../../import.js' */
/** @import { MediaLibraryClient } from '../../index.js' */

/**
 * @param {MediaLibraryClient} client
 * @param {unknown} entry
 */
export function validateEntry(client, entry) {
  return readEntry(/** @type {ImportEntry<any>} */ (entry), importerOf(client), judgeOf(client)).issues;
}
