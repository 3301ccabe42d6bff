/** What a deadline gives in place of a result. */
export const TOO_LATE = Symbol('too late');

/**
 * What `work` gives, or TOO_LATE; its signal is aborted then. A late rejection is raised nowhere.
 * @template T
 * @param {number} ms
 * @param {(signal: AbortSignal) => T | Promise<T>} work
 * @returns {Promise<T | typeof TOO_LATE>}
 */
export async function within(ms, work) {
  const controller = new AbortController();
  /** @type {number | null} */
  let timer = null;
  /** @type {Promise<typeof TOO_LATE>} */
  const late = new Promise((resolve) => {
    timer = setTimeout(() => {
      resolve(TOO_LATE);
      controller.abort();
    }, ms);
  });
  try {
    const done = Promise.resolve(work(controller.signal));
    done.catch(() => {});
    return await Promise.race([late, done]);
  } finally {
    clearTimeout(timer);
  }
}
