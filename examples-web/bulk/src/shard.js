/** A ledger that works itself off, by alarms. */
import { DurableObject } from 'cloudflare:workers';
import { drain } from './drain.js';
import { Ledger } from './ledger.js';
import { Pace } from './pace.js';
import { WATCHDOG_MS } from './settings.js';
/** @import { Env, ShardProgress, Upload } from './types.js' */

/** @extends {DurableObject<Env>} */
export class Shard extends DurableObject {
  #isWorking = false;

  /** @param {DurableObjectState} ctx @param {Env} env */
  constructor(ctx, env) {
    super(ctx, env);
    this.ledger = new Ledger(ctx.storage);
    this.pace = new Pace();
    // After a crash, whoever asks first sets it going; else the alarm does.
    void ctx.blockConcurrencyWhile(() => this.#wake());
  }

  /** Takes lines of NDJSON; those that it has are left out. @param {Upload} upload @param {string} ndjson */
  async add(upload, ndjson) {
    this.ledger.add(upload, ndjson);
    await this.#wake();
  }

  /** All lines are under way: it is so many. @param {Upload} upload @param {number} lines */
  async expect(upload, lines) {
    this.ledger.expect(upload, lines);
    await this.#wake();
  }

  /** @param {string} job @param {'running' | 'paused' | 'cancelled'} state */
  async setState(job, state) {
    if (state === 'cancelled') this.ledger.cancel(job);
    else this.ledger.pause(job, state === 'paused');
    await this.#wake();
  }

  /** Sends dead letters again; gives how many. @param {string} job @param {boolean} unknown */
  async retry(job, unknown) {
    const count = this.ledger.retry(job, unknown);
    await this.#wake();
    return count;
  }

  /** @param {string} job */
  forget(job) {
    this.ledger.forget(job);
  }

  /** The server wants everybody to rest. @param {number} until */
  async rest(until) {
    this.pace.rest(until);
  }

  /** @param {string} id @returns {ShardProgress | null} */
  progress(id) {
    const job = this.ledger.job(id);
    if (!job) return null;
    return {
      ...this.ledger.tally(job.number),
      perSecond: this.pace.perSecond(job.number),
      ...(this.pace.problem ? { problem: this.pace.problem } : {}),
      restUntil: this.pace.restUntil,
      storageBytes: this.ctx.storage.sql.databaseSize,
    };
  }

  /** @param {string} id @param {number} after @param {string | null} state */
  page(id, after, state) {
    return this.ledger.page(id, after, state);
  }

  /** Comes at least once: whatever a run that was cut off has left is in the ledger. */
  async alarm() {
    await this.ctx.storage.setAlarm(Date.now() + WATCHDOG_MS);
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      await drain(this.ledger, this.pace, this.env);
    } catch (error) {
      // An alarm that throws is repeated six times only.
      console.error('The ledger rests for a while:', error);
      this.pace.fail(error);
    } finally {
      this.#isWorking = false;
    }
    await this.#wake();
  }

  /** Sets the alarm for the next line. One for this very moment would be lost inside of an alarm. */
  async #wake() {
    if (this.#isWorking) return;
    const due = this.ledger.nextDue();
    if (due === undefined) await this.ctx.storage.deleteAlarm();
    else await this.ctx.storage.setAlarm(Math.max(Date.now() + 1, due, this.pace.restUntil));
  }
}
