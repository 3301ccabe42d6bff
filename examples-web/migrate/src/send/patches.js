/** Sends patches so that none is applied twice. */
import { ConflictError } from 'livingdocs-media-library';
import { OutcomeUnknown, endsTheRun, isOutage, leavesUnknown } from './errors.js';
import { before, showsEffect } from './evidence.js';
/** @import { MediaLibraryClient, MediaLibraryEntry } from 'livingdocs-media-library' */
/** @import { Journal } from '../journal/journal.js' */
/** @import { Intent, Outcome, PatchItem } from '../types.js' */

/** Sent twice, these leave the entry as once. */
const REPEATABLE = new Set(['setMetadataProperty', 'replaceAsset', 'archive']);

const AGAIN = 'With that version it can be run again: the server refuses it if it was applied after all';
const LOOK =
  'Whether it was applied, or somebody else has changed the entry, cannot be seen: look at it, and where the change is missing, ' +
  'run this line again without its version';

/** How often a request whose answer was lost is sent once more, with the same version, before it is given up. */
const MOST_TRIES = 3;

/**
 * `intents` has those of requests that may have been sent, by earlier runs, too.
 * @typedef {{ client: MediaLibraryClient, journal: Journal, intents: Map<number, Intent> }} Means
 */

/**
 * Rejects where the request was not applied, or, with OutcomeUnknown, where nobody can know.
 * @param {Means} means
 * @param {PatchItem} item
 * @returns {Promise<Outcome>}
 */
export async function sendPatches(means, item) {
  const { id, request } = item;
  if (request.patches.length === 0) return 'nothing';
  const intent = means.intents.get(item.item);
  if (intent) return settle(means, item, intent);
  if (request.version === undefined && request.patches.every(({ operation }) => REPEATABLE.has(operation))) {
    await means.client.patchEntry(id, request);
    return 'applied';
  }
  return sendOnce(means, item);
}

/**
 * With the entry's version, which the journal has before the server: of requests that name one version, the server applies one
 * at most. Where somebody else was faster, and only then, updateEntry starts over with another.
 * @param {Means} means
 * @param {PatchItem} item
 * @returns {Promise<Outcome>}
 */
async function sendOnce({ client, journal, intents }, { item, id, request }) {
  const { version, patches, preserveUpdatedAt } = request;
  /** @param {MediaLibraryEntry} entry */
  const intend = async (entry) => {
    // Asked anew only after a conflict: the request was not applied.
    intents.delete(item);
    const intent = { version: entry.version, ...(await before(client, entry, patches)) };
    await journal.intent(item, intent);
    intents.set(item, intent);
    return patches;
  };
  try {
    if (version === undefined) {
      await client.updateEntry(id, intend, { preserveUpdatedAt });
    } else {
      await intend({ ...(await client.getEntry(id)), version: Number(version) });
      await client.patchEntry(id, request);
    }
    return 'applied';
  } catch (error) {
    const intent = intents.get(item);
    if (!intent || !leavesUnknown(error)) throw error;
    return settle({ client }, { item, id, request }, intent);
  }
}

/**
 * The request may have been sent, and may still arrive.
 * @param {Pick<Means, 'client'>} means
 * @param {PatchItem} item
 * @param {Intent} intent
 * @returns {Promise<Outcome>}
 */
async function settle({ client }, { id, request }, intent) {
  const { version } = intent;
  /** @param {any} error */
  const unread = (error) => {
    if (endsTheRun(error) || error.code === 'not_found') throw error;
    throw new OutcomeUnknown(`It was sent with version ${version}, and no answer came. ${AGAIN}`, version, error);
  };
  let moved = false;
  let reason;
  for (let tries = 0; ; tries++) {
    const entry = await client.getEntry(id).catch(unread);
    moved ||= entry.version !== version;
    if (moved) {
      if (await showsEffect(client, entry, request, intent).catch(unread)) return 'applied';
      throw new OutcomeUnknown(`It was sent with version ${version}, no answer came, and the entry has moved on. ${LOOK}`, version);
    }
    if (tries === MOST_TRIES) {
      throw new OutcomeUnknown(`It was sent with version ${version}, and no answer came. ${AGAIN}`, version, reason);
    }
    try {
      await client.patchEntry(id, { ...request, version: String(version) });
      return 'applied';
    } catch (/** @type {any} */ error) {
      if (error instanceof ConflictError) {
        // What was sent first may have come through meanwhile. Where the version is still there, not it is in the way.
        const now = error.currentVersion ?? (await client.getEntry(id).catch(unread)).version;
        if (now === version && !error.outcomeUnknown) throw error;
        moved = now !== version;
      } else if (!leavesUnknown(error) && !isOutage(error)) {
        throw error;
      }
      reason = error;
    }
  }
}
