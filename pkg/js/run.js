/**
 * Many items: pulled as capacity frees, sent in units, those of one key in their order, everybody resting when the server wants a
 * rest.
 */
import { onAbort } from './deadline.js';
import { Gate } from './gate.js';
import { fail, isObject } from './options.js';
/** @import { Outcome, Plan, Progress, Source, Unit } from './types.js' */

/** A unit that is not full is sent when the source gives nothing for so long: what it waits for may be a result. */
const IDLE_MS = 100;

/**
 * Results in the order of completion. `prepare()` throws where an argument is wrong. When `items` throws or the signal is aborted,
 * what is in flight is still yielded before the iterator rejects.
 * @template Item
 * @template {Outcome} Result
 * @param {Source<Item>} items
 * @param {() => Plan<Item, Result>} prepare
 * @returns {AsyncIterableIterator<Result>}
 */
export function results(items, prepare) {
  const run = new Run(items, prepare);
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

/** @param {Source<unknown>} value */
function isIterable(value) {
  return typeof (value?.[Symbol.asyncIterator] ?? value?.[Symbol.iterator]) === 'function';
}

/**
 * @template Item
 * @template {Outcome} Result
 */
class Run {
  /** @type {Source<Item>} */
  #items;
  /** @type {() => Plan<Item, Result>} */
  #prepare;
  /**
   * What `prepare` gave, once the run has begun.
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
  #yielded = 0;
  #inFlight = 0;
  /** @type {Progress} */
  #progress;
  /**
   * What waits for a request to be free.
   * @type {Unit<Item>[]}
   */
  #ready = [];
  /**
   * By the key of what is ready or in flight: the units that wait for it.
   * @type {Map<unknown, Unit<Item>[]>}
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

  /**
   * @param {Source<Item>} items
   * @param {() => Plan<Item, Result>} prepare
   */
  constructor(items, prepare) {
    this.#items = items;
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
      if (!this.#source && !this.#stopped) this.#open();
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

  #open() {
    try {
      this.#plan = this.#prepare();
      this.#progress = { ...this.#plan.progress, failed: 0 };
      if (!isIterable(this.#items)) this.#refuse(this.#items);
      this.#source = this.#checkGiven((this.#items[Symbol.asyncIterator] ?? this.#items[Symbol.iterator])?.call(this.#items));
    } catch (error) {
      return this.#fail(error);
    }
    const { signal } = this.#plan;
    this.#unheard = onAbort(signal, () => {
      this.#fail(signal?.reason);
      this.#left.abort(this.#stop.signal.reason);
    });
  }

  /**
   * What the source gives, an iterator and what that gives, has to be objects.
   * @template T
   * @param {T | undefined} value
   */
  #checkGiven(value) {
    if (!isObject(value)) this.#refuse(value);
    return value;
  }

  /**
   * @param {unknown} value
   * @returns {never}
   */
  #refuse(value) {
    return fail(this.#plan.name, `an iterable of ${this.#plan.of}`, value);
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
    for (const { key } of this.#ready.splice(0)) this.#busy.delete(key);
    if (this.#sourceDone) return;
    const closed = Promise.resolve(this.#source?.return?.());
    // A source that is asked for an item right now may never answer.
    if (this.#pulling) closed.catch(() => {});
    else await closed;
  }

  /** Everything that can go on does. */
  #advance() {
    while (this.#consumers.length > 0 && this.#results.length > 0) {
      this.#yielded++;
      this.#consumers.shift()?.resolve({ done: false, value: /** @type {Result} */ (this.#results.shift()) });
    }
    while (this.#isFree && this.#ready.length > 0) this.#send(/** @type {Unit<Item>} */ (this.#ready.shift()));
    if (this.#finished) this.#finish();
    else this.#pull();
  }

  get #isFree() {
    return this.#inFlight < this.#plan?.concurrency;
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
    if (!this.#source || this.#pulling || this.#sourceDone || this.#stopped || !this.#isFree) return;
    const { ahead, take, flush } = this.#plan;
    if (this.#pulled - this.#yielded >= ahead) return;
    this.#pulling = true;
    const idle = flush && setTimeout(() => this.#begin(flush()), IDLE_MS);
    try {
      const step = this.#checkGiven(await this.#source.next());
      if (step.done) this.#sourceDone = true;
      if (!this.#stopped) this.#queue(step.done ? (flush?.() ?? []) : take({ item: step.value, index: this.#pulled++ }));
    } catch (error) {
      // A source that throws is closed already.
      this.#sourceDone = true;
      this.#fail(error);
    }
    clearTimeout(idle);
    this.#pulling = false;
    this.#advance();
  }

  /** @param {Unit<Item>[]} units */
  #begin(units) {
    if (this.#stopped) return;
    this.#queue(units);
    this.#advance();
  }

  /** @param {Unit<Item>[]} units */
  #queue(units) {
    for (const unit of units) {
      unit.key ??= unit;
      const waiting = this.#busy.get(unit.key);
      if (waiting) {
        waiting.push(unit);
      } else {
        this.#busy.set(unit.key, []);
        this.#ready.push(unit);
      }
    }
  }

  /** @param {Unit<Item>} unit */
  async #send(unit) {
    const { send, failed, onProgress } = this.#plan;
    this.#inFlight++;
    try {
      const { results = [], units = [] } = await send(unit, { gate: this.#gate, stop: this.#stop.signal, left: this.#left.signal });
      this.#keep(results);
      if (!this.#stopped) this.#queue(units);
    } catch (error) {
      // What was stopped before it was sent has no result, like what was never pulled.
      if (!this.#stopped || error !== this.#stop.signal.reason) this.#keep(failed(unit, error));
    }
    this.#inFlight--;
    const next = this.#busy.get(unit.key)?.shift();
    if (next) this.#send(next);
    else this.#busy.delete(unit.key);
    onProgress({ ...this.#progress, inFlight: this.#inFlight });
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
