/** Lines of patches: one entry's in their order, several entries at once. */
import { RateLimitError } from 'livingdocs-media-library';
import { Exit } from '../exit-codes.js';
import { inLanes } from '../lanes.js';
import { OutcomeUnknown } from './errors.js';
import { sendPatches } from './patches.js';
/** @import { MediaLibraryClient } from 'livingdocs-media-library' */
/** @import { Limiter } from '../rate.js' */
/** @import { Journal } from '../journal/journal.js' */
/** @import { Intent, Issue, Item, PatchItem, Settings, Settle } from '../types.js' */

/** The client has waited so long itself before it gave up. */
const LONGEST_REST_MS = 60_000;

/** Where the server does not say. */
const USUAL_REST_MS = 5_000;

/**
 * @param {{ settings: Settings, client: MediaLibraryClient, limiter: Limiter, journal: Journal, intents: Map<number, Intent> }} means
 * @returns what sends the lines that it is given, and tells what becomes of each
 */
export function patchSender({ settings, limiter, ...means }) {
  const { intents } = means;
  /**
   * @param {AsyncIterable<Item>} items
   * @param {Settle} settle
   * @param {AbortSignal} signal
   */
  return (items, settle, signal) =>
    inLanes(items, {
      concurrency: settings.concurrency,
      signal,
      keyOf: ({ value }) => String(value.id),
      async work(item) {
        const patchItem = ofItem(item, settings);
        for (;;) {
          try {
            const outcome = await sendPatches(means, patchItem);
            intents.delete(item.item);
            return settle.done(item, outcome);
          } catch (/** @type {any} */ error) {
            // Of the journal.
            if (error instanceof Exit) throw error;
            const rest = restOf(error);
            if (rest === undefined) {
              intents.delete(item.item);
              return settle.failed(error instanceof OutcomeUnknown ? withVersion(item, error.version) : item, error, issuesOf(error));
            }
            limiter.pause(rest);
            await limiter.turn(signal);
            // Neither done nor failed: the next run goes on with it.
            if (signal.aborted) return;
          }
        }
      },
    });
}

/**
 * How long the server wants to rest before the line may be sent again; undefined where it said anything else, or asks for so
 * long that nobody would wait.
 * @param {unknown} error
 */
function restOf(error) {
  if (!(error instanceof RateLimitError)) return undefined;
  const { retryAfterMs = USUAL_REST_MS } = error;
  return retryAfterMs <= LONGEST_REST_MS ? retryAfterMs : undefined;
}

/**
 * @param {any} error
 * @returns {Issue[]}
 */
function issuesOf(error) {
  return (error.issues ?? []).map((/** @type {Issue} */ issue) => ({ ...issue, path: ['request', ...issue.path] }));
}

/**
 * @param {Item} item
 * @param {Settings} settings
 * @returns {PatchItem}
 */
function ofItem({ item, value }, settings) {
  const { id, request } = /** @type {PatchItem} */ (/** @type {unknown} */ (value));
  const { preserveUpdatedAt = settings.preserveUpdatedAt || undefined } = request;
  return { item, id, request: preserveUpdatedAt === undefined ? request : { ...request, preserveUpdatedAt } };
}

/**
 * So that whoever runs the failed line sends no second copy.
 * @param {Item} item
 * @param {number} version
 * @returns {Item}
 */
function withVersion(item, version) {
  return { ...item, value: { ...item.value, request: { .../** @type {object} */ (item.value.request), version: String(version) } } };
}
