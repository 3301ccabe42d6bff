/** How far a run is, how fast, and how long it takes still. */
/** @import { Item, Outcome, Snapshot } from './types.js' */

/** The rate is that of so many milliseconds. */
const WINDOW_MS = 10_000;

export class Progress {
  /** @type {Partial<Record<Outcome, number>>} */
  outcomes = {};
  failed = 0;
  /** Lines that earlier runs have settled. */
  earlier = 0;
  #size;
  #bytes = 0;
  /** Settled by this run, which alone tells how fast it goes. */
  #items = 0;
  #worked = 0;
  #began = performance.now();
  /** @type {{ at: number, items: number, worked: number }[]} */
  #samples = [];

  /** @param {number} size of the file, in bytes */
  constructor(size) {
    this.#size = size;
  }

  /** @param {{ outcomes: Partial<Record<Outcome, number>>, failed: number }} earlier */
  goOn({ outcomes, failed }) {
    this.outcomes = { ...outcomes };
    this.failed = failed;
    this.earlier = this.#done;
  }

  get #done() {
    return Object.values(this.outcomes).reduce((sum, count) => sum + count, this.failed);
  }

  /**
   * An earlier run has settled it.
   * @param {Item} item
   */
  skip({ bytes }) {
    this.#bytes += bytes;
  }

  /**
   * @param {Item} item
   * @param {Outcome | 'failed'} outcome
   */
  add({ bytes }, outcome) {
    this.#bytes += bytes;
    this.#worked += bytes;
    this.#items++;
    if (outcome === 'failed') this.failed++;
    else this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
  }

  get seconds() {
    return (performance.now() - this.#began) / 1000;
  }

  /** @returns {Snapshot} */
  snapshot() {
    const now = { at: performance.now(), items: this.#items, worked: this.#worked };
    while (this.#samples.length > 1 && now.at - /** @type {any} */ (this.#samples[0]).at > WINDOW_MS) this.#samples.shift();
    const then = this.#samples[0] ?? { at: this.#began, items: 0, worked: 0 };
    this.#samples.push(now);
    const seconds = Math.max(now.at - then.at, 1) / 1000;
    const bytesPerSecond = (now.worked - then.worked) / seconds;
    return {
      done: this.#done,
      failed: this.failed,
      rate: (now.items - then.items) / seconds,
      share: this.#size === 0 ? 1 : Math.min(this.#bytes / this.#size, 1),
      secondsLeft: bytesPerSecond > 0 ? (this.#size - this.#bytes) / bytesPerSecond : undefined,
    };
  }
}
