/**
 * The project's configuration, which PATCHes are judged by: fetched once for an isolate, and refreshed while the one before is
 * still used. Where there is none, or none that is recent enough, nothing can be judged, and no PATCH is let through.
 */

import { MediaLibraryClient, Validator } from 'livingdocs-media-library';
import { TOO_LATE, within } from './deadline.js';
import { Refusal } from './refusal.js';
/** @import { Config } from './config.js' */

const FRESH_MS = 5 * 60_000;
const USABLE_MS = 60 * 60_000;
/** So that a server that is down is not asked by every request. */
const REST_MS = 5_000;
const PATIENCE_MS = 10_000;

export class Project {
  /** @type {Validator | undefined} */
  #validator;
  #fetchedAt = 0;
  #failedAt = -REST_MS;
  /** @type {Promise<void> | undefined} */
  #refreshing;

  /**
   * @param {Config} config
   * @param {ExecutionContext} context
   * @returns {Promise<Validator>}
   */
  async validator(config, context) {
    const age = Date.now() - this.#fetchedAt;
    if (this.#validator && age < FRESH_MS) return this.#validator;
    if (Date.now() - this.#failedAt >= REST_MS) {
      this.#refreshing ??= this.#refresh(config).finally(() => {
        this.#refreshing = undefined;
      });
      // Others wait for it, too: it goes on when this request is gone.
      context.waitUntil(this.#refreshing);
    }
    if (this.#validator && age < USABLE_MS) return this.#validator;
    const refreshing = this.#refreshing;
    if (refreshing && (await within(PATIENCE_MS, () => refreshing)) === TOO_LATE) this.#refreshing = undefined;
    if (this.#validator && Date.now() - this.#fetchedAt < USABLE_MS) return this.#validator;
    throw new Refusal(503, { message: "The project's configuration cannot be read" }, { 'retry-after': `${REST_MS / 1_000}` });
  }

  /**
   * Never rejects.
   * @param {Config} config
   */
  async #refresh({ baseUrl, token }) {
    try {
      const client = new MediaLibraryClient({ baseUrl, token, maxRetries: 0, timeoutMs: PATIENCE_MS });
      this.#validator = new Validator({ projectConfig: await client.getProjectConfig() });
      this.#fetchedAt = Date.now();
      this.#failedAt = -REST_MS;
    } catch (error) {
      this.#failedAt = Date.now();
      console.error("the project's configuration:", error instanceof Error ? error.message : typeof error);
    }
  }
}
