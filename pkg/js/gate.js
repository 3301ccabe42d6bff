import { Deadline } from './deadline.js';

/** No server is waited for longer. */
const LONGEST_MS = 60_000;

/** Where every attempt of a bulk call waits while the server wants a rest. */
export class Gate {
  #openAt = 0;
  #stop;

  /** Once `stop` is aborted, nobody waits here. */
  constructor(stop) {
    this.#stop = stop;
  }

  /** Nobody passes for so long. */
  pause(ms) {
    this.#openAt = Math.max(this.#openAt, Date.now() + Math.min(ms, LONGEST_MS));
  }

  get isShut() {
    return this.#openAt > Date.now() && !this.#stop.aborted;
  }

  /** Resolves when it is open. */
  async wait() {
    while (this.isShut) await new Deadline(this.#openAt - Date.now(), this.#stop).elapsed();
  }
}
