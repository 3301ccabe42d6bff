/** Entries by their ids, in as many requests as that takes. */
import { follow } from './deadline.js';
import { Gate } from './gate.js';
/** @import { MediaLibraryEntry } from '../index.js' */
/** @import { LoadEntries, OnProgress } from './types.js' */

/** Requests that are under way at once. */
const CONCURRENT_REQUESTS = 4;

/**
 * The entries of these ids, in their order, as far as the server knows them. `split(ids)` says how many of them each request may
 * ask for; `load(list, options)` gives a request's entries.
 * @param {readonly string[]} ids
 * @param {AbortSignal | undefined} signal
 * @param {(ids: string[]) => number[]} split
 * @param {LoadEntries} load
 * @param {OnProgress<{ done: number, of: number }>} onProgress
 * @returns {Promise<MediaLibraryEntry<any>[]>}
 */
export async function entriesByIds(ids, signal, split, load, onProgress) {
  if (signal?.aborted) throw signal.reason;
  const unique = [...new Set(ids)];
  let start = 0;
  const lists = split(unique).map((count) => unique.slice(start, (start += count)));
  /** @type {Map<string, MediaLibraryEntry<any>>} */
  const found = new Map();
  let done = 0;
  const controller = new AbortController();
  const unfollow = follow(controller, signal);
  // What one is told of too many requests holds for all.
  const options = { signal: controller.signal, gate: new Gate() };
  const worker = async () => {
    for (let list = lists.shift(); list; list = lists.shift()) {
      for (const entry of await load(list, options)) found.set(entry.id, entry);
      done += list.length;
      onProgress({ done, of: unique.length });
    }
  };
  try {
    await Promise.all(Array.from({ length: CONCURRENT_REQUESTS }, worker));
  } catch (error) {
    // Nobody waits for the others.
    lists.length = 0;
    controller.abort();
    throw error;
  } finally {
    unfollow();
  }
  return ids.flatMap((id) => found.get(id) ?? []);
}
