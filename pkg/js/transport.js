/**
 * What the wasm has JavaScript do for one call: the clock, the caller's functions and signals, `fetch`. Whatever those do,
 * every promise here is settled. See src/wasm/transport.rs for what each method is for.
 */
import { CODES, HIDDEN_REDIRECT, NO_ANSWER, TIMED_OUT } from '../wasm/contract.js';
import { attempted } from './callbacks.js';
import { now } from './clock.js';
import { Deadline, TIME_IS_UP, onAbort } from './deadline.js';
import { LONGEST_REASON, makeError, redact, secretsOf } from './errors.js';
import { takeIssues } from './issues.js';
import { describeCause } from './media-library-error.js';
import { checkToken, isObject } from './options.js';
import { drain, readAnswer, send } from './send.js';
import { NO_BYTES, decode, release, startOf, writeBytes, writeText } from './text.js';
import { generation, pending, wasm } from './wasm.js';
/** @import { Answer, AsksToken, CallOptions, ClientConfig, ErrorParts, Made } from './types.js' */
/** @import { Failed, Transport as Interface } from 'wasm-glue' */
/** @import { AttemptEvent, MediaLibraryFailure } from '../index.js' */

/**
 * What ends the body of an image where `AbortSignal.any` does not, by that body: both go together.
 * @type {WeakMap<object, AbortController>}
 */
const readers = new WeakMap();
/** @type {FinalizationRegistry<() => void> | undefined} */
const ended = globalThis.FinalizationRegistry && new FinalizationRegistry((release) => release());

/** @implements {Interface} */
export class Transport {
  /** @type {ClientConfig} */
  #client;
  /** @type {CallOptions} */
  #options;
  /**
   * What is sent, where anything is: the very text that the wasm has judged.
   * @type {string | undefined}
   */
  #text;
  /** @type {(value: any) => void} */
  #resolve;
  /** @type {(reason: unknown) => void} */
  #reject;
  /**
   * Of what is waited for.
   * @type {Deadline}
   */
  #deadline;
  /** @type {AbortController} */
  #controller;
  /**
   * For an image: aborted along with the caller's signal. Not to be had everywhere.
   * @type {AbortSignal | undefined}
   */
  #either;
  /** @type {number} */
  #started;
  /**
   * `{ raw, status, bytes }`, as far as it has come; `bytes` stays undefined where there are too many.
   * @type {Answer}
   */
  #answer = /** @type {Answer} */ ({});
  /**
   * What the wasm reads: a text, or bytes.
   * @type {unknown}
   */
  #came;
  /** @type {unknown} */
  #cause;
  /**
   * What this call is sent with.
   * @type {string[]}
   */
  #tokens;
  #generation = generation;
  /**
   * What the attempt before failed with.
   * @type {unknown}
   */
  #lastError;
  /** @type {number} */
  ending;

  /**
   * `client`: `{ token, fetch, onAttempt }`; `options`: one call's, checked and completed; `text`: what is sent.
   * @param {ClientConfig} client
   * @param {CallOptions} options
   * @param {string | undefined} text
   * @param {(value: any) => void} resolve
   * @param {(reason: unknown) => void} reject
   */
  constructor(client, options, text, resolve, reject) {
    this.#client = client;
    this.#options = options;
    this.#text = text;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#tokens = typeof client.token === 'string' ? [client.token] : [];
    pending.add(this);
  }

  /** @param {unknown} value */
  resolve(value) {
    pending.delete(this);
    this.#resolve(value);
  }

  /** @param {unknown} reason */
  reject(reason) {
    this.#deadline?.release();
    pending.delete(this);
    this.#reject(reason);
  }

  /**
   * The wasm will not go on with this call.
   * @param {Error} error
   */
  abandon(error) {
    this.reject(error);
    this.#controller?.abort(error);
  }

  get maxRetries() {
    const { stop, maxRetries } = this.#options;
    // The wasm holds 32 bits.
    return stop?.aborted ? 0 : Math.min(maxRetries, 0xffffffff);
  }

  get sharesRest() {
    return this.#options.gate !== undefined;
  }

  get isHeard() {
    return this.#client.onAttempt !== undefined;
  }

