/** Entries by their ids, in as many requests as that takes. */
import { follow } from './deadline.js';
import { Gate } from './gate.js';

/** Requests that are under way at once. */
const CONCURRENT_REQUESTS = 4;

/**
 * The entries of these ids, in their order, as far as the server knows them. `split(ids)` says how many of them each request may
 * ask for; `load(list, options)` gives a request's entries.
 */
export async function entriesByIds(ids, signal, split, load, onProgress) {
  if (signal?.aborted) throw signal.reason;
  const unique = [...new Set(ids)];
  let start = 0;
  const lists = split(unique).map((count) => unique.slice(start, (start += count)));
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
  return ids.filter((id) => found.has(id)).map((id) => found.get(id));
}
