/** Many entries that are made: judged, sent in batches, and each told of once. */
import { ENTRIES, batches } from './batches.js';
import { importerOf, runOptions } from './options.js';
import { failed, sendBatch } from './send.js';
/** @import { ImportEntry, ImportOptions, ImportResult } from '../../import.js' */
/** @import { MediaLibraryClient } from '../../index.js' */
/** @import { Source } from '../types.js' */

/** How many results wait to be asked for at most, in batches for each request in flight. */
const AHEAD = 2;

/**
 * @param {MediaLibraryClient} client
 * @param {Source<ImportEntry<any>>} entries
 * @param {ImportOptions} [options]
 * @returns {AsyncIterableIterator<ImportResult<any>>}
 */
export function importEntries(client, entries, options = {}) {
  const importer = importerOf(client);
  return importer.results(() => {
    const { call, batchSize, maxBytes, validate, ...run } = runOptions(importer, options);
    return {
      ...run,
      items: batches(entries, { client, importer, batchSize, maxBytes, validate }),
      expected: ENTRIES,
      ahead: AHEAD * batchSize * run.concurrency,
      progress: { created: 0, existed: 0 },
      // Each batch is one of its own.
      keyOf: (batch) => batch,
      send: ({ item }, run) => sendBatch({ client, importer, call, run }, item),
      failed: ({ item }, error) => failed(item, error),
    };
  });
}