  /**
   * @param {number} waitMs
   * @param {unknown} lastError
   * @param {boolean} isImage
   */
  begin(waitMs, lastError, isImage) {
    this.#lastError = lastError;
    try {
      const { gate, signal } = this.#options;
      const mayGo = lastError === undefined && !gate?.isShut && !signal?.aborted;
      if (!mayGo || typeof this.#client.token === 'function') return this.#beginLater(waitMs, isImage);
      this.#start(isImage);
      return undefined;
    } catch (error) {
      // Of a foreign signal.
      return Promise.reject(error);
    }
  }

  /**
   * @param {number} waitMs
   * @param {boolean} isImage
   */
  async #beginLater(waitMs, isImage) {
    const { gate, stop, left, signal } = this.#options;
    if (waitMs > 0) {
      this.#deadline = new Deadline(waitMs, stop ?? signal);
      await this.#deadline.elapsed();
    }
    // A job that was begun goes on when its source fails, but is not repeated.
    const end = this.#lastError === undefined ? left : stop;
    await gate?.wait(end ?? signal);
    this.#check(end);
    const refused = this.ending === 401 ? this.#tokens.at(-1) : undefined;
    this.#start(isImage);
    this.#deadline.check();
    if (typeof this.#client.token === 'function') await this.#ask(refused);
  }

  /** @param {boolean} isImage */
  #start(isImage) {
    const { signal } = this.#options;
    this.#startClock();
    this.#controller = new AbortController();
    // `AbortSignal.any` takes signals of this realm only.
    this.#either = isImage && signal instanceof AbortSignal ? attempted(() => AbortSignal.any([signal, this.#controller.signal])) : undefined;
  }

