/** Lines of patches: one entry's in their order, several entries at once. */
import { Exit } from '../exit-codes.js';
import { inLanes } from '../lanes.js';
import { OutcomeUnknown } from './errors.js';
import { sendPatches } from './patches.js';
/** @import { MediaLibraryClient } from 'livingdocs-media-library' */
/** @import { Journal } from '../journal/journal.js' */
/** @import { Intent, Issue, Item, PatchItem, Settings, Settle } from '../types.js' */

/**
 * @param {{ settings: Settings, client: MediaLibraryClient, journal: Journal, intents: Map<number, Intent> }} means
 * @returns what sends the lines that it is given, and tells what becomes of each
 */
export function patchSender({ settings, client, journal, intents }) {
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
        let outcome;
        try {
          outcome = await sendPatches({ client, journal }, ofItem(item, settings), intents.get(item.item));
        } catch (/** @type {any} */ error) {
          // Of the journal.
          if (error instanceof Exit) throw error;
          const issues = (error.issues ?? []).map((/** @type {Issue} */ issue) => ({ ...issue, path: ['request', ...issue.path] }));
          return settle.failed(error instanceof OutcomeUnknown ? withVersion(item, error.version) : item, error, issues);
        }
        settle.done(item, outcome);
      },
    });
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
