import {
  GET_ASSET_KEYS,
  GET_ENTRIES_BY_EXTERNAL_ID,
  GET_ENTRIES_BY_IDS,
  GET_ENTRY,
  GET_INCOMING_DOCUMENT_REFERENCES,
  GET_INCOMING_MEDIA_REFERENCES,
  GET_PROJECT_CONFIG,
  GET_USAGE_LOG,
  IMPORT,
  LARGEST_PAGE,
  PATCH_ENTRY,
  SERVE_IMAGE,
} from '../wasm/contract.js';
import { attempted, harmless } from './callbacks.js';
import { Deadline } from './deadline.js';
import { entriesByIds } from './entries.js';
import { makeError, redact, secretsOf } from './errors.js';
import { call } from './glue.js';
import { IMPORTER } from './importer.js';
import { MediaLibraryError } from './media-library-error.js';
import { checkBoolean, checkCallOptions, checkClientOptions, checkFunction, checkString, checkWhole, demand, fail, isObject } from './options.js';
import { pages } from './pages.js';
import { results } from './run.js';
import { listText, serialize } from './serialize.js';
import { release, takeOutput, writeText } from './text.js';
import { Transport } from './transport.js';
import { update } from './update.js';
import { Validator, addressOf, numberOf } from './validator.js';
import { dropWith, generation, guarded, trapped } from './wasm.js';
/** @import { ClientOptions, DocumentReferences, MediaLibraryClient as Public, MediaLibraryEntry } from '../index.js' */
/** @import { MediaReferences, PagePromise, PageQuery, PatchJob, PatchJobResult, ProjectConfig, RequestOptions } from '../index.js' */
/** @import { UsageLogEntry } from '../index.js' */
/** @import { CallDefaults, CallOptions, ClientConfig, Check, EntriesBody, EntriesQuery, ErrorParts, Importer } from './types.js' */
/** @import { LoadEntries, PageBody, Place, Plan, Source, Update } from './types.js' */

/**
 * What endpoints resolve with: as documented, of which the wasm has checked the outline. Metadata is of any shape.
 * @typedef {{
 *   [GET_ENTRY]: MediaLibraryEntry<any>,
 *   [GET_ENTRIES_BY_IDS]: EntriesBody,
 *   [GET_ENTRIES_BY_EXTERNAL_ID]: EntriesBody,
 *   [GET_USAGE_LOG]: { results: UsageLogEntry[] },
 *   [GET_ASSET_KEYS]: { results: string[] },
 *   [SERVE_IMAGE]: Response,
 *   [PATCH_ENTRY]: void,
 *   [GET_INCOMING_DOCUMENT_REFERENCES]: PageBody<DocumentReferences>,
 *   [GET_INCOMING_MEDIA_REFERENCES]: PageBody<MediaReferences>,
 *   [GET_PROJECT_CONFIG]: ProjectConfig,
 *   [IMPORT]: unknown,
 * }} Results
 */

/** Patches of one `patchEntries` that are under way at once. */
const DEFAULT_CONCURRENCY = 4;
/** How far the jobs may be ahead of what was yielded, for each request in flight. */
const AHEAD = 16;

/** @implements {Public} */
export class MediaLibraryClient {
  /** @type {number} */
  #address;
  /** @type {number} */
  #generation;
  /** @type {ClientConfig} */
  #config;
  /** @type {CallDefaults} */
  #defaults;
  /** @type {Validator} */
  #validator;
  /** @type {ClientOptions['mediaTypes']} */
  #mediaTypes;

  /** @param {ClientOptions} options */
  constructor(options) {
    const { timeoutMs, maxRetries, headers, ...config } = checkClientOptions(options);
    config.onAttempt &&= harmless(config.onAttempt);
    this.#config = config;
    this.#defaults = { timeoutMs, maxRetries, headers };
    this.#validator = new Validator(options);
    const { projectConfig, mediaTypes = projectConfig && (projectConfig.mediaTypes ?? []) } = options;
    this.#mediaTypes = /** @type {ClientOptions['mediaTypes']} */ (mediaTypes);
  }

