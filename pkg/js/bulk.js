/** Many patches: pulled as capacity frees, one entry's in their order, everybody resting when the server wants a rest. */
import { attempted } from './callbacks.js';
import { onAbort } from './deadline.js';
import { Gate } from './gate.js';
import { fail, isObject } from './options.js';
/** @import { PatchJob, PatchJobResult } from '../index.js' */
/** @import { Bulk, JobIterator, Jobs, Place } from './types.js' */

/** How far the source may be ahead of what was yielded, for each request in flight. */
const AHEAD = 16;

/**
 * `prepare()` gives `{ concurrency, signal, send, onProgress }`, or throws where an argument is wrong;
 * `send({ job, id }, { gate, stop, left })` patches one entry: nothing is repeated once the run is at an end (`stop`), and
 * nothing is sent once it was left or aborted (`left`). Results come in the order of completion. When `jobs` throws or the
 * signal is aborted, what is in flight is still yielded before the iterator rejects.
 * @param {Jobs} jobs
 * @param {() => Bulk} prepare
 * @returns {AsyncIterableIterator<PatchJobResult>}
 */
export function bulk(jobs, prepare) {
  const run = new Run(jobs, prepare);
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
 * What `jobs` gives, an iterator and what that gives, has to be objects.
 * @template T
 * @param {T | undefined} value
 */
function checkGiven(value) {
  if (!isObject(value)) fail('jobs', 'an iterable of { id, request }', value);
  return value;
}

class Run {
  /** @type {Jobs} */
  #jobs;
  /** @type {() => Bulk} */
  #prepare;
  /**
   * What `prepare` gave, once the run has begun.
   * @type {Bulk}
   */
  #options;
  /**
   * No longer hears the caller's signal.
   * @type {(() => void) | undefined}
   */
  #unheard;
  /** At the end for whatever reason, and left or aborted. */
  #stop = new AbortController();
  #left = new AbortController();
  #gate = new Gate();

  /** @type {JobIterator | undefined} */
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
  #succeeded = 0;
  #failed = 0;
  /**
   * By the id in flight: the jobs that wait for it.
   * @type {Map<unknown, Place[]>}
   */
  #busy = new Map();
  /** @type {PatchJobResult[]} */
  #results = [];
  /**
   * What `next` promised, and what waits for the end.
   * @type {{ resolve(step: IteratorResult<PatchJobResult>): void, reject(reason: unknown): void }[]}
   */
  #consumers = [];
  /** @type {((value?: unknown) => void)[]} */
  #leavers = [];

  /**
   * @param {Jobs} jobs
   * @param {() => Bulk} prepare
   */
  constructor(jobs, prepare) {
    this.#jobs = jobs;
    this.#prepare = prepare;
  }

  get #stopped() {
    return this.#stop.signal.aborted;
  }

  get #finished() {
    return this.#busy.size === 0 && (this.#sourceDone || this.#stopped);
  }

  /** @returns {Promise<IteratorResult<PatchJobResult>>} */
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
      this.#options = this.#prepare();
      this.#source = checkGiven((this.#jobs[Symbol.asyncIterator] ?? this.#jobs[Symbol.iterator])?.call(this.#jobs));
    } catch (error) {
      return this.#fail(error);
    }
    const { signal } = this.#options;
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
    // A source that is asked for a job right now may never answer.
    if (this.#pulling) closed.catch(() => {});
    else await closed;
  }

  /** Everything that can go on does. */
  #advance() {
    while (this.#consumers.length > 0 && this.#results.length > 0) {
      this.#yielded++;
      this.#consumers.shift()?.resolve({ done: false, value: /** @type {PatchJobResult} */ (this.#results.shift()) });
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
    const hasRoom = this.#pulled - this.#yielded < AHEAD * this.#options.concurrency;
    const isFree = this.#inFlight < this.#options.concurrency;
    if (!this.#source || this.#pulling || this.#sourceDone || this.#stopped || !hasRoom || !isFree) return;
    this.#pulling = true;
    try {
      const step = checkGiven(await this.#source.next());
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

  /** @param {PatchJob} job */
  #take(job) {
    const place = /** @type {Place} */ ({ job, id: attempted(() => job.id), index: this.#pulled++ });
    const waiting = this.#busy.get(place.id);
    if (waiting) {
      waiting.push(place);
    } else {
      this.#busy.set(place.id, []);
      this.#run(place);
    }
  }

  /** @param {Place} place */
  async #run(place) {
    this.#inFlight++;
    try {
      await this.#options.send(place, { gate: this.#gate, stop: this.#stop.signal, left: this.#left.signal });
      this.#succeeded++;
      this.#results.push({ ...place, ok: true });
    } catch (error) {
      // A job that was stopped before it was sent has no result, like those that were never pulled.
      if (!this.#stopped || error !== this.#stop.signal.reason) {
        this.#failed++;
        this.#results.push({ ...place, ok: false, error: /** @type {TypeError} */ (error) });
      }
    }
    this.#inFlight--;
    const next = this.#busy.get(place.id)?.shift();
    if (next) this.#run(next);
    else this.#busy.delete(place.id);
    this.#options.onProgress({ succeeded: this.#succeeded, failed: this.#failed, inFlight: this.#inFlight });
    this.#advance();
  }
}
