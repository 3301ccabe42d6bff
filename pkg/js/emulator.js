/** An emulated media library behind a `fetch`. What it does is in the wasm; here are promises, streams and signals. */
import { EMULATOR_OPTIONS, UNANSWERED } from '../wasm/contract.js';
import { Emulator } from './glue.js';
import { checkFunction, checkWhole, demand, fail, isObject } from './options.js';
import { serialize } from './serialize.js';
import { NO_BYTES } from './text.js';
import { generation, guarded } from './wasm.js';
import { WebhookSender } from './webhook-sender.js';
import { WebAssemblyError } from './web-assembly-error.js';
/** @import { EmulatedEntry, EmulatorOptions, Fault, MediaLibraryEmulator as Public } from '../emulator.js' */
/** @import { Issue, PatchRequest } from '../index.js' */

export { ready } from './wasm.js';
export { WebAssemblyError } from './web-assembly-error.js';

/** As HTTP has it. */
const METHOD = /^[\w!#$%&'*+.^`|~-]+$/;
/** A Response with one of these must not have a body. */
const WITHOUT_BODY = [204, 205, 304];
const WAY_OUT = '. Jest with jsdom hides that of Node: use jest-fixed-jsdom';
const MOST_TIMES = 0xffff_ffff;

/** @implements {Public} */
export class MediaLibraryEmulator {
  /** @type {Emulator} */
  #core;
  /** @type {number} */
  #generation;
  /** @type {() => number} */
  #now;
  /** @type {WebhookSender | undefined} */
  #webhook;
  /**
   * Runtimes hold a request's signal weakly: without this a hanging request could miss its abort.
   * @type {Set<object>}
   */
  #hanging = new Set();

  /** @param {EmulatorOptions} [options] */
  constructor(options = {}) {
    // Within `fetch` it would look like a broken connection.
    for (const name of ['Request', 'Response']) demand(name, WAY_OUT);
    this.#now = clockOf(options);
    if (options.webhook !== undefined) this.#webhook = new WebhookSender(options.webhook);
    this.#core = open(options, bytesOf);
    this.#generation = generation;
  }

  // Not async: a fault may have to throw.
  /** @type {Public['fetch']} */
  fetch = (input, init) => {
    let request;
    let signal;
    try {
      [request, signal] = read(input, init);
    } catch (error) {
      return Promise.reject(error);
    }
    if (signal?.aborted) return Promise.reject(reasonOf(signal));
    const { method, url } = request;
    const [ticket, fault] = this.#use((core) => {
      const ticket = core.receive(method, url);
      return [ticket, core.fault(ticket)];
    });
    if (/** @type {readonly (string | undefined)[]} */ (UNANSWERED).includes(fault) && request.body) this.#keepBody(ticket, request, signal);
    switch (fault) {
      case 'network-error':
        return Promise.reject(new TypeError('fetch failed: emulated network error'));
      case 'reject-non-error':
        return Promise.reject('emulated rejection without an Error');
      case 'throw':
        throw new TypeError('emulated fetch that throws');
      case 'hang':
        return this.#hang(signal, [request, input, init]);
      default:
        return this.#answer(ticket, request, signal);
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
   * @param {Parameters<Public['failNext']>[2]} [options]
   */
  failNext(fault, times = 1, options = {}) {
    checkWhole('times', times, 0, MOST_TIMES);
    if (!isObject(options)) fail('options', 'an object', options);
    const { method, skip = 0 } = options;
    if (method !== undefined && !(typeof method === 'string' && METHOD.test(method))) fail('method', 'a method, like "PATCH"', method);
    checkWhole('skip', skip, 0, MOST_TIMES);
    const { text } = serialize(isObject(fault) ? plainFault(fault) : fault);
    // What gives no text is called undefined, which is no fault either.
    this.#use((core) => core.failNext(String(text), times, method, skip));
  }

  /** @returns {Public['requests']} */
  get requests() {
    return JSON.parse(this.#use((core) => core.requests()));
  }

  /** @type {Public['delivered']} */
  async delivered() {
    return (await this.#webhook?.delivered()) ?? [];
  }

  /**
   * @param {AbortSignal | undefined} signal
   * @param {unknown[]} given
   * @returns {Promise<Response>}
   */
  #hang(signal, given) {
    return new Promise((_, reject) => {
      this.#hanging.add(given);
      signal?.addEventListener('abort', () => {
        this.#hanging.delete(given);
        reject(reasonOf(signal));
      });
    });
  }

  /**
   * Nobody waits for it: a body that breaks off is none, and a trap has told the others.
   * @param {number} ticket
   * @param {Request} request
   * @param {AbortSignal | undefined} signal
   */
  #keepBody(ticket, request, signal) {
    bodyOf(request, signal).then((body) => this.#use((core) => core.keepBody(ticket, body))).catch(() => {});
  }

  /**
   * @param {number} ticket
   * @param {Request} request
   * @param {AbortSignal | undefined} signal
   */
  async #answer(ticket, request, signal) {
    const body = await bodyOf(request, signal);
    const headers = JSON.stringify([...request.headers]);
    const now = this.#now();
    const [[kind, status, responseHeaders, bytes], events] = this.#use((core) => [
      core.answer(ticket, request.method, request.url, headers, body, now),
      core.events(),
    ]);
    this.#webhook?.send(JSON.parse(events));
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
  // Before there is anything in the wasm, which a getter of the caller's could break off.
  const before = serialize(entry);
  const patches = serialize(request);
  const at = now();
  if (before.issue) return refusal(`entry: ${before.issue.message}`, []);
  if (patches.issue) return refusal(patches.issue.message, [patches.issue]);
  // That the keys are there is all that counts.
  const core = open(options, () => NO_BYTES);
  return JSON.parse(
    guarded(() => {
      const told = core.applyPatches(before.text, patches.text, at);
      core.free();
      return told;
    }),
  );
}

