/** Many entries that are made: judged, sent in batches, and each told of once. */
import { results } from '../run.js';
import { batches } from './batches.js';
import { runOptions } from './options.js';
import { failed, sendBatch } from './send.js';
/** @import { ImportEntry, ImportOptions, ImportResult } from '../../import.js' */
/** @import { MediaLibraryClient } from '../../index.js' */
/** @import { Source } from '../types.js' */
/** @import { Batch } from './types.js' */

/** How far the source may be ahead of what was yielded, in batches for each request in flight. Two kinds of them are made at once. */
const AHEAD = 2;

/**
 * @param {MediaLibraryClient} client
 * @param {Source<ImportEntry<any>>} entries
 * @param {ImportOptions} [options]
 * @returns {AsyncIterableIterator<ImportResult<any>>}
 */
export function importEntries(client, entries, options = {}) {
  return results(entries, () => {
    const { batchSize, maxBytes, validate, importer, ...run } = runOptions(client, options);
    return {
      ...run,
      name: 'entries',
      of: 'entries',
      ahead: AHEAD * batchSize * run.concurrency,
      progress: { created: 0, existed: 0 },
      ...batches({ client, batchSize, maxBytes, validate }),
      send: (/** @type {Batch} */ batch, run) => sendBatch(importer, batch, run),
      failed,
    };
  });
}
