/** One run of a ledger: six lines at a time, no two of an entry. */
import { attempt } from './attempt.js';
import { kindOf } from './outcome.js';
import { restAll } from './rest.js';
import { BATCH, CONNECTIONS, RUN_LINES, RUN_MS } from './settings.js';
import { coordinatorOf } from './shards.js';
import { clientOf } from './upstream.js';
/** @import { MediaLibraryEntry } from 'livingdocs-media-library' */
/** @import { Ledger } from './ledger.js' */
/** @import { Pace } from './pace.js' */
/** @import { Env, Row } from './types.js' */

/**
 * Works until nothing is due, everybody rests, or the next alarm takes over.
 * @param {Ledger} ledger
 * @param {Pace} pace
 * @param {Env} env
 */
export async function drain(ledger, pace, env) {
  pace.rest(await coordinatorOf(env).restUntil());
  pace.begin();
  const source = new Source(ledger, pace, env);
  const lane = async () => {
    for (let next; (next = await source.next()); source.release(next.row)) {
      await attempt(next.row, next.entry, { ledger, pace, env, client: source.client });
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, lane));
}

/** Lines whose turn it is, with their entries, which are asked for by the hundred. */
class Source {
  client;
  #ledger;
  #pace;
  #env;
  #end = Date.now() + RUN_MS;
  #left = RUN_LINES;
  /** @type {{ row: Row, entry: MediaLibraryEntry | undefined }[]} */
  #read = [];
  /** Lines in hand, by their order. @type {Set<number>} */
  #taken = new Set();
  /** @type {Promise<void> | undefined} */
  #reading;

  /** @param {Ledger} ledger @param {Pace} pace @param {Env} env */
  constructor(ledger, pace, env) {
    this.client = clientOf(env);
    this.#ledger = ledger;
    this.#pace = pace;
    this.#env = env;
  }

  get #isOver() {
    return this.#pace.isResting || this.#left <= 0 || Date.now() > this.#end;
  }

  async next() {
    if (this.#read.length === 0 && !this.#isOver) await (this.#reading ??= this.#readMore());
    if (this.#isOver) return undefined;
    this.#left--;
    return this.#read.shift();
  }

  /** @param {Row} row */
  release({ seq }) {
    this.#taken.delete(seq);
  }

  async #readMore() {
    const rows = this.#ledger.ready(Date.now(), BATCH, this.#taken);
    for (const { seq } of rows) this.#taken.add(seq);
    try {
      const entries = await this.#entriesOf(rows);
      this.#read.push(...rows.map((row) => ({ row, entry: entries.get(row.entry) })));
    } catch (error) {
      // Nothing was sent: the lines are due as they were.
      if (kindOf(error) === 'rest') await restAll(error, this.#pace, this.#env);
      else this.#pace.fail(error);
    } finally {
      this.#reading = undefined;
    }
  }

  /** Entries by id; one that is missing is asked for alone, for the server's own words. @param {Row[]} rows */
  async #entriesOf(rows) {
    if (rows.length < 2) return new Map();
    try {
      const entries = await this.client.getEntries({ ids: rows.map(({ entry }) => entry) });
      this.#pace.succeed();
      return new Map(entries.map((entry) => [entry.id, entry]));
    } catch (error) {
      if (kindOf(error) === 'failed') return new Map();
      throw error;
    }
  }
}
