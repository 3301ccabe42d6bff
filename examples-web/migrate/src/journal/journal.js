/** What was done, line by line: only ever appended to, so that a kill at any moment leaves all but its last line whole. */
import { open, truncate } from 'node:fs/promises';
import { writeSync } from 'node:fs';
import { EXIT, Exit } from '../exit-codes.js';
import { FORMAT } from './read.js';
/** @import { FileHandle } from 'node:fs/promises' */
/** @import { Intent, Outcome } from '../types.js' */

export class Journal {
  #handle;
  #file;
  /** Nothing may follow a record that was written in part. */
  #isBroken = false;
  /** @type {Promise<void> | undefined} */
  #nextSync;
  /** @type {Promise<void>} */
  #lastSync = Promise.resolve();

  /**
   * @param {FileHandle} handle
   * @param {string} file
   */
  constructor(handle, file) {
    this.#handle = handle;
    this.#file = file;
  }

  /**
   * A new one.
   * @param {string} file
   * @param {Record<string, unknown>} binding
   */
  static async begin(file, binding) {
    const journal = new Journal(await opened(file, 'w'), file);
    journal.#append({ journal: FORMAT, binding });
    await journal.#synced();
    return journal;
  }

  /**
   * An earlier one, without its torn end.
   * @param {string} file
   * @param {number} end
   */
  static async goOn(file, end) {
    await truncate(file, end).catch((error) => refuse(file, error));
    return new Journal(await opened(file, 'a'), file);
  }

  /**
   * @param {number} item
   * @param {Outcome} outcome
   */
  done(item, outcome) {
    this.#append({ item, done: outcome });
  }

  /**
   * @param {number} item
   * @param {object} line as it goes to the failed file
   */
  failed(item, line) {
    this.#append({ item, failed: line });
  }

  /**
   * Resolves once it is on the disk: whatever happens to this machine then, the next run knows that it may have been sent.
   * @param {number} item
   * @param {Intent} intent
   */
  async intent(item, intent) {
    this.#append({ item, intent });
    await this.#synced();
  }

  async close() {
    await this.#synced();
    await this.#handle.close();
  }

  /** @param {object} record */
  #append(record) {
    const line = Buffer.from(`${JSON.stringify(record)}\n`);
    if (this.#isBroken) refuse(this.#file, new Error('an earlier line could not'));
    try {
      for (let at = 0; at < line.length; ) at += writeSync(this.#handle.fd, line, at);
    } catch (error) {
      this.#isBroken = true;
      refuse(this.#file, error);
    }
  }

  /** Those that wait at once share one call. */
  #synced() {
    this.#nextSync ??= this.#lastSync.then(async () => {
      this.#nextSync = undefined;
      await this.#handle.datasync().catch((error) => refuse(this.#file, error));
    });
    this.#lastSync = this.#nextSync;
    return this.#nextSync;
  }
}

/**
 * @param {string} file
 * @param {string} flags
 */
function opened(file, flags) {
  return open(file, flags).catch((error) => refuse(file, error));
}

/**
 * @param {string} file
 * @param {any} error
 * @returns {never}
 */
function refuse(file, error) {
  throw new Exit(EXIT.file, `${file} cannot be written: ${error.message}`);
}
