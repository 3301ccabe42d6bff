/** The rows of one shard, in SQLite. Every change of more than one row is a transaction. */
import { PAGE_BYTES, PAGE_ROWS } from './settings.js';
/** @import { Line, Outcome, Row, Tally, Upload } from './types.js' */

/**
 * `seq` is the order: by jobs, then by lines. `due` is set of the one line of an entry whose turn it is: not before then. Both
 * indexes have unfinished lines only.
 */
const SCHEMA = `
  CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, upload INTEGER NOT NULL, expected INTEGER, state TEXT NOT NULL,
    paused INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS lines (
    seq INTEGER PRIMARY KEY, job INTEGER NOT NULL, entry TEXT NOT NULL, text TEXT, state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, version INTEGER, seen TEXT, again TEXT, due INTEGER, outcome TEXT
  );
  CREATE INDEX IF NOT EXISTS turn ON lines (entry, seq, due) WHERE state IN ('waiting', 'sent');
  CREATE INDEX IF NOT EXISTS ready ON lines (job, due) WHERE due IS NOT NULL;
`;
const UNFINISHED = "state IN ('waiting', 'sent')";
const LINES_A_JOB = 2 ** 32;
/** @type {Tally} */
const EMPTY = { arriving: 0, waiting: 0, applied: 0, failed: 0, unknown: 0, cancelled: 0 };
/** The lines of a job, found by their order. */
const OF_JOB = `seq BETWEEN ?1 * ${LINES_A_JOB} AND (?1 + 1) * ${LINES_A_JOB} - 1`;
/** @param {string} state */
const column = (state) => /** @type {keyof Tally} */ (state === 'staged' ? 'arriving' : state === 'sent' ? 'waiting' : state);

/** @typedef {{ number: number, id: string, upload: number, expected: number | null, state: 'arriving' | 'running' | 'cancelled', paused: number }} LedgerJob */

export class Ledger {
  /** How many lines of a job are where; counted once, then kept. @type {Map<number, Tally>} */
  #tallies = new Map();

  /** @param {DurableObjectStorage} storage */
  constructor(storage) {
    this.storage = storage;
    this.sql = storage.sql;
    this.sql.exec(SCHEMA);
  }

  /** @param {string} id @returns {LedgerJob | undefined} */
  job(id) {
    return /** @type {LedgerJob[]} */ (this.sql.exec('SELECT * FROM jobs WHERE id = ?', id).toArray())[0];
  }

  /** Lines of an upload; those that came before are left as they are. @param {Upload} upload @param {string} ndjson */
  add(upload, ndjson) {
    this.storage.transactionSync(() => {
      const job = this.#jobOf(upload);
      if (!job) return;
      const insert = "INSERT OR IGNORE INTO lines (seq, job, entry, text, state) VALUES (?, ?, ?, ?, 'staged')";
      const tally = this.tally(job.number);
      for (const text of ndjson.split('\n')) {
        /** @type {Line} */
        const { line, id } = JSON.parse(text);
        tally.arriving += Math.min(1, this.sql.exec(insert, job.number * LINES_A_JOB + line, job.number, id, text).rowsWritten);
      }
      this.#startWhenAllAreHere(job);
    });
  }

  /** So many lines it is. @param {Upload} upload @param {number} expected */
  expect(upload, expected) {
    this.storage.transactionSync(() => {
      const job = this.#jobOf(upload);
      if (!job) return;
      this.sql.exec('UPDATE jobs SET expected = ? WHERE number = ?', expected, job.number);
      this.#startWhenAllAreHere({ ...job, expected });
    });
  }

