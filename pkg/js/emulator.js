/** An emulated media library behind a `fetch`. What it does is in the wasm; here are promises, streams and signals. */
import { Emulator } from './glue.js';
import { checkFunction, checkWhole, fail, isObject } from './options.js';
import { serialize } from './serialize.js';
import { generation, guarded } from './wasm.js';
import { WebAssemblyError } from './web-assembly-error.js';
/** @import { EmulatedEntry, EmulatorOptions, Fault, MediaLibraryEmulator as Public } from '../emulator.js' */
/** @import { PatchRequest } from '../index.js' */

export { ready } from './wasm.js';
export { WebAssemblyError } from './web-assembly-error.js';

/** @type {(keyof EmulatorOptions)[]} */
const JSON_OPTIONS = [
  'entries',
  'defaultLocale',
  'tokens',
  'usagePurposes',
  'usageLog',
  'documentReferences',
  'mediaReferences',
];
/** A Response with one of these must not have a body. */
const WITHOUT_BODY = [204, 205, 304];
const MOST_TIMES = 0xffff_ffff;
const NO_BYTES = new Uint8Array(0);

/** @implements {Public} */
export class MediaLibraryEmulator {
  /** @type {Emulator} */
  #core;
  /** @type {number} */
  #generation;
  /** @type {() => number} */
  #now;
  /**
   * Runtimes hold a request's signal weakly: without this a hanging request could miss its abort.
   * @type {Set<object>}
   */
  #hanging = new Set();

  /** @param {EmulatorOptions} [options] */
  constructor(options = {}) {
    this.#now = clockOf(options);
    this.#core = open(options, bytesOf);
    this.#generation = generation;
  }

  // Not async: a fault may have to throw.
  /** @type {Public['fetch']} */
  fetch = (input, init) => {
    let request;
    try {
      request = new Request(input, init);
    } catch (error) {
      return Promise.reject(error);
    }
    if (request.signal?.aborted) return Promise.reject(request.signal.reason);
    const { method, url } = request;
    const [ticket, fault] = this.#use((core) => {
      const ticket = core.receive(method, url);
      return [ticket, core.fault(ticket)];
    });
    switch (fault) {
      case 'network-error':
        return Promise.reject(new TypeError('fetch failed: emulated network error'));
      case 'reject-non-error':
        return Promise.reject('emulated rejection without an Error');
      case 'throw':
        throw new TypeError('emulated fetch that throws');
      case 'hang':
        return this.#hang(request, input);
      default:
        return this.#answer(ticket, request);
    }
  };

  /**
   * @param {string} id
   * @returns {EmulatedEntry | undefined}
   */
  entry(id) {
    if (typeof id !== 'string') return undefined;
    const entry = this.#use((core) => core.entry(id));
    return entry === undefined ? undefined : JSON.parse(entry);
  }

  /**
   * @param {Fault} fault
   * @param {number} [times]
   */
  failNext(fault, times = 1) {
    checkWhole('times', times, 0, MOST_TIMES);
    const { text = 'null' } = serialize(isObject(fault) ? plainFault(fault) : fault);
    this.#use((core) => core.failNext(text, times));
  }

  /** @returns {Public['requests']} */
  get requests() {
    return JSON.parse(this.#use((core) => core.requests()));
  }

  /**
   * @param {Request} request
   * @param {unknown} input
   * @returns {Promise<Response>}
   */
  #hang(request, input) {
    return new Promise((_, reject) => {
      const kept = { request, input };
      this.#hanging.add(kept);
      request.signal?.addEventListener('abort', () => {
        this.#hanging.delete(kept);
        reject(request.signal.reason);
      });
    });
  }

  /**
   * @param {number} ticket
   * @param {Request} request
   */
  async #answer(ticket, request) {
    const body = await bodyOf(request);
    const headers = JSON.stringify([...request.headers]);
    const now = this.#now();
    const [kind, status, responseHeaders, bytes] = this.#use((core) =>
      core.answer(ticket, request.method, request.url, headers, body, now),
    );
    if (kind === 'lost-response') throw new TypeError('fetch failed: emulated loss of the response');
    const hasBody = request.method !== 'HEAD' && !WITHOUT_BODY.includes(status);
    const content = kind === 'truncated-body' ? breaking(bytes) : bytes;
    return new Response(hasBody ? content : null, { status, headers: responseHeaders });
  }

  /**
   * What it holds is gone with the instance that it was made in.
   * @template T
   * @param {(core: Emulator) => T} work
   * @returns {T}
   */
  #use(work) {
    if (this.#generation === generation) return guarded(() => work(this.#core));
    throw new WebAssemblyError('trap', 'the emulator was lost when the WebAssembly broke off; make another one.');
  }
}

