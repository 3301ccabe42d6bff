import { bulk } from './bulk.js';
import { harmless } from './callbacks.js';
import { ConflictError, makeError } from './errors.js';
import { call, newClient, splitIds } from './glue.js';
import { notJson } from './issues.js';
import { checkCallOptions, checkClientOptions, checkString, checkWhole, isObject } from './options.js';
import { pages } from './pages.js';
import { serialize } from './serialize.js';
import { release, writeText } from './text.js';
import { Transport } from './transport.js';
import { Validator, addressOf } from './validator.js';
import { dropWith, generation, guarded, wasm } from './wasm.js';

/** Requests of one `getEntries` that are under way at once. */
const CONCURRENT_LISTS = 4;
/** Patches of one `patchEntries` that are under way at once. */
const DEFAULT_CONCURRENCY = 4;

export class MediaLibraryClient {
  #address;
  #generation;
  #config;
  #defaults;
  #validator;

  constructor(options) {
    const { timeoutMs, maxRetries, ...config } = checkClientOptions(options);
    config.onAttempt &&= harmless(config.onAttempt);
    this.#config = config;
    this.#defaults = { timeoutMs, maxRetries };
    this.#validator = new Validator(options);
  }

  get validator() {
    return this.#validator;
  }

  async getEntry(id, options) {
    return this.#start('getEntry', [checkString('id', id)], this.#call(options));
  }

