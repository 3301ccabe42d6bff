/** The results of all ledgers, in the order of the lines. */
import { askAll, coordinatorOf } from './shards.js';
/** @import { Env, Job } from './types.js' */

export const RESULT_STATES = ['refused', 'waiting', 'applied', 'failed', 'unknown', 'cancelled'];

/** A line of the results, as JSON. @typedef {{ line: number, text: string }} Result */

/**
 * Texts of several lines each, as long as there are any.
 * @param {Job} job
 * @param {string | null} state only those
 * @param {Env} env
 */
export async function* resultsOf(job, state, env) {
  const sources = [
    ...(state === null || state === 'refused'
      ? [new Pages((after) => coordinatorOf(env).refusals(job.id, after))]
      : []),
    ...(state === 'refused'
      ? []
      : await askAll(env, job.shards, (shard) => new Pages((after) => shard.page(job.id, after, state)))),
  ];
  await Promise.all(sources.map((source) => source.fill()));
  let text = '';
  for (;;) {
    /** @type {Pages | undefined} */
    let first;
    for (const source of sources) if (source.line < (first?.line ?? Infinity)) first = source;
    if (!first) break;
    text += `${first.take()}\n`;
    if (text.length > 64_000) {
      yield text;
      text = '';
    }
    if (first.isEmpty) await first.fill();
  }
  if (text !== '') yield text;
}

/** The results of one object, page by page. */
class Pages {
  /** @type {Result[]} */
  #page = [];
  #at = 0;
  #last = 0;
  #ask;

  /** @param {(after: number) => PromiseLike<Result[]>} ask for what follows line `after` */
  constructor(ask) {
    this.#ask = ask;
  }

  get isEmpty() {
    return this.#at === this.#page.length;
  }

  /** The number of the next line; Infinity where there is none. */
  get line() {
    return this.isEmpty ? Infinity : this.#page[this.#at].line;
  }

  take() {
    const { line, text } = this.#page[this.#at++];
    this.#last = line;
    return text;
  }

  async fill() {
    this.#page = await this.#ask(this.#last);
    this.#at = 0;
  }
}
