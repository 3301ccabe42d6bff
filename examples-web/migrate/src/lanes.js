import pLimit from 'p-limit';

/** How many items may be held for each that is under way: those of one entry wait for each other. */
const AHEAD = 16;

/**
 * Works on what `source` gives, pulled as there is room: at most `concurrency` at once, and those of one key one after the
 * other, in their order. Once `signal` is aborted nothing is begun any more, and what is under way is waited for. Rejects
 * with the first error of `work`, after which nothing is begun either.
 * @template T
 * @param {AsyncIterable<T>} source
 * @param {{ concurrency: number, keyOf(item: T): string, work(item: T): Promise<void>, signal: AbortSignal }} how
 */
export async function inLanes(source, { concurrency, keyOf, work, signal }) {
  const limit = pLimit(concurrency);
  /** @type {Map<string, Promise<void>>} by key, the last of its lane */
  const lanes = new Map();
  /** @type {Set<Promise<void>>} */
  const held = new Set();
  /** @type {() => void} */
  let wake = () => {};
  /** @type {{ error: unknown } | undefined} */
  let failure;

  /** @param {T} item */
  const begin = async (item) => {
    if (signal.aborted || failure) return;
    try {
      await work(item);
    } catch (error) {
      failure ??= { error };
    }
  };

  for await (const item of source) {
    if (signal.aborted || failure) break;
    const key = keyOf(item);
    const before = lanes.get(key);
    const turn = before ? before.then(() => limit(begin, item)) : limit(begin, item);
    lanes.set(key, turn);
    held.add(turn);
    turn.then(() => {
      held.delete(turn);
      if (lanes.get(key) === turn) lanes.delete(key);
      wake();
    });
    // The source is pulled as somebody is free; what waits for its entry keeps nobody from going on.
    while (limit.pendingCount > 0 || held.size >= AHEAD * concurrency) await new Promise((resolve) => (wake = () => resolve(undefined)));
  }
  await Promise.all(held);
  if (failure) throw failure.error;
}
