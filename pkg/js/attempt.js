/** One attempt of a call: the wait before it, the token, the request, and what comes of that. */
import { HIDDEN_REDIRECT, NO_ANSWER, TIMED_OUT } from '../wasm/contract.js';
import { attempted } from './callbacks.js';
import { now } from './clock.js';
import { Deadline, TIME_IS_UP } from './deadline.js';
import { abortBodyWith } from './image-body.js';
import { describeCause } from './media-library-error.js';
import { checkToken } from './options.js';
import { drain, readAnswer, send } from './send.js';
import { NO_BYTES } from './text.js';
import { generation } from './wasm.js';
/** @import { Answer, AsksToken, CallOptions, ClientConfig } from './types.js' */

export class Attempt {
  /** @type {ClientConfig} */
  #client;
  /** @type {CallOptions} */
  #options;
  /** @type {string[]} */
  #tokens;
  /**
   * What the attempt before failed with.
   * @type {unknown}
   */
  #lastError;
  /** @type {boolean} */
  #isImage;
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
  #generation = generation;
  /**
   * A status, which is 200 for a token; or another ending of the contract.
   * @type {number}
   */
  ending;
  /**
   * What else came: the token, the answer's body, or why there is none.
   * @type {unknown}
   */
  came;
  /** @type {unknown} */
  cause;
  /**
   * `{ raw, status, bytes }`, as far as it has come; `bytes` stays undefined where there are too many, and is not a polluted
   * prototype's.
   * @type {Answer}
   */
  answer = /** @type {Answer} */ ({ bytes: undefined });

  /**
   * `client`: `{ token, fetch }`; `options`: one call's, checked and completed; `tokens`: those that the call was sent with.
   * @param {ClientConfig} client
   * @param {CallOptions} options
   * @param {string[]} tokens
   * @param {unknown} lastError
   * @param {boolean} isImage
   */
  constructor(client, options, tokens, lastError, isImage) {
    this.#client = client;
    this.#options = options;
    this.#tokens = tokens;
    this.#lastError = lastError;
    this.#isImage = isImage;
  }

