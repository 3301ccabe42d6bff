/** How fast requests may follow each other, and the rest that a server asks for. */
import { setTimeout as sleep } from 'node:timers/promises';

export class Limiter {
  /** Milliseconds that a request takes of the time; 0: no limit. */
  #spacing;
  /** Nothing new is begun before. */
  #openAt = 0;

  /** @param {number | undefined} rate requests a second */
  constructor(rate) {
    this.#spacing = rate ? 1000 / rate : 0;
  }

  /**
   * A request goes out. None waits here, where its timeout runs: what is over the limit is waited for before the next line.
   */
  spent() {
    if (this.#spacing > 0) this.#openAt = Math.max(this.#openAt, performance.now()) + this.#spacing;
  }

  /**
   * The server asks for a rest.
   * @param {number} ms
   */
  pause(ms) {
    this.#openAt = Math.max(this.#openAt, performance.now() + ms);
  }

  /**
   * Resolves when something new may be begun, or `signal` is aborted.
   * @param {AbortSignal} signal
   */
  async turn(signal) {
    for (let ms = this.#left(); ms > 0 && !signal.aborted; ms = this.#left()) {
      await sleep(ms, undefined, { signal }).catch(() => {});
    }
  }

  #left() {
    return Math.ceil(this.#openAt - performance.now());
  }
}
