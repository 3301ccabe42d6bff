import { attempted } from './callbacks.js';

/** The most that runtimes' timers take. */
const LONGEST_MS = 2_147_483_647;

/** What a `Deadline` gives when its time is up. */
export const TIME_IS_UP = {};

/** Ends what runs beside it when the signal is aborted or the time is up. Leaves no timer and no listener behind. */
export class Deadline {
  #signal;
  #timer;
  #end;
  #early = new Promise((resolve) => {
    this.#end = resolve;
  });

  /** No limit where `ms` is 0. */
  constructor(ms, signal) {
    this.#signal = signal;
    if (ms > 0) this.#timer = setTimeout(this.#end, Math.min(ms, LONGEST_MS), TIME_IS_UP);
    // An aborted one would never call.
    if (signal?.aborted) this.#end();
    signal?.addEventListener('abort', this.#end);
  }

  /** What `work` gives, or `TIME_IS_UP`. The signal's reason goes before all. A late rejection is raised nowhere. */
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
    attempted(() => this.#signal?.removeEventListener('abort', this.#end));
  }
}
