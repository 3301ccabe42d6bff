import { LONGEST_REST_MS } from '../wasm/contract.js';
import { now } from './clock.js';
import { Deadline } from './deadline.js';

/** Where every attempt of a bulk call waits while the server wants a rest. */
export class Gate {
  #openAt = 0;

  /**
   * Nobody passes for so long.
   * @param {number} ms
   */
  pause(ms) {
    this.#openAt = Math.max(this.#openAt, now() + Math.min(ms, LONGEST_REST_MS));
  }

  /** Milliseconds until it opens; 0 or less where it is open. */
  get msLeft() {
    return Math.min(this.#openAt - now(), LONGEST_REST_MS);
  }

  get isShut() {
    return this.msLeft > 0;
  }

  /**
   * Resolves when it is open, or `signal` aborted.
   * @param {AbortSignal} [signal]
   */
  async wait(signal) {
    for (let ms = this.msLeft; ms > 0 && !signal?.aborted; ms = this.msLeft) {
      const openAt = this.#openAt;
      await new Deadline(ms, signal).elapsed();
      // Each pause is waited for once: a timer may end a moment before the clock says so.
      if (openAt === this.#openAt && !signal?.aborted) this.#openAt = 0;
    }
  }
}