  /**
   * The job while it takes lines of this upload; undefined where it has begun, or where there is a newer upload. Lines of an
   * older one are void.
   * @param {Upload} upload
   */
  #jobOf({ job: id, upload }) {
    let job = this.job(id);
    if (!job) {
      this.sql.exec("INSERT INTO jobs (id, upload, state) VALUES (?, ?, 'arriving')", id, upload);
      job = this.job(id);
    }
    if (!job || job.state !== 'arriving' || job.upload > upload) return undefined;
    if (job.upload < upload) {
      this.sql.exec(`DELETE FROM lines WHERE ${OF_JOB}`, job.number);
      this.#tallies.delete(job.number);
      this.sql.exec('UPDATE jobs SET upload = ?, expected = NULL WHERE number = ?', upload, job.number);
      return { ...job, upload, expected: null };
    }
    return job;
  }

  /** @param {LedgerJob} job */
  #startWhenAllAreHere(job) {
    const tally = this.tally(job.number);
    if (job.expected === null || tally.arriving < job.expected) return;
    this.sql.exec(`UPDATE lines SET state = 'waiting' WHERE ${OF_JOB}`, job.number);
    this.sql.exec("UPDATE jobs SET state = 'running' WHERE number = ?", job.number);
    tally.waiting = tally.arriving;
    tally.arriving = 0;
    this.#giveTurns();
  }

  /** The first unfinished line of an entry has its turn, unless another one has. */
  #giveTurns() {
    const first = `SELECT min(seq) FROM lines WHERE ${UNFINISHED} GROUP BY entry HAVING count(due) = 0`;
    this.sql.exec(`UPDATE lines SET due = 0 WHERE seq IN (${first})`);
  }

  /** @param {string} id @param {boolean} paused */
  pause(id, paused) {
    this.sql.exec('UPDATE jobs SET paused = ? WHERE id = ?', Number(paused), id);
  }

  /** What is under way, or may have been applied, is still looked into; what has not come yet is not taken. @param {string} id */
  cancel(id) {
    this.storage.transactionSync(() => {
      const cancelled = "ON CONFLICT DO UPDATE SET state = 'cancelled', paused = 0";
      this.sql.exec(`INSERT INTO jobs (id, upload, state) VALUES (?, 0, 'cancelled') ${cancelled}`, id);
      const number = Number(this.job(id)?.number);
      this.sql.exec(
        `UPDATE lines SET state = 'cancelled', due = NULL WHERE ${OF_JOB} AND state IN ('staged', 'waiting')`,
        number,
      );
      this.#giveTurns();
      this.#tallies.delete(number);
    });
  }

  /** Dead letters once more. Those that may have been applied only where asked for. @param {string} id @param {boolean} unknown */
  retry(id, unknown) {
    const job = this.job(id);
    if (!job) return 0;
    const changed = this.storage.transactionSync(() => {
      // With a version, it is looked into before it is sent.
      const again = "UPDATE lines SET state = iif(version IS NULL, 'waiting', 'sent'), attempts = 0, outcome = NULL";
      const where = `WHERE ${OF_JOB} AND state = ?2 AND text IS NOT NULL`;
      const failed = this.sql.exec(`${again} ${where} RETURNING 1`, job.number, 'failed').toArray().length;
      const asked = unknown
        ? this.sql.exec(`${again}, version = NULL, seen = NULL ${where} RETURNING 1`, job.number, 'unknown').toArray().length
        : 0;
      this.#giveTurns();
      return failed + asked;
    });
    this.#tallies.delete(job.number);
    return changed;
  }

  /** @param {string} id */
  forget(id) {
    const job = this.job(id);
    if (!job) return;
    this.storage.transactionSync(() => {
      this.sql.exec(`DELETE FROM lines WHERE ${OF_JOB}`, job.number);
      this.sql.exec('DELETE FROM jobs WHERE number = ?', job.number);
    });
    this.#tallies.delete(job.number);
  }

  /** @param {number} job @returns {Tally} */
  tally(job) {
    let tally = this.#tallies.get(job);
    if (!tally) {
      tally = { ...EMPTY };
      for (const { state, count } of this.sql.exec(
        `SELECT state, count(*) AS count FROM lines WHERE ${OF_JOB} GROUP BY state`,
        job,
      )) {
        tally[column(String(state))] += Number(count);
      }
      this.#tallies.set(job, tally);
    }
    return tally;
  }

  /** Jobs of which lines may be sent, or have to be looked into. @returns {{ number: number }[]} */
  #open() {
    const query = "SELECT number FROM jobs WHERE state <> 'arriving' AND NOT paused ORDER BY number";
    const jobs = this.sql.exec(query).toArray();
    return jobs.map(({ number }) => ({ number: Number(number) })).filter(({ number }) => this.tally(number).waiting > 0);
  }

  /**
   * Lines whose turn it is, earlier jobs first, no two of an entry; without those taken already. As many as memory bears.
   * @param {number} now
   * @param {number} limit
   * @param {ReadonlySet<number>} taken
   */
  ready(now, limit, taken) {
    /** @type {Row[]} */
    const rows = [];
    let bytes = 0;
    for (const { number } of this.#open()) {
      const query = 'SELECT * FROM lines WHERE job = ? AND due <= ? ORDER BY due, seq LIMIT ?';
      for (const row of /** @type {Iterable<Row>} */ (this.sql.exec(query, number, now, limit + taken.size))) {
        if (rows.length >= limit || bytes > PAGE_BYTES) return rows;
        if (taken.has(row.seq)) continue;
        rows.push(row);
        bytes += row.text?.length ?? 0;
      }
    }
    return rows;
  }

  /** When the next line is due; undefined where none is. */
  nextDue() {
    const dues = this.#open().map(
      ({ number }) => this.sql.exec('SELECT min(due) AS due FROM lines WHERE job = ? AND due >= 0', number).one().due,
    );
    const known = dues.filter((due) => due !== null).map(Number);
    return known.length > 0 ? Math.min(...known) : undefined;
  }

  /**
   * Notes that the line is about to be sent; false where it no longer may be: its job was paused or cancelled.
   * @param {Row} row
   * @param {{ version: number, seen: string | null, again: Row['again'] }} intent
   */
  intend({ seq, job }, { version, seen, again }) {
    if (this.stateOf(job) !== 'running') return false;
    const set = "UPDATE lines SET state = 'sent', version = ?, seen = ?, again = ?, attempts = attempts + 1";
    return this.sql.exec(`${set} WHERE seq = ? AND ${UNFINISHED}`, version, seen, again, seq).rowsWritten > 0;
  }

  /** @param {number} job @returns {'running' | 'paused' | 'cancelled'} */
  stateOf(job) {
    const { state, paused } = this.sql.exec('SELECT state, paused FROM jobs WHERE number = ?', job).one();
    return state === 'cancelled' ? state : paused ? 'paused' : 'running';
  }

  /**
   * It is this line's turn again at `due`. `clear`: this attempt was surely not applied, so nothing has to be looked into; what
   * `again` says of earlier ones stays.
   * @param {Row} row
   * @param {{ due: number, clear?: boolean, uncount?: boolean, outcome?: Outcome }} again
   */
  postpone({ seq }, { due, clear = false, uncount = false, outcome }) {
    const sets = [
      'due = ?',
      ...(clear ? ["state = 'waiting', version = NULL, seen = NULL"] : []),
      ...(uncount ? ['attempts = max(0, attempts - 1)'] : []),
      ...(outcome ? ['outcome = ?'] : []),
    ];
    const bindings = [due, ...(outcome ? [JSON.stringify(outcome)] : []), seq];
    this.sql.exec(`UPDATE lines SET ${sets.join(', ')} WHERE seq = ? AND ${UNFINISHED}`, ...bindings);
  }

  /**
   * The line is done with, and the next one of its entry has its turn. `doubt`: when it is sent again, it is looked into before.
   * @param {Row} row
   * @param {'applied' | 'failed' | 'unknown' | 'cancelled'} state
   * @param {Outcome} outcome
   * @param {boolean} [doubt]
   */
  finish({ seq, job, entry }, state, outcome, doubt = false) {
    this.storage.transactionSync(() => {
      const text = state === 'applied' ? ', text = NULL' : '';
      const rest = doubt ? '' : ', version = NULL, seen = NULL, again = NULL';
      const { rowsWritten } = this.sql.exec(
        `UPDATE lines SET state = ?, due = NULL, outcome = ?${text}${rest} WHERE seq = ? AND ${UNFINISHED}`,
        ...[state, JSON.stringify(outcome), seq],
      );
      if (rowsWritten === 0) return;
      const tally = this.tally(job);
      tally.waiting--;
      tally[state]++;
      const next = `SELECT seq FROM lines WHERE entry = ? AND ${UNFINISHED} ORDER BY seq LIMIT 1`;
      this.sql.exec(`UPDATE lines SET due = 0 WHERE seq = (${next})`, entry);
    });
  }

  /**
   * Lines of a job behind line `after`, in their order, as the results have them: lines of JSON.
   * @param {string} id
   * @param {number} after
   * @param {string | null} state
   */
  page(id, after, state) {
    const job = this.job(id);
    /** @type {{ line: number, text: string }[]} */
    const page = [];
    if (!job) return page;
    const from = job.number * LINES_A_JOB;
    const states = state === null ? '' : state === 'waiting' ? `AND ${UNFINISHED}` : 'AND state = ?';
    const rows = this.sql.exec(
      `SELECT * FROM lines WHERE seq > ? AND seq < ? ${states} ORDER BY seq LIMIT ?`,
      ...[from + after, from + LINES_A_JOB, ...(states.includes('?') ? [state] : []), PAGE_ROWS],
    );
    let bytes = 0;
    for (const row of /** @type {Iterable<Row>} */ (rows)) {
      const { seq, entry, attempts, text, outcome } = row;
      const shown = row.state === 'sent' || row.state === 'staged' ? 'waiting' : row.state;
      const line = seq - from;
      const { request } = text !== null && (shown === 'failed' || shown === 'unknown') ? JSON.parse(text) : {};
      const ended = outcome === null ? {} : JSON.parse(outcome);
      page.push({ line, text: JSON.stringify({ line, id: entry, state: shown, attempts, ...ended, request }) });
      bytes += page[page.length - 1].text.length;
      if (bytes > PAGE_BYTES) break;
    }
    return page;
  }
}
