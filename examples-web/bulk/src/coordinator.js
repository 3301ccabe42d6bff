/** The one object that knows all jobs, and how long everybody rests. It is asked a few times a second at most. */
import { DurableObject } from 'cloudflare:workers';
import { PAGE_ROWS } from './settings.js';
import { askAll } from './shards.js';
/** @import { Env, Job, JobState, Refusal } from './types.js' */

/** Two ledgers that are told to rest at nearly the same time mean the same rest. */
const SAME_REST_MS = 100;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS jobs (
    id TEXT PRIMARY KEY, key TEXT UNIQUE, state TEXT NOT NULL, upload INTEGER NOT NULL, shards INTEGER NOT NULL,
    createdAt INTEGER NOT NULL, accepted INTEGER NOT NULL DEFAULT 0, refused INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS refusals (job TEXT NOT NULL, line INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (job, line));
  CREATE TABLE IF NOT EXISTS rest (one INTEGER PRIMARY KEY CHECK (one = 1), until INTEGER NOT NULL);
`;

/** @extends {DurableObject<Env>} */
export class Coordinator extends DurableObject {
  /** @param {DurableObjectState} ctx @param {Env} env */
  constructor(ctx, env) {
    super(ctx, env);
    this.sql = ctx.storage.sql;
    this.sql.exec(SCHEMA);
  }

  /**
   * A new job, which takes lines; or the one that has this key.
   * @param {{ key: string | null, shards: number }} wanted
   */
  open({ key, shards }) {
    const [known] = key === null ? [] : this.#jobs('WHERE key = ?', key);
    if (known) return { job: known, isNew: false };
    const id = crypto.randomUUID();
    this.sql.exec(
      "INSERT INTO jobs (id, key, state, upload, shards, createdAt) VALUES (?, ?, 'receiving', 1, ?, ?)",
      ...[id, key, shards, Date.now()],
    );
    return { job: this.#jobs('WHERE id = ?', id)[0], isNew: true };
  }

  /** The job takes its lines anew: what an earlier upload brought is void where it has not begun. @param {string} id */
  reopen(id) {
    this.sql.exec("UPDATE jobs SET state = 'receiving', upload = upload + 1 WHERE id = ?", id);
    this.sql.exec('DELETE FROM refusals WHERE job = ?', id);
    return this.#jobs('WHERE id = ?', id)[0];
  }

  /** @param {string} job @param {Refusal[]} refusals */
  refuse(job, refusals) {
    for (const refusal of refusals) {
      this.sql.exec('INSERT OR REPLACE INTO refusals VALUES (?, ?, ?)', job, refusal.line, JSON.stringify(refusal));
    }
  }

  /**
   * Ends an upload; false where another one has begun meanwhile.
   * @param {string} id
   * @param {number} upload
   * @param {{ state: JobState, accepted: number, refused: number }} job
   */
  close(id, upload, { state, accepted, refused }) {
    const set = 'UPDATE jobs SET state = ?, accepted = ?, refused = ?';
    const where = "WHERE id = ? AND upload = ? AND state = 'receiving'";
    return this.sql.exec(`${set} ${where}`, state, accepted, refused, id, upload).rowsWritten > 0;
  }

  /** @param {string} id @returns {Job | undefined} */
  job(id) {
    return this.#jobs('WHERE id = ?', id)[0];
  }

  /** The newest jobs. */
  jobs() {
    return this.#jobs('ORDER BY createdAt DESC LIMIT 100');
  }

  /** @param {string} id @param {JobState} state */
  setState(id, state) {
    this.sql.exec('UPDATE jobs SET state = ? WHERE id = ?', state, id);
  }

  /** @param {string} id */
  forget(id) {
    this.sql.exec('DELETE FROM refusals WHERE job = ?', id);
    this.sql.exec('DELETE FROM jobs WHERE id = ?', id);
  }

  /** Refused lines behind line `after`, as JSON, in their order. @param {string} job @param {number} after */
  refusals(job, after) {
    return this.sql
      .exec('SELECT line, text FROM refusals WHERE job = ? AND line > ? ORDER BY line LIMIT ?', job, after, PAGE_ROWS)
      .toArray()
      .map(({ line, text }) => ({ line: Number(line), text: String(text) }));
  }

  /** Until when everybody rests: milliseconds since the epoch, 0 for never. */
  restUntil() {
    return Number(this.sql.exec('SELECT until FROM rest').toArray()[0]?.until ?? 0);
  }

  /**
   * The server wants a rest: all ledgers take it. Of those that ask at the same time, one makes it known.
   * @param {number} until
   * @param {number} shards
   */
  async rest(until, shards) {
    if (until <= this.restUntil() + SAME_REST_MS) return;
    this.sql.exec('INSERT OR REPLACE INTO rest VALUES (1, ?)', until);
    // One that cannot be reached asks before it goes on.
    await askAll(this.env, shards, (shard) => shard.rest(until).catch(() => {}));
  }

  /** @param {string} rest of the query @param {SqlStorageValue[]} bindings */
  #jobs(rest, ...bindings) {
    const columns = 'id, state, upload, shards, createdAt, accepted, refused';
    return /** @type {Job[]} */ (this.sql.exec(`SELECT ${columns} FROM jobs ${rest}`, ...bindings).toArray());
  }
}
