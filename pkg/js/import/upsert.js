/** Entries that are made or patched, as they are there or not. */
import { attempted } from '../callbacks.js';
import { MORE } from '../importer.js';
import { checkBoolean, checkFunction } from '../options.js';
import { ENTRIES, alone, readEntry } from './batches.js';
import { patchesOf } from './differences.js';
import { importerOf, runOptions } from './options.js';
import { judgeOf, knownOf, missing, typesOf } from './rules.js';
import { failed, failureOf, find, refuseInvalid, sendBatch } from './send.js';
/** @import { UpsertEntry, UpsertOptions, UpsertResult } from '../../import.js' */
/** @import { MediaLibraryClient, MediaLibraryEntry, Patch } from '../../index.js' */
/** @import { CallerOptions, Importer, Source } from '../types.js' */
/** @import { Batch, Given, Sending } from './types.js' */

/** @typedef {{ outcome: 'created' | 'patched' | 'unchanged', id?: string, patches?: readonly Patch[] }} Became */

/** How far the source may be ahead of what was yielded, for each entry under way. */
const AHEAD = 16;

/** What names an entry. */
const NAME = /** @type {const} */ (['externalId', 'systemName']);

/**
 * @param {MediaLibraryClient} client
 * @param {Source<UpsertEntry<any>>} entries
 * @param {UpsertOptions<any>} [options]
 * @returns {AsyncIterableIterator<UpsertResult<any>>}
 */
export function upsertEntries(client, entries, options = {}) {
  const importer = importerOf(client);
  return importer.results(() => {
    const { call, concurrency, signal, onProgress } = runOptions(importer, options);
    const { dryRun = false, preserveUpdatedAt, onExisting = (_, __, patches) => patches } = options;
    checkBoolean('dryRun', dryRun);
    checkBoolean('preserveUpdatedAt', preserveUpdatedAt ?? false);
    checkFunction('onExisting', onExisting);
    const judge = judgeOf(client);
    return {
      items: entries,
      expected: ENTRIES,
      concurrency,
      signal,
      onProgress,
      ahead: AHEAD * concurrency,
      progress: { created: 0, patched: 0, unchanged: 0 },
      keyOf: (entry) => attempted(() => JSON.stringify(NAME.map((name) => entry[name]))),
      async send(place, run) {
        const { item: entry, index } = place;
        let one = /** @type {Batch} */ (/** @type {any} */ ({ places: [place] }));
        const sending = { client, importer, call, run };
        try {
          one = single(place, importer, judge);
          const became = await upsert(sending, one, { dryRun, preserveUpdatedAt, onExisting });
          return /** @type {UpsertResult<any>[]} */ ([{ ok: true, index, entry, ...became }]);
        } catch (error) {
          // What was stopped before it was sent has no result; while nothing is, there is no reason.
          if (error && error === run.stop.reason) throw error;
          return /** @type {UpsertResult<any>[]} */ (failed(one, error));
        }
      },
      failed: () => [],
    };
  });
}

/**
 * @param {Given} place
 * @param {Importer} importer
 * @param {ReturnType<typeof judgeOf>} judge
 */
function single(place, importer, judge) {
  const { issues, ...sent } = readEntry(place.item, importer, judge);
  for (const name of NAME) {
    const isKnown = issues.some(({ path }) => path.length === 0 || path[0] === name);
    if (!isKnown && sent.value[name] === undefined) issues.push(missing([], name));
  }
  return alone(place, sent, issues);
}

/**
 * What became of an entry, or its result where it could not be made.
 * @param {Sending} sending
 * @param {Batch} single
 * @param {Required<Pick<UpsertOptions<any>, 'dryRun' | 'onExisting'>> & Pick<UpsertOptions<any>, 'preserveUpdatedAt'>} options
 * @returns {Promise<Became | UpsertResult<any>>}
 */
async function upsert(sending, single, { dryRun, preserveUpdatedAt, onExisting }) {
  const { client, importer, call, run } = sending;
  refuseInvalid(importer, single.issues);
  const [{ value }] = single.sent;
  const [{ item }] = single.places;
  const look = () => find(sending, /** @type {string} */ (value.externalId), /** @type {string} */ (value.systemName));
  let there = await look();
  if (!there) {
    if (dryRun) return { outcome: 'created' };
    const [made] = await sendBatch({ ...sending, looksItself: true }, single);
    if (made.ok) return { outcome: 'created', id: made.id };
    // Somebody else has made it, or an attempt of which nothing was heard; or another entry has its id.
    if (made.error.name === 'ConflictError') there = await look();
    if (!there) return /** @type {UpsertResult<any>} */ (made);
  }
  const { id } = there;
  /** @type {readonly Patch[]} */
  let patches = [];
  /** @param {MediaLibraryEntry<any>} entry */
  const ask = async (entry) => {
    // What came before was a read, or a conflict.
    single.isUnknown = false;
    patches = (await onExisting?.(entry, /** @type {UpsertEntry<any>} */ (item), patchesOf(entry, value))) ?? [];
    return patches;
  };
  if ((await ask(there)).length === 0) return { outcome: 'unchanged', id };
  if (dryRun) {
    const mediaType = knownOf(typesOf(client), there.mediaType);
    refuseInvalid(importer, client.validator.validate({ preserveUpdatedAt, patches }, { mediaType }), 'PATCH');
    return { outcome: 'patched', id, patches };
  }
  const onFailure = (/** @type {boolean} */ isUnknown) => (single.isUnknown = isUnknown);
  try {
    const isPatched = await client.updateEntry(id, ask, /** @type {CallerOptions} */ ({ ...call, preserveUpdatedAt, [MORE]: { ...run, onFailure } }));
    return isPatched ? { outcome: 'patched', id, patches } : { outcome: 'unchanged', id };
  } catch (error) {
    single.isUnknown &&= failureOf(error)?.method !== 'GET';
    throw error;
  }
}