  get validator() {
    return this.#validator;
  }

  /**
   * @param {string} id
   * @param {RequestOptions} [options]
   */
  async getEntry(id, options) {
    return this.#start(GET_ENTRY, [checkString('id', id)], this.#call(options));
  }

  /**
   * @param {unknown} query
   * @param {Parameters<Public['getEntries']>[1]} [options]
   */
  async getEntries(query, options) {
    const call = this.#call(options);
    const { ids, externalId, systemName } = /** @type {EntriesQuery} */ (isObject(query) ? query : {});
    if (ids === undefined && externalId === undefined) fail('query', '{ ids } or { externalId, systemName }', query);
    if (ids === undefined) {
      checkString('externalId', externalId);
      if (systemName !== undefined) checkString('systemName', systemName);
      return entriesOf(await this.#start(GET_ENTRIES_BY_EXTERNAL_ID, [externalId, systemName], call));
    }
    if (externalId !== undefined) throw new TypeError('query: expected ids or externalId, not both');
    if (!Array.isArray(ids)) fail('ids', 'an array of strings', ids);
    const checked = Array.from(ids, (id, index) => checkString(`ids.${index}`, id));
    /** @type {LoadEntries} */
    const load = async (list, more) => entriesOf(await this.#start(GET_ENTRIES_BY_IDS, list, { ...call, ...more }));
    return entriesByIds(checked, call.signal, (ids) => this.#split(ids), load, checkProgress(options));
  }

  /**
   * @param {string} id
   * @param {unknown} request
   * @param {Parameters<Public['patchEntry']>[2]} [options]
   */
  async patchEntry(id, request, options) {
    checkString('id', id);
    const call = this.#call(options);
    return this.#patch(id, request, call, checkValidate(options?.validate), this.#number(options?.mediaType));
  }

  /**
   * @template {object} M
   * @param {string} id
   * @param {(entry: MediaLibraryEntry<M>) => unknown} ask
   * @param {Parameters<Public['updateEntry']>[2]} [options]
   */
  async updateEntry(id, ask, options) {
    if (typeof ask !== 'function') fail('update', 'a function', ask);
    const call = this.#call(options);
    const { preserveUpdatedAt, maxConflicts = 5 } = options ?? {};
    checkWhole('maxConflicts', maxConflicts);
    // What would be refused with any patches is refused before the entry is read.
    if (preserveUpdatedAt !== undefined) {
      checkBoolean('preserveUpdatedAt', preserveUpdatedAt);
      const issues = this.#validator.validate({ preserveUpdatedAt, patches: [] });
      if (issues.length > 0) throw makeError({ code: 'validation', issues });
    }
    checkString('id', id);
    const read = () => this.#start(GET_ENTRY, [id], { ...call, isFresh: true });
    /** @type {Update['patch']} */
    const patch = ({ version, patches, mediaType }) =>
      this.#patch(id, { version: String(version), preserveUpdatedAt, patches }, call, true, this.#number(mediaType, true));
    return update({ ask, read, patch, maxConflicts, signal: call.signal });
  }

  /** @returns {Importer} */
  [IMPORTER]() {
    return {
      mediaTypes: this.#mediaTypes,
      results,
      serialize,
      Deadline,
      check: (options) => this.#call(options),
      send: async (path, options, repeat, body) => this.#start(IMPORT, [path, repeat], this.#call(options), body),
      error: (parts) => this.#error(parts),
    };
  }

  /** @type {Public['patchEntries']} */
  patchEntries(jobs, options) {
    return results(() => this.#bulk(jobs, options));
  }

  /**
   * @param {string} id
   * @param {RequestOptions} [options]
   */
  async getUsageLog(id, options) {
    return (await this.#start(GET_USAGE_LOG, [checkString('id', id)], this.#call(options))).results;
  }

  /**
   * @param {string} id
   * @param {RequestOptions} [options]
   */
  async getAssetKeys(id, options) {
    return (await this.#start(GET_ASSET_KEYS, [checkString('id', id)], this.#call(options))).results;
  }

  /**
   * @param {string} key
   * @param {RequestOptions} [options]
   */
  async serveImage(key, options) {
    return this.#start(SERVE_IMAGE, [checkString('key', key)], this.#call(options));
  }

  /** @param {RequestOptions} [options] */
  async getProjectConfig(options) {
    return this.#start(GET_PROJECT_CONFIG, [], this.#call(options));
  }

  /**
   * @param {string} mediaId
   * @param {PageQuery} [query]
   * @param {RequestOptions} [options]
   * @returns {PagePromise<DocumentReferences>}
   */
  getIncomingDocumentReferences(mediaId, query, options) {
    return this.#references(GET_INCOMING_DOCUMENT_REFERENCES, mediaId, query, options);
  }

  /**
   * @param {string} mediaId
   * @param {PageQuery} [query]
   * @param {RequestOptions} [options]
   * @returns {PagePromise<MediaReferences>}
   */
  getIncomingMediaReferences(mediaId, query, options) {
    return this.#references(GET_INCOMING_MEDIA_REFERENCES, mediaId, query, options);
  }

  /**
   * What a bulk call does; throws where an argument is wrong.
   * @param {Source<PatchJob>} items
   * @param {Parameters<Public['patchEntries']>[1]} [options]
   * @returns {Plan<PatchJob, PatchJobResult>}
   */
  #bulk(items, options = {}) {
    if (!isObject(options)) fail('options', 'an object', options);
    const { concurrency = DEFAULT_CONCURRENCY, signal, ...rest } = options;
    const onProgress = checkProgress(options);
    checkWhole('concurrency', concurrency, 1);
    const validate = checkValidate(rest.validate);
    this.#call({ signal });
    const call = this.#call(rest);
    /** @param {Place<PatchJob>} place */
    const shown = ({ item, key, index }) => ({ job: item, id: /** @type {string} */ (key), index });
    return {
      items,
      expected: ['jobs', 'an iterable of { id, request }'],
      concurrency,
      ahead: AHEAD * concurrency,
      signal,
      progress: { succeeded: 0 },
      onProgress,
      keyOf: (job) => attempted(() => job.id),
      send: async (place, run) => {
        const { job, id, index } = shown(place);
        if (!isObject(job)) fail('job', '{ id, request }', job);
        await this.#patch(checkString('id', id), job.request, { ...call, ...run }, validate, this.#number(job.mediaType));
        return [{ job, id, index, ok: true }];
      },
      failed: (place, error) => [{ ...shown(place), ok: false, error: /** @type {TypeError} */ (error) }],
    };
  }

  /**
   * @param {unknown} mediaType
   * @param {boolean} [mayBeOther]
   */
  #number(mediaType, mayBeOther) {
    return numberOf(this.#validator, mediaType, mayBeOther);
  }

  /** @param {RequestOptions | undefined} options */
  #call(options) {
    return checkCallOptions(options, this.#defaults);
  }

  /**
   * Serialised once: what is judged is what is sent.
   * @param {string} id
   * @param {unknown} request
   * @param {CallOptions} call
   * @param {boolean} validate
   * @param {number} mediaType
   */
  async #patch(id, request, call, validate, mediaType) {
    const { text, issue } = serialize(request);
    if (issue) throw this.#error({ code: 'validation', method: 'PATCH', issues: [issue] });
    return this.#start(PATCH_ENTRY, [id, Number(validate), mediaType], call, text);
  }

  /**
   * Of what was not sent. A function was not asked for a token yet; its own text is as good as none.
   * @param {ErrorParts} parts
   */
  #error(parts) {
    const secrets = secretsOf([`${this.#config.token}`]);
    return makeError({ ...parts, message: parts.message && redact(parts.message, secrets), secrets });
  }

  /**
   * Calls an endpoint: the wasm settles the promise through a transport.
   * @template {keyof Results} E
   * @param {E} endpoint
   * @param {unknown[]} given
   * @param {CallOptions} options
   * @param {string} [body]
   * @returns {Promise<Results[E]>}
   */
  async #start(endpoint, given, options, body) {
    try {
      if (!this.#config.fetch) demand('fetch', '; give one as an option');
      const address = this.#current();
      const text = listText(given);
      const length = guarded((exports) => writeText(exports, endpoint === PATCH_ENTRY ? `${text}\n${body}` : text));
      const of = generation;
      /** @param {unknown} error */
      const broken = (error) => {
        // Whatever comes back through the wasm as an exception has broken it off.
        throw trapped(error, of);
      };
      return await new Promise((resolve, reject) => {
        const transport = new Transport(this.#config, options, body, resolve, reject);
        guarded((exports) => {
          call(address, endpoint, length, transport);
          release(exports);
        }, broken);
      });
    } catch (error) {
      // It was made within the wasm; here it leads to the line that called.
      if (error instanceof MediaLibraryError) Error.captureStackTrace?.(error);
      throw error;
    }
  }

  /** The address of the wasm's side, made anew after a trap. */
  #current() {
    const validator = addressOf(this.#validator);
    if (this.#generation === generation) return this.#address;
    const { baseUrl, token } = this.#config;
    this.#address = guarded((exports) => {
      return exports.newClient(validator, writeText(exports, typeof token === 'string' ? `${baseUrl}\n${token}` : baseUrl));
    });
    this.#generation = generation;
    dropWith(this, 'dropClient', this.#address);
    return this.#address;
  }

  /**
   * How many of the ids each request may ask for.
   * @param {string[]} ids
   */
  #split(ids) {
    const address = this.#current();
    return guarded((exports) => {
      exports.splitIds(address, writeText(exports, listText(ids)));
      release(exports);
      const [counts, wrong] = takeOutput(exports);
      if (wrong) throw new TypeError(wrong);
      return [...counts];
    });
  }

  /**
   * @template {DocumentReferences | MediaReferences} T
   * @param {typeof GET_INCOMING_DOCUMENT_REFERENCES | typeof GET_INCOMING_MEDIA_REFERENCES} endpoint
   * @param {string} mediaId
   * @param {PageQuery | undefined} query
   * @param {RequestOptions | undefined} options
   * @returns {PagePromise<T>}
   */
  #references(endpoint, mediaId, query = {}, options) {
    /** @type {Check} */
    const check = (options, defaults = this.#defaults) => checkCallOptions(options, defaults);
    return pages(query, options, check, async ({ limit, offset, after }, call) => {
      checkString('mediaId', mediaId);
      if (limit !== undefined) checkWhole('limit', limit, 1, LARGEST_PAGE);
      if (offset !== undefined) checkWhole('offset', offset);
      if (after !== undefined) checkString('after', after);
      return /** @type {Promise<PageBody<T>>} */ (this.#start(endpoint, [mediaId, limit, offset, after], call));
    });
  }
}

/** @param {unknown} [validate] */
function checkValidate(validate = true) {
  return checkBoolean('validate', validate);
}

/**
 * Tells of what is done, where somebody wants to hear it.
 * @template Progress
 * @param {{ onProgress?: ((progress: Progress) => void) | undefined }} [options]
 */
function checkProgress({ onProgress = () => {} } = {}) {
  checkFunction('onProgress', onProgress);
  return harmless(onProgress);
}

/** @param {EntriesBody} body */
function entriesOf(body) {
  return body.results ?? body.mediaLibraryEntries;
}
