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

  /** Resolves when the gate is open; undefined when it is. */
  wait() {
    const ms = this.#openAt - Date.now();
    if (ms <= 0 || this.#stop.aborted) return undefined;
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#stop.removeEventListener('abort', done);
        resolve(this.wait());
      };
      const timer = setTimeout(done, ms);
      this.#stop.addEventListener('abort', done);
    });
  }
}
