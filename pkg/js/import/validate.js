/** An entry judged as before it is sent, without anything being sent. */
import { fail } from '../options.js';
import { readEntry } from './batches.js';
import { judgeOf } from './rules.js';
/** @import { ImportEntry } from '../../import.js' */
/** @import { MediaLibraryClient } from '../../index.js' */

/**
 * @param {Pick<MediaLibraryClient, 'validator'>} client
 * @param {unknown} entry
 */
export function validateEntry(client, entry) {
  if (typeof client?.validator?.validatePatch !== 'function') fail('client', 'a MediaLibraryClient of this package', client);
  return readEntry(/** @type {ImportEntry<any>} */ (entry), judgeOf(client, true)).issues;
}