  async getEntries(query, options) {
    const call = this.#call(options);
    if (!isObject(query)) throw new TypeError('query: expected { ids } or { externalId, systemName }');
    const { ids, externalId, systemName } = query;
    if (ids === undefined) {
      checkString('externalId', externalId);
      if (systemName !== undefined) checkString('systemName', systemName);
      return entriesOf(await this.#start('getEntriesByExternalId', [externalId, systemName], call));
    }
    if (externalId !== undefined) throw new TypeError('query: expected ids or externalId, not both');
    if (!Array.isArray(ids)) throw new TypeError('ids: expected an array of strings');
    return this.#getEntriesByIds(Array.from(ids, (id, index) => checkString(`ids.${index}`, id)), call);
  }

  async patchEntry(id, request, options) {
    checkString('id', id);
    const call = this.#call(options);
    return this.#patch(id, request, call, checkValidate(options?.validate));
  }

  async updateEntry(id, update, options) {
    if (typeof update !== 'function') throw new TypeError('update: expected a function');
    const call = this.#call(options);
    const { preserveUpdatedAt, maxConflicts = 5 } = options ?? {};
    checkWhole('maxConflicts', maxConflicts);
    let entry = await this.getEntry(id, call);
    for (let conflicts = 0; ; conflicts++) {
      const patches = await unlessAborted(call.signal, () => update(entry));
      if (patches === null || patches === undefined || patches.length === 0) return false;
      try {
        await this.patchEntry(id, { version: String(entry.version), preserveUpdatedAt, patches }, call);
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError) || error.outcomeUnknown || conflicts === maxConflicts) throw error;
        const current = await this.getEntry(id, call);
        // Not the version is in the way, so asking again would come out the same.
        if (current.version === entry.version) throw error;
        entry = current;
      }
    }
  }

  patchEntries(jobs, options) {
    return bulk(jobs, () => this.#bulkOptions(jobs, options));
  }

  async getUsageLog(id, options) {
    return (await this.#start('getUsageLog', [checkString('id', id)], this.#call(options))).results;
  }

  async getAssetKeys(id, options) {
    return (await this.#start('getAssetKeys', [checkString('id', id)], this.#call(options))).results;
  }

  async serveImage(key, options) {
    return this.#start('serveImage', [checkString('key', key)], this.#call(options));
  }

  getIncomingDocumentReferences(mediaId, query, options) {
    return this.#references('getIncomingDocumentReferences', mediaId, query, options);
  }

  getIncomingMediaReferences(mediaId, query, options) {
    return this.#references('getIncomingMediaReferences', mediaId, query, options);
  }

  /** What a bulk call is made with; throws where an argument is wrong. */
  #bulkOptions(jobs, options = {}) {
    if (!isObject(options)) throw new TypeError('options: expected an object');
    if (!isIterable(jobs)) throw new TypeError('jobs: expected an iterable of { id, request }');
    const { concurrency = DEFAULT_CONCURRENCY, onProgress = () => {}, signal, ...rest } = options;
    if (typeof onProgress !== 'function') throw new TypeError('onProgress: expected a function');
    checkWhole('concurrency', concurrency, 1);
    const validate = checkValidate(rest.validate);
    this.#call({ signal });
    const call = this.#call(rest);
    const send = async (job, { gate, stop }) => {
      if (!isObject(job)) throw new TypeError('job: expected { id, request }');
      return this.#patch(checkString('id', job.id), job.request, { ...call, gate, stop }, validate);
    };
    return { concurrency, signal, send, onProgress: harmless(onProgress) };
  }

  #call(options) {
    return checkCallOptions(options, this.#defaults);
  }

  /** Serialised once: what is judged is what is sent. */
  async #patch(id, request, call, validate) {
    const { text, issue } = serialize(request);
    if (issue) throw makeError({ code: 'validation', issueList: [issue] });
    return this.#start('patchEntry', () => {
      const length = writeText(wasm(), text);
      if (length < 0) throw makeError({ code: 'validation', issueList: [notJson('too large for memory')] });
      return [id, length, Number(validate)];
    }, call);
  }

  /** Calls an endpoint. The arguments may be given by a function that writes into memory, which is read at once. */
  #start(endpoint, given, options) {
    return this.#ask(options, (client, transport) => {
      call(client, endpoint, typeof given === 'function' ? given() : given, transport);
      release(wasm());
    });
  }

  /** The promise that the wasm settles through a transport. */
  #ask(options, work) {
    const address = this.#current();
    return new Promise((resolve, reject) => {
      const transport = new Transport(this.#config, options, resolve, reject);
      try {
        guarded(() => work(address, transport));
      } catch (error) {
        transport.reject(error);
      }
    });
  }

  /** The address of the wasm's side, made anew after a trap. */
  #current() {
    const validator = addressOf(this.#validator);
    if (this.#generation === generation) return this.#address;
    const { baseUrl, token } = this.#config;
    const address = guarded(() => newClient(baseUrl, typeof token === 'string' ? token : undefined, validator));
    this.#address = address;
    this.#generation = generation;
    dropWith(this, 'dropClient', address);
    return address;
  }

  async #getEntriesByIds(ids, call) {
    const unique = [...new Set(ids)];
    let start = 0;
    const counts = await this.#ask(call, (client, transport) => {
      const counts = splitIds(client, unique, transport);
      if (counts) transport.resolve(counts);
    });
    const lists = counts.map((count) => unique.slice(start, (start += count)));
    const found = new Map();
    const worker = async () => {
      for (let list = lists.shift(); list; list = lists.shift()) {
        const body = await this.#start('getEntriesByIds', list, call);
        for (const entry of entriesOf(body)) found.set(entry.id, entry);
      }
    };
    try {
      await Promise.all(Array.from({ length: CONCURRENT_LISTS }, worker));
    } catch (error) {
      // The others start nothing more.
      lists.length = 0;
      throw error;
    }
    return ids.filter((id) => found.has(id)).map((id) => found.get(id));
  }

  #references(endpoint, mediaId, query = {}, options) {
    return pages(query, options, async ({ limit, offset, after }, options) => {
      const call = this.#call(options);
      checkString('mediaId', mediaId);
      if (limit !== undefined) checkWhole('limit', limit, 1);
      if (offset !== undefined && !(Number.isSafeInteger(offset) && offset >= 0)) {
        throw new TypeError('offset: expected a whole number from 0');
      }
      if (after !== undefined) checkString('after', after);
      return this.#start(endpoint, [mediaId, limit, offset, after], call);
    });
  }
}

function checkValidate(validate = true) {
  if (typeof validate !== 'boolean') throw new TypeError('validate: expected a boolean');
  return validate;
}

function isIterable(value) {
  return typeof (value?.[Symbol.asyncIterator] ?? value?.[Symbol.iterator]) === 'function';
}

function entriesOf(body) {
  return body.results ?? body.mediaLibraryEntries;
}

/** What `work` gives, or the signal's reason as soon as it is aborted. */
async function unlessAborted(signal, work) {
  if (!signal) return work();
  signal.throwIfAborted();
  let stop;
  const aborted = new Promise((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