  #startClock() {
    const { signal, timeoutMs } = this.#options;
    this.#started = now();
    this.#deadline = new Deadline(timeoutMs, signal);
  }

  /**
   * Throws once a bulk call is at its `end`: nothing more is sent.
   * @param {AbortSignal | undefined} end
   */
  #check(end) {
    if (end?.aborted) throw this.#lastError ?? end.reason;
  }

  /**
   * `refused`: the token that the server has just refused.
   * @param {string | undefined} refused
   */
  async #ask(refused) {
    const { left } = this.#options;
    const { signal } = this.#controller;
    const leaving = new Deadline(0, left);
    let token;
    try {
      const client = /** @type {{ token: AsksToken }} */ (this.#client);
      token = await this.#deadline.race(() => leaving.race(() => client.token({ refused, signal })));
    } catch (error) {
      this.#controller.abort(error);
      this.#check(left);
      throw error;
    } finally {
      leaving.release();
    }
    if (token === TIME_IS_UP) return this.#timeOut();
    this.#tokens.push(checkToken(token, 'the function must return a non-empty string of visible ASCII'));
    this.#end(200, token);
  }

  /** @param {number} ms */
  pause(ms) {
    this.#options.gate?.pause(ms);
  }

  /**
   * @param {string} head
   * @param {boolean} isImage
   * @param {boolean} bodyMatters
   */
  async send(head, isImage, bodyMatters) {
    const { gate, left, signal } = this.#options;
    const answer = /** @type {Answer} */ ({});
    this.#answer = answer;
    this.#cause = undefined;
    let isWhole = false;
    // Whoever aborts a call in the breath that makes it has nothing sent.
    await undefined;
    // The server may have asked for a rest since the attempt was begun, while its token was asked for, say.
    while (gate?.isShut && !(left ?? signal)?.aborted) {
      this.#deadline.release();
      await gate.wait(left ?? signal);
      this.#startClock();
    }
    this.#check(left);
    try {
      this.#deadline.check();
      isWhole = (await this.#deadline.race(() => this.#fetch(head, isImage, bodyMatters, answer))) !== TIME_IS_UP;
      if (!isWhole) this.#timeOut();
    } catch (cause) {
      if (signal?.aborted) {
        this.#controller.abort(signal.reason);
        throw signal.reason;
      }
      this.#cause = cause;
      this.#end(NO_ANSWER, describeCause(cause));
    }
    const { status, bytes } = answer;
    // Where the status alone decides, a body that breaks off changes nothing.
    if (isWhole || status >= 300) this.#end(status, bytes);
    if (isWhole && isImage && status < 300) this.#keep(answer);
  }

  get isTooLong() {
    return this.#answer.bytes === undefined;
  }

  get cameByNetwork() {
    return this.#seen(() => this.#answer.raw.url.length > 0) === true;
  }

  /** @param {string} header */
  read(header) {
    const came = header === '' ? this.#came : this.#seen(() => headerOf(this.#answer, header));
    // Of any realm: under jsdom, Node gives bytes of its own.
    const isBytes = header === '' && ArrayBuffer.isView(came);
    if (typeof came !== 'string' && !isBytes) return -1;
    // What does not fit into memory is as good as nothing.
    return attempted(() => (typeof came === 'string' ? writeText(wasm(), came) : writeBytes(wasm(), /** @type {Uint8Array} */ (came)))) ?? -1;
  }

  end() {
    this.#deadline.release();
    release(wasm());
    return Math.max(now() - this.#started, 0);
  }

  /**
   * @param {boolean} isImage
   * @param {boolean} isJson
   */
  result(isImage, isJson) {
    const { raw, bytes } = this.#answer;
    if (isImage) return raw;
    return isJson ? attempted(() => JSON.parse(decode(bytes))) : undefined;
  }

  /** @param {Failed} parts */
  error([kind, [heading, reason, method, url], [isUnknown, status, currentVersion, sentVersion, retryAfterMs]]) {
    const code = CODES[kind];
    const outcomeUnknown = isUnknown === 1;
    const secrets = this.#secrets;
    // Cut only where no part of a token stays.
    const message = redact(heading, secrets) + (reason ? `: ${startOf(redact(reason, secrets), LONGEST_REASON)}` : '');
    const { timeoutMs } = this.#options;
    // Each class keeps what is its own.
    /** @type {ErrorParts} */
    const parts = { code, message, method, status, currentVersion, sentVersion, retryAfterMs, outcomeUnknown, timeoutMs, secrets };
    if (url) parts.url = redact(url, secrets);
    if (code === 'validation') parts.issues = takeIssues(wasm());
    if (code === 'connection') parts.cause = this.#cause;
    if (status !== undefined) {
      parts.body = attempted(() => decode(this.#answer.bytes));
      parts.headers = this.#headers();
    }
    return makeError(parts);
  }

  /**
   * @param {AttemptEvent['method']} method
   * @param {string} url
   * @param {number} attempt
   * @param {number} durationMs
   * @param {number} status
   * @param {number} retryInMs
   * @param {MediaLibraryFailure | undefined} error
   */
  tell(method, url, attempt, durationMs, status, retryInMs, error) {
    /** @type {Made<AttemptEvent>} */
    const event = { method, url: redact(url, this.#secrets), attempt, durationMs };
    if (status > 0) {
      const headers = this.#headers();
      Object.assign(event, { status }, headers && { headers });
    }
    if (retryInMs >= 0) event.retryInMs = retryInMs;
    if (error !== undefined) event.error = error;
    this.#seen(() => this.#client.onAttempt?.(event));
  }

  /** The answer's headers, as they came. */
  #headers() {
    return this.#seen(() => {
      const { headers } = this.#answer.raw;
      return typeof headers.get === 'function' ? headers : undefined;
    });
  }

  /**
   * What a foreign function gives, see `attempted`. Where it met a trap, there is no wasm left to go back to.
   * @template T
   * @param {() => T} look
   */
  #seen(look) {
    const seen = attempted(look);
    if (this.#generation !== generation) throw new Error('gone');
    return seen;
  }

  get #secrets() {
    return secretsOf(this.#tokens);
  }

  /**
   * @param {number} ending
   * @param {unknown} came
   */
  #end(ending, came) {
    this.ending = ending;
    this.#came = came;
  }

  /** Nobody waits for what is still to come. */
  #timeOut() {
    this.#controller.abort();
    this.#end(TIMED_OUT, `no answer within ${Math.ceil(this.#options.timeoutMs)} ms`);
  }

  /**
   * Sends the request once, and keeps what comes in `answer`, as far as it is wanted.
   * @param {string} head
   * @param {boolean} isImage
   * @param {boolean} bodyMatters
   * @param {Answer} answer
   */
  async #fetch(head, isImage, bodyMatters, answer) {
    const { method, url, headers } = parse(head, this.#options.headers);
    const { signal } = this.#controller;
    /** @type {RequestInit} */
    const init = { method, headers, signal: this.#either ?? signal, redirect: 'manual' };
    if (this.#text !== undefined) init.body = this.#text;
    if (TAKES_CACHE && this.#options.isFresh) init.cache = 'no-store';
    Object.assign(answer, await send(this.#client.fetch ?? globalThis.fetch, url, init));
    const { raw, status } = answer;
    const isSuccess = status >= 200 && status < 300;
    if (status === HIDDEN_REDIRECT || (isSuccess && !bodyMatters)) answer.bytes = NO_BYTES;
    if (isSuccess && isImage) return;
    if (answer.bytes) drain(raw, this.#controller);
    else answer.bytes = await readAnswer(raw, signal);
  }

  /**
   * The caller reads the image's body, and may abort that too; as long as there is a body.
   * @param {Answer} answer
   */
  #keep({ raw }) {
    const { signal } = this.#options;
    const body = attempted(() => raw.body);
    if (!signal || this.#either || !isObject(body)) return;
    const controller = this.#controller;
    readers.set(body, controller);
    const weak = new WeakRef(controller);
    ended?.register(controller, onAbort(signal, () => weak.deref()?.abort(attempted(() => signal.reason))));
  }
}

/**
 * What `HttpRequest::head` in src/http.rs writes, with `more` headers.
 * @param {string} head
 * @param {Record<string, string>} more
 */
function parse(head, more) {
  const [first, ...lines] = head.split('\n');
  const [method, url] = first.split(' ');
  const headers = { ...more };
  for (const line of lines) {
    const [name, value] = line.split(': ');
    headers[name] = value;
  }
  return { method, url, headers };
}

/**
 * Of a redirect that was followed, its end stands for the header that is gone; browsers hide both.
 * @param {Answer} answer
 * @param {string} name
 */
function headerOf({ raw, status }, name) {
  if (status !== HIDDEN_REDIRECT || name !== 'location') return raw.headers.get(name);
  return raw.type === 'opaqueredirect' ? null : raw.url || null;
}