/**
 * @param {string} message
 * @param {Issue[]} issues
 */
function refusal(message, issues) {
  return { conflict: { status: 400, message, issues } };
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
  for (const name of EMULATOR_OPTIONS) {
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
  try {
    return { status, body, headers: [...new Headers(headers)] };
  } catch (/** @type {any} */ error) {
    throw new TypeError(`fault.headers: ${error?.message}`, { cause: error });
  }
}

/**
 * The request, and its signal: of another realm, the platform may refuse it.
 * @param {Parameters<Public['fetch']>[0]} input
 * @param {RequestInit} [init]
 * @returns {[request: Request, signal: AbortSignal | undefined]}
 */
function read(input, init) {
  try {
    const request = new Request(input, init);
    return [request, request.signal];
  } catch (error) {
    const signal = init?.signal;
    if (typeof signal?.addEventListener !== 'function') throw error;
    return [new Request(input, { ...init, signal: undefined }), signal];
  }
}

/**
 * Signals of older realms give no reason.
 * @param {AbortSignal} signal
 */
function reasonOf(signal) {
  return signal.reason ?? new DOMException('This operation was aborted', 'AbortError');
}

/**
 * @param {Request} request
 * @param {AbortSignal | undefined} signal
 */
async function bodyOf(request, signal) {
  const bytes = await new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(reasonOf(signal)));
    request.arrayBuffer().then(resolve, reject);
  });
  // The abort may have come between the last byte and here.
  if (signal?.aborted) throw reasonOf(signal);
  return new Uint8Array(bytes);
}

/**
 * A body of which no more than these bytes arrives.
 * @param {Uint8Array} bytes
 */
function breaking(bytes) {
  let left = true;
  return new ReadableStream({
    pull(controller) {
      if (left) controller.enqueue(bytes);
      else controller.error(new TypeError('terminated: emulated end of the connection'));
      left = false;
    },
  });
}
