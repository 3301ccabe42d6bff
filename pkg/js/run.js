/** Many items: pulled as capacity frees, those of one key in their order, everybody resting when the server wants a rest. */
import { onAbort } from './deadline.js';
import { Gate } from './gate.js';
import { fail, isObject } from './options.js';
/** @import { Expected, Outcome, Place, Plan, Progress, Source } from './types.js' */

/**
 * `prepare()` gives the plan, or throws where an argument is wrong. Results come in the order of completion. When the source throws
 * or the signal is aborted, what is in flight is still yielded before the iterator rejects.
 * @template Item
 * @template {Outcome} Result
 * @param {() => Plan<Item, Result>} prepare
 * @returns {AsyncIterableIterator<Result>}
 */
export function results(prepare) {
  const run = new Run(prepare);
  return {
    next: () => run.next(),
    return: async (value) => {
      await run.leave();
      return { done: true, value };
    },
    throw: async (error) => {
      await run.leave();
      throw error;
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * @template Item
 * @param {Source<Item>} source
 * @param {Expected} expected
 */
export function iteratorOf(source, expected) {
  const open = source?.[Symbol.asyncIterator] ?? source?.[Symbol.iterator];
  return checkGiven(typeof open === 'function' ? open.call(source) : fail(...expected, source), expected);
}

/**
 * What a source gives, an iterator and what that gives, has to be objects.
 * @template T
 * @param {T | undefined} value
 * @param {Expected} expected
 */
export function checkGiven(value, expected) {
  if (!isObject(value)) fail(...expected, value);
  return value;
}

/**
 * @template Item
 * @template {Outcome} Result
 */
class Run {
  /** @type {() => Plan<Item, Result>} */
  #prepare;
  /**
   * What that gave, once the run has begun.
   * @type {Plan<Item, Result>}
   */
  #plan;
  /**
   * No longer hears the caller's signal.
   * @type {(() => void) | undefined}
   */
  #unheard;
  /** At the end for whatever reason, and left or aborted. */
  #stop = new AbortController();
  #left = new AbortController();
  #gate = new Gate();

  /** @type {Iterator<Item> | AsyncIterator<Item> | undefined} */
  #source;
  #pulling = false;
  #sourceDone = false;
  /**
   * `{ reason }`: what the iterator rejects with, once all results are out.
   * @type {{ reason: unknown } | undefined}
   */
  #failure;

  #pulled = 0;
  /** Pulled, and not done. */
  #open = 0;
  #inFlight = 0;
  /** @type {Progress} */
  #progress;
  /**
   * By the key in flight: the items that wait for it.
   * @type {Map<unknown, Place<Item>[]>}
   */
  #busy = new Map();
  /** @type {Result[]} */
  #results = [];
  /**
   * What `next` promised, and what waits for the end.
   * @type {{ resolve(step: IteratorResult<Result>): void, reject(reason: unknown): void }[]}
   */
  #consumers = [];
  /** @type {((value?: unknown) => void)[]} */
  #leavers = [];

  /** @param {() => Plan<Item, Result>} prepare */
  constructor(prepare) {
    this.#prepare = prepare;
  }

  get #stopped() {
    return this.#stop.signal.aborted;
  }

  get #finished() {
    return this.#busy.size === 0 && (this.#sourceDone || this.#stopped);
  }

  /** @returns {Promise<IteratorResult<Result>>} */
  next() {
    return new Promise((resolve, reject) => {
      this.#consumers.push({ resolve, reject });
      if (!this.#source && !this.#stopped) this.#begin();
      this.#advance();
    });
  }

  /** The loop was left: nothing more is started, what is in flight finishes. Rejects with what the source threw at its close. */
  async leave() {
    const closed = this.#close();
    // Until it is awaited.
    closed.catch(() => {});
    this.#left.abort(this.#stop.signal.reason);
    await new Promise((resolve) => {
      this.#leavers.push(resolve);
      this.#advance();
    });
    this.#results.length = 0;
    this.#failure = undefined;
    await closed;
  }

  #begin() {
    try {
      this.#plan = this.#prepare();
      this.#progress = { ...this.#plan.progress, failed: 0 };
      this.#source = iteratorOf(this.#plan.items, this.#plan.expected);
    } catch (error) {
      return this.#fail(error);
    }
    const { signal } = this.#plan;
    this.#unheard = onAbort(signal, () => {
      this.#fail(signal?.reason);
      this.#left.abort(this.#stop.signal.reason);
    });
  }

  /** @param {unknown} reason */
  #fail(reason) {
    if (this.#stopped) return;
    this.#failure = { reason };
    // The reason is told, not how the source takes it.
    this.#close().catch(() => {});
    this.#advance();
  }

  /** Starts nothing more, and closes the source; settles as that does. */
  async #close() {
    if (this.#stopped) return;
    this.#stop.abort();
    for (const waiting of this.#busy.values()) waiting.length = 0;
    if (this.#sourceDone) return;
    const closed = Promise.resolve(this.#source?.return?.());
    // A source that is asked for an item right now may never answer.
    if (this.#pulling) closed.catch(() => {});
    else await closed;
  }

  /** Everything that can go on does. */
  #advance() {
    while (this.#consumers.length > 0 && this.#results.length > 0) {
      this.#consumers.shift()?.resolve({ done: false, value: /** @type {Result} */ (this.#results.shift()) });
    }
    if (this.#finished) this.#finish();
    else this.#pull();
  }

  #finish() {
    for (const resolve of this.#leavers.splice(0)) resolve();
    // So that the caller's signal does not hold on to a run that is over.
    this.#unheard?.();
    for (const { resolve, reject } of this.#consumers.splice(0)) {
      if (this.#failure) reject(this.#failure.reason);
      else resolve({ done: true, value: undefined });
      this.#failure = undefined;
    }
  }

  async #pull() {
    if (!this.#source || this.#pulling || this.#sourceDone || this.#stopped) return;
    const { expected, concurrency, ahead } = this.#plan;
    if (this.#open + this.#results.length >= ahead || this.#inFlight >= concurrency) return;
    this.#pulling = true;
    try {
      const step = checkGiven(await this.#source.next(), expected);
      if (step.done) this.#sourceDone = true;
      else if (!this.#stopped) this.#take(step.value);
    } catch (error) {
      // A source that throws is closed already.
      this.#sourceDone = true;
      this.#fail(error);
    }
    this.#pulling = false;
    this.#advance();
  }

  /** @param {Item} item */
  #take(item) {
    const place = { item, key: this.#plan.keyOf(item), index: this.#pulled++ };
    this.#open++;
    const waiting = this.#busy.get(place.key);
    if (waiting) {
      waiting.push(place);
    } else {
      this.#busy.set(place.key, []);
      this.#run(place);
    }
  }

  /** @param {Place<Item>} place */
  async #run(place) {
    this.#inFlight++;
    try {
      this.#keep(await this.#plan.send(place, { gate: this.#gate, stop: this.#stop.signal, left: this.#left.signal }));
    } catch (error) {
      // What was stopped before it was sent has no result, like what was never pulled.
      if (!this.#stopped || error !== this.#stop.signal.reason) this.#keep(this.#plan.failed(place, error));
    }
    this.#open--;
    this.#inFlight--;
    const next = this.#busy.get(place.key)?.shift();
    if (next) this.#run(next);
    else this.#busy.delete(place.key);
    this.#plan.onProgress({ ...this.#progress, inFlight: this.#inFlight });
    this.#advance();
  }

  /** @param {Result[]} results */
  #keep(results) {
    for (const result of results) {
      this.#progress[result.ok ? (result.outcome ?? 'succeeded') : 'failed']++;
      this.#results.push(result);
    }
  }
}
