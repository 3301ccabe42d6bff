/**
 * The project's configuration, which PATCHes are judged by: fetched once for an isolate, and refreshed while the one before is
 * still used. Where there is none, or none that is recent enough, nothing can be judged, and no PATCH is let through.
 */

import { MediaLibraryClient, Validator } from 'livingdocs-media-library';
import { TOO_LATE, within } from './deadline.js';
import { Refusal } from './refusal.js';
/** @import { Config } from './config.js' */
/** @import { Limits } from './gateway.js' */

export class Project {
  /** @type {Validator | undefined} */
  #validator;
  #fetchedAt = 0;
  #failedAt = 0;
  /** @type {Limits} */
  #limits;
  /** @type {Promise<Validator | undefined> | undefined} */
  #refreshing;

  /** @param {Limits} limits */
  constructor(limits) {
    this.#limits = limits;
  }

  /**
   * @param {Config} config
   * @param {ExecutionContext} context
   * @returns {Promise<Validator>}
   */
  async validator(config, context) {
    const { freshMs, usableMs, restMs, configMs } = this.#limits;
    const age = Date.now() - this.#fetchedAt;
    if (this.#validator && age < freshMs) return this.#validator;
    if (Date.now() - this.#failedAt >= restMs) {
      this.#refreshing ??= this.#refresh(config).finally(() => {
        this.#refreshing = undefined;
      });
      // Others wait for it, too: it goes on when this request is gone.
      context.waitUntil(this.#refreshing);
    }
    if (this.#validator && age < usableMs) return this.#validator;
    const refreshing = this.#refreshing;
    const validator = refreshing && (await within(configMs, () => refreshing));
    if (validator === TOO_LATE) this.#refreshing = undefined;
    else if (validator) return validator;
    throw new Refusal(503, { message: "The project's configuration cannot be read" }, { 'retry-after': `${Math.ceil(restMs / 1_000)}` });
  }

  /**
   * Never rejects: undefined where there is none to be had.
   * @param {Config} config
   */
  async #refresh({ baseUrl, token }) {
    try {
      const client = new MediaLibraryClient({ baseUrl, token, maxRetries: 0, timeoutMs: this.#limits.configMs });
      this.#validator = new Validator({ projectConfig: await client.getProjectConfig() });
      this.#fetchedAt = Date.now();
      return this.#validator;
    } catch (error) {
      this.#failedAt = Date.now();
      console.error("the project's configuration:", error instanceof Error ? error.message : typeof error);
      return undefined;
    }
  }
}
