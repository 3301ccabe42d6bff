/** How fast a ledger works: its rests, and what it has done lately. Kept in memory; what matters is asked for anew. */
import { waitAfter } from './settings.js';

const SECONDS = 30;

export class Pace {
  /** Nothing is sent before: milliseconds since the epoch. */
  restUntil = 0;
  /** Why no request goes well at the moment. @type {string | undefined} */
  problem;
  #failures = 0;
  /** By job: how many lines were done within which second. @type {Map<number, Map<number, number>>} */
  #done = new Map();
  #begun = 0;

  get isResting() {
    return Date.now() < this.restUntil;
  }

  begin() {
    if (this.#begun === 0) this.#begun = Date.now();
  }

  /** @param {number} until */
  rest(until) {
    this.restUntil = Math.max(this.restUntil, until);
  }

  /** Nothing goes well: a rest that gets longer, as long as that is so. @param {unknown} error */
  fail(error) {
    this.problem = error instanceof Error ? error.message : String(error);
    this.rest(Date.now() + this.nextWait());
  }

  /** How long to wait where nobody says: longer each time, as long as nothing goes well. */
  nextWait() {
    return waitAfter(++this.#failures);
  }

  succeed() {
    this.#failures = 0;
    this.problem = undefined;
  }

  /** @param {number} job */
  done(job) {
    const second = Math.floor(Date.now() / 1_000);
    const seconds = this.#done.get(job) ?? new Map();
    this.#done.set(job, seconds);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
    if (seconds.size > SECONDS + 1) seconds.delete(seconds.keys().next().value);
  }

  /** Lines a second, over the last half minute. @param {number} job */
  perSecond(job) {
    const now = Date.now() / 1_000;
    let done = 0;
    for (const [second, count] of this.#done.get(job) ?? []) if (second >= now - SECONDS) done += count;
    return done / Math.max(1, Math.min(SECONDS, now - this.#begun / 1_000));
  }
}
