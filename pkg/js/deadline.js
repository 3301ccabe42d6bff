import { attempted } from './callbacks.js';

/** @typedef {Set<() => void> & { listener?: () => void }} Calls */

/**
 * By signal: what is called when it is aborted. One listener stands for all, since Node warns of more than ten.
 * @type {WeakMap<AbortSignal, Calls>}
 */
const waiting = new WeakMap();

/**
 * Calls `call` when `signal` is aborted, at once where it is; unless released before.
 * @param {AbortSignal | undefined} signal
 * @param {() => void} call
 * @returns {() => void}
 */
export function onAbort(signal, call) {
  const isAborted = signal?.aborted;
  if (isAborted) call();
  if (!signal || isAborted) return () => {};
  const calls = waiting.get(signal) ?? listen(signal);
  calls.add(call);
  return () => {
    if (!calls.delete(call) || calls.size > 0) return;
    waiting.delete(signal);
    attempted(() => signal.removeEventListener('abort', /** @type {() => void} */ (calls.listener)));
  };
}

/** @param {AbortSignal} signal */
function listen(signal) {
  /** @type {Calls} */
  const calls = new Set();
  calls.listener = () => calls.forEach((call) => call());
  signal.addEventListener('abort', calls.listener);
  waiting.set(signal, calls);
  return calls;
}

/**
 * Aborts `controller` along with `signal`, until released.
 * @param {AbortController} controller
 * @param {AbortSignal | undefined} signal
 */
export function follow(controller, signal) {
  // A foreign signal's reason may throw.
  return onAbort(signal, () => controller.abort(attempted(() => signal?.reason)));
}

/** The most that runtimes' timers take. */
const LONGEST_MS = 2_147_483_647;

/** What a `Deadline` gives when its time is up. */
export const TIME_IS_UP = {};

/** Ends what runs beside it when the signal is aborted or the time is up. Leaves no timer and no listener behind. */
export class Deadline {
  /** @type {AbortSignal | undefined} */
  #signal;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {(value?: unknown) => void} */
  #end;
  /** @type {() => void} */
  #unheard;
  #early = new Promise((resolve) => {
    this.#end = resolve;
  });

  /**
   * No limit where `ms` is 0.
   * @param {number} ms
   * @param {AbortSignal | undefined} signal
   */
  constructor(ms, signal) {
    this.#signal = signal;
    // First, since a foreign one may throw.
    this.#unheard = onAbort(signal, this.#end);
    if (ms > 0) this.#timer = setTimeout(this.#end, Math.min(ms, LONGEST_MS), TIME_IS_UP);
  }

  /**
   * What `work` gives, or `TIME_IS_UP`. The signal's reason goes before all. A late rejection is raised nowhere.
   * @template T
   * @param {() => T | Promise<T>} work
   * @returns {Promise<T | typeof TIME_IS_UP>}
   */
  async race(work) {
    try {
      return await Promise.race([this.#early, work()]);
    } finally {
      this.check();
    }
  }

  /** Throws the signal's reason, once that is aborted. */
  check() {
    if (this.#signal?.aborted) throw this.#signal.reason;
  }

  /** Resolves when it is over. */
  async elapsed() {
    await this.#early;
    this.release();
  }

  release() {
    clearTimeout(this.#timer);
    this.#unheard();
  }
}