  /**
   * Begins it, see src/wasm/transport.rs. `refused`: the token that the server has just refused.
   * @param {number} waitMs
   * @param {string | undefined} refused
   */
  begin(waitMs, refused) {
    try {
      if (this.#lastError !== undefined || typeof this.#client.token === 'function') return this.#beginLater(waitMs, refused);
      // Whether it may go, a rest or an abort, is looked at before it is sent.
      this.#start();
      return undefined;
    } catch (error) {
      // Of a foreign signal.
      return Promise.reject(error);
    }
  }

  /**
   * @param {number} waitMs
   * @param {string | undefined} refused
   */
  async #beginLater(waitMs, refused) {
    const { gate, stop, left, signal } = this.#options;
    if (waitMs > 0) {
      this.#deadline = new Deadline(waitMs, stop ?? signal);
      await this.#deadline.elapsed();
    }
    // A job that was begun goes on when its source fails, but is not repeated.
    const end = this.#lastError === undefined ? left : stop;
    await gate?.wait(end ?? signal);
    this.#check(end);
    this.#start();
    this.#deadline.check();
    if (typeof this.#client.token === 'function') await this.#ask(refused);
  }

  #start() {
    const { signal } = this.#options;
    this.#startClock();
    this.#controller = new AbortController();
    // `AbortSignal.any` takes signals of this realm only.
    if (!this.#isImage || !(signal instanceof AbortSignal)) return;
    this.#either = attempted(() => AbortSignal.any([signal, this.#controller.signal]));
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

  /** @param {string | undefined} refused */
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

  /**
   * Sends a request with this head, see src/wasm/transport.rs.
   * @param {string} head
   * @param {string | undefined} body
   * @param {boolean} bodyMatters
   */
  async send(head, body, bodyMatters) {
    const { gate, left, signal } = this.#options;
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
      isWhole = (await this.#deadline.race(() => this.#fetch(head, body, bodyMatters))) !== TIME_IS_UP;
      if (!isWhole) this.#timeOut();
    } catch (cause) {
      if (signal?.aborted) {
        this.#controller.abort(signal.reason);
        throw signal.reason;
      }
      this.cause = cause;
      this.#end(NO_ANSWER, describeCause(cause));
    } finally {
      if (!isWhole) this.#letGo();
    }
    const { raw, status, bytes } = this.answer;
    // Where the status alone decides, a body that breaks off changes nothing.
    if (isWhole || status >= 300) this.#end(status, bytes);
    const isImage = isWhole && this.#isImage && status < 300;
    if (isImage && signal && !this.#either) abortBodyWith(signal, attempted(() => raw.body), this.#controller);
  }

  /**
   * Sends the request once, and keeps what comes, as far as it is wanted.
   * @param {string} head
   * @param {string | undefined} body
   * @param {boolean} bodyMatters
   */
  async #fetch(head, body, bodyMatters) {
    const { method, url, headers } = parse(head, this.#options.headers);
    const { signal } = this.#controller;
    /** @type {RequestInit} */
    const init = { method, headers, signal: this.#either ?? signal, redirect: 'manual' };
    if (body !== undefined) init.body = body;
    if (TAKES_CACHE && this.#options.isFresh) init.cache = 'no-store';
    const { raw, status } = Object.assign(this.answer, await send(this.#client.fetch ?? globalThis.fetch, url, init));
    const isSuccess = status >= 200 && status < 300;
    if (status === HIDDEN_REDIRECT || (isSuccess && !bodyMatters)) this.answer.bytes = NO_BYTES;
    if (isSuccess && this.#isImage) return;
    if (this.answer.bytes) drain(raw, this.#controller);
    else this.answer.bytes = await readAnswer(raw, signal);
  }

  /**
   * A header of the answer.
   * @param {string} name
   */
  header(name) {
    return this.seen(() => headerOf(this.answer, name));
  }

  /** Whether the answer has a URL; one that was made by hand has none. */
  get cameByNetwork() {
    return this.seen(() => this.answer.raw.url.length > 0) === true;
  }

  /** The answer's headers, as they came. */
  get headers() {
    return this.seen(() => {
      const { headers } = this.answer.raw;
      return typeof headers.get === 'function' ? headers : undefined;
    });
  }

  /**
   * What a foreign function gives, see `attempted`. Where it met a trap, there is no wasm left to go back to.
   * @template T
   * @param {() => T} look
   */
  seen(look) {
    const seen = attempted(look);
    if (this.#generation !== generation) throw new Error('gone');
    return seen;
  }

  /** Ends it; gives its milliseconds. */
  end() {
    this.release();
    return Math.max(now() - this.#started, 0);
  }

  /** Waits for nothing any more. */
  release() {
    this.#deadline?.release();
  }

  /**
   * Lets go of the request, too.
   * @param {Error} reason
   */
  abort(reason) {
    this.#controller?.abort(reason);
  }

  /**
   * @param {number} ending
   * @param {unknown} came
   */
  #end(ending, came) {
    this.ending = ending;
    this.came = came;
  }

  /**
   * Keeps no more than the head of an answer that did not come whole: the error's stack holds this attempt, and workerd, which holds
   * the error as long as there is the body, could never free them.
   */
  #letGo() {
    const { raw } = this.answer;
    this.answer.raw = /** @type {Response} */ (attempted(() => ({ headers: raw.headers, url: raw.url, type: raw.type })));
  }

  /** Nobody waits for what is still to come. */
  #timeOut() {
    this.#controller.abort();
    this.#end(TIMED_OUT, `no answer within ${Math.ceil(this.#options.timeoutMs)} ms`);
  }
}

/**
 * Reads the lines of `HttpRequest::head` in src/http.rs; `more` are headers beside them.
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