/** @type {typeof import('../emulator.js').applyPatches} */
export function applyPatches(entry, request, options = {}) {
  const now = clockOf(options);
  // That the keys are there is all that counts.
  const core = open(options, () => NO_BYTES);
  const of = generation;
  try {
    const before = serialize(entry);
    if (before.issue) return refusal(`entry: ${before.issue.message}`);
    const patches = serialize(request);
    if (patches.issue) return refusal(patches.issue.message);
    const at = now();
    return JSON.parse(guarded(() => core.applyPatches(before.text, patches.text, at)));
  } finally {
    // A trap has taken it along.
    if (of === generation) core.free();
  }
}

/** @param {string} message */
function refusal(message) {
  return { conflict: { status: 400, message } };
}

/**
 * The wasm's side of an emulator. Copies all it is given.
 * @param {EmulatorOptions} options
 * @param {(file: Uint8Array, key: string) => Uint8Array} bytes
 */
function open(options, bytes) {
  const { files } = options;
  /** @type {Record<string, unknown>} */
  const given = {};
  for (const name of JSON_OPTIONS) {
    given[name] = options[name];
    if (typeof given[name] === 'function' || typeof given[name] === 'symbol') fail(name, 'an object', given[name]);
  }
  if (files !== undefined) {
    if (!isObject(files)) fail('files', 'an object', files);
    given.files = {};
  }
  const { text, issue } = serialize(given);
  if (issue) throw new TypeError(`options: ${issue.message}`);
  /** @type {[string, Uint8Array][]} */
  const stored = Object.entries(files ?? {}).map(([key, file]) => [key, bytes(file, key)]);
  return guarded(() => {
    const core = new Emulator(text);
    for (const [key, file] of stored) core.addFile(key, file);
    return core;
  });
}

/** @param {EmulatorOptions} options */
function clockOf(options) {
  if (!isObject(options)) fail('options', 'an object', options);
  // Looked up at each call, for the sake of fake timers.
  const { now = () => Date.now() } = options;
  checkFunction('now', now);
  return () => Number(now());
}

/**
 * @param {Uint8Array} file
 * @param {string} key
 */
function bytesOf(file, key) {
  if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  return fail(`files.${key}`, 'a Uint8Array', file);
}

/**
 * `{ status, headers, body }`, with the headers as `fetch` would give them.
 * @param {{ status?: unknown, headers?: HeadersInit, body?: unknown }} fault
 */
function plainFault({ status, headers, body }) {
  if (headers === undefined) return { status, body };
  try {
    return { status, body, headers: [...new Headers(headers)] };
  } catch (/** @type {any} */ error) {
    throw new TypeError(`fault.headers: ${error?.message}`, { cause: error });
  }
}

/** @param {Request} request */
async function bodyOf(request) {
  const { signal } = request;
  const bytes = await new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    request.arrayBuffer().then(resolve, reject);
  });
  // The abort may have come between the last byte and here.
  if (signal?.aborted) throw signal.reason;
  return new Uint8Array(bytes);
}

/**
 * A body of which no more than these bytes arrives.
 * @param {Uint8Array} bytes
 */
function breaking(bytes) {
  let left = bytes.length > 0;
  return new ReadableStream({
    pull(controller) {
      if (left) controller.enqueue(bytes);
      else controller.error(new TypeError('terminated: emulated end of the connection'));
      left = false;
    },
  });
}
