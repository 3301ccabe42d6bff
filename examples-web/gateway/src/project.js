/**
 * The project's configuration, which PATCHes are judged by, and which pages make their forms of: fetched once for an isolate, and
 * refreshed while the one before is still used. Where there is none, or none that is recent enough, nothing can be judged, and no PATCH
 * is let through.
 */

import { MediaLibraryClient, Validator } from 'livingdocs-media-library';
import { TOO_LATE, within } from './deadline.js';
import { Refusal } from './refusal.js';
/** @import { Config } from './config.js' */
/** @import { ProjectConfig } from 'livingdocs-media-library' */
/** @import { Limits } from './gateway.js' */

/** @typedef {{ validator: Validator, shown: ProjectConfig }} Known `shown`: what callers see of the configuration */

export class Project {
  /** @type {Known | undefined} */
  #known;
  #fetchedAt = 0;
  #failedAt = 0;
  /** @type {Limits} */
  #limits;
  /** @type {Promise<Known | undefined> | undefined} */
  #refreshing;

  /** @param {Limits} limits */
  constructor(limits) {
    this.#limits = limits;
  }

  /**
   * @param {Config} config
   * @param {ExecutionContext} context
   * @returns {Promise<Known>}
   */
  async known(config, context) {
    const { freshMs, usableMs, restMs, configMs } = this.#limits;
    const age = Date.now() - this.#fetchedAt;
    if (this.#known && age < freshMs) return this.#known;
    if (Date.now() - this.#failedAt >= restMs) {
      this.#refreshing ??= this.#refresh(config).finally(() => {
        this.#refreshing = undefined;
      });
      // Others wait for it, too: it goes on when this request is gone.
      context.waitUntil(this.#refreshing);
    }
    if (this.#known && age < usableMs) return this.#known;
    const refreshing = this.#refreshing;
    const known = refreshing && (await within(configMs, () => refreshing));
    if (known === TOO_LATE) this.#refreshing = undefined;
    else if (known) return known;
    throw new Refusal(503, { message: "The project's configuration cannot be read" }, { 'retry-after': `${Math.ceil(restMs / 1_000)}` });
  }

  /**
   * Never rejects: undefined where there is none to be had.
   * @param {Config} config
   */
  async #refresh({ baseUrl, token }) {
    try {
      const client = new MediaLibraryClient({ baseUrl, token, maxRetries: 0, timeoutMs: this.#limits.configMs });
      const projectConfig = await client.getProjectConfig();
      this.#known = { validator: new Validator({ projectConfig }), shown: shownOf(projectConfig) };
      this.#fetchedAt = Date.now();
      return this.#known;
    } catch (error) {
      this.#failedAt = Date.now();
      console.error("the project's configuration:", error instanceof Error ? error.message : typeof error);
      return undefined;
    }
  }
}

/**
 * What a page needs to judge and to name what it shows. A configuration has much else, which editors' sessions have not asked for.
 * @param {ProjectConfig} projectConfig
 * @returns {ProjectConfig}
 */
function shownOf({ mediaTypes, mediaCenter }) {
  const { usagePurposes, usageLog } = mediaCenter ?? {};
  // Undefined is left out of JSON.
  return { mediaTypes, mediaCenter: { usagePurposes, usageLog: usageLog && { purposes: usageLog.purposes } } };
}
