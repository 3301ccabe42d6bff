/** Lines of entries. The library looks them up, makes what is missing, changes what differs; repeated, that changes nothing. */
import { MediaLibraryClient } from 'livingdocs-media-library';
import { upsertEntries } from 'livingdocs-media-library/import';
import { REMARK } from '../input/judge.js';
/** @import { ClientOptions, Validator } from 'livingdocs-media-library' */
/** @import { UpsertEntry } from 'livingdocs-media-library/import' */
/** @import { Issue, Item, Settings, Settle } from '../types.js' */

/**
 * What is wrong with a line as JSON; the rest is for the library to say, which judges each entry before it is sent.
 * @param {Validator} validator
 */
export function entryJudge(validator) {
  /**
   * @param {Record<string, unknown>} _
   * @param {string | Uint8Array | undefined} json
   * @returns {readonly Issue[]}
   */
  return (_, json) => {
    if (json === undefined) return [];
    const issues = validator.validateJson(json);
    return issues.filter(({ path, code }) => path.length === 0 || code === 'duplicate_property' || code === 'invalid_character');
  };
}

/**
 * Sends the lines that it is given, and tells what becomes of each.
 * @param {{ settings: Settings, client: MediaLibraryClient }} means
 */
export function upsertSender({ settings: { concurrency, preserveUpdatedAt }, client }) {
  /**
   * @param {AsyncIterable<Item>} items
   * @param {Settle} settle
   * @param {AbortSignal} signal
   */
  return async (items, settle, signal) => {
    const { entries, take } = asEntries(items);
    try {
      for await (const result of upsertEntries(client, entries, { concurrency, signal, preserveUpdatedAt })) {
        const item = take(result.index);
        if (result.ok) settle.done(item, result.outcome);
        else settle.failed(item, result.error, result.issues);
      }
    } catch (error) {
      // What is without a result was not sent.
      if (!signal.aborted || error !== signal.reason) throw error;
    }
  };
}

/**
 * The items with all that the library finds wrong, without a server: one that has no entries answers in its place.
 * @param {AsyncIterable<Item>} items
 * @param {Partial<ClientOptions>} rules
 * @returns {AsyncGenerator<Item>}
 */
export async function* checked(items, rules) {
  const none = (rules.apiVersion ?? '9') < '2026-01' ? [] : { results: [] };
  const client = new MediaLibraryClient({ ...rules, baseUrl: 'http://localhost', token: 'none', fetch: async () => Response.json(none) });
  const { entries, take } = asEntries(items);
  for await (const result of upsertEntries(client, entries, { dryRun: true, concurrency: 1 })) {
    const item = take(result.index);
    const issues = result.ok ? [] : result.issues;
    yield { ...item, faults: [...item.faults, ...item.locate(issues)] };
  }
}

/**
 * What the library takes, and the item of each by its index.
 * @param {AsyncIterable<Item>} items
 */
function asEntries(items) {
  /** @type {Map<number, Item>} */
  const open = new Map();
  let index = 0;
  async function* entries() {
    for await (const item of items) {
      open.set(index++, item);
      const { [REMARK]: _, ...entry } = item.value;
      yield /** @type {UpsertEntry} */ (/** @type {unknown} */ (entry));
    }
  }
  /** @param {number} at */
  const take = (at) => {
    const item = /** @type {Item} */ (open.get(at));
    open.delete(at);
    return item;
  };
  return { entries: entries(), take };
}
