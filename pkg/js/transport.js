/**
 * What the wasm has JavaScript do for one call. Whatever the caller's functions do, every promise here is settled. See
 * src/wasm/transport.rs for what each method is for.
 */
import { Attempt } from './attempt.js';
import { attempted } from './callbacks.js';
import { secretsOf } from './errors.js';
import { errorOf, eventOf } from './report.js';
import { decode, release, writeBytes, writeText } from './text.js';
import { pending, wasm } from './wasm.js';
/** @import { Failed, Transport as Interface } from 'wasm-glue' */
/** @import { CallOptions, ClientConfig } from './types.js' */

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
   * The last one that was begun.
   * @type {Attempt}
   */
  #attempt;
  /**
   * What this call is sent with.
   * @type {string[]}
   */
  #tokens;

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
    // So that what it has not is not a polluted prototype's.
    this.#options = Object.assign(Object.create(null), options);
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
    this.#attempt?.release();
    pending.delete(this);
    this.#reject(reason);
  }

  /**
   * The wasm will not go on with this call.
   * @param {Error} error
   */
  abandon(error) {
    this.reject(error);
    this.#attempt?.abort(error);
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
    const refused = this.#attempt?.ending === 401 ? this.#tokens.at(-1) : undefined;
    this.#attempt = new Attempt(this.#client, this.#options, this.#tokens, lastError, isImage);
    return this.#attempt.begin(waitMs, refused);
  }

  /** @param {number} ms */
  pause(ms) {
    this.#options.gate?.pause(ms);
  }

  /**
   * @param {string} head
   * @param {boolean} bodyMatters
   */
  send(head, bodyMatters) {
    return this.#attempt.send(head, this.#text, bodyMatters);
  }

  get ending() {
    return this.#attempt.ending;
  }

  get isTooLong() {
    return this.#attempt.answer.bytes === undefined;
  }

  get cameByNetwork() {
    return this.#attempt.cameByNetwork;
  }

  /** @param {string} header */
  read(header) {
    const came = header === '' ? this.#attempt.came : this.#attempt.header(header);
    // Of any realm: under jsdom, Node gives bytes of its own.
    const isBytes = header === '' && ArrayBuffer.isView(came);
    if (typeof came !== 'string' && !isBytes) return -1;
    // What does not fit into memory is as good as nothing.
    return attempted(() => (typeof came === 'string' ? writeText(wasm(), came) : writeBytes(wasm(), /** @type {Uint8Array} */ (came)))) ?? -1;
  }

  end() {
    release(wasm());
    return this.#attempt.end();
  }

  /**
   * @param {boolean} isImage
   * @param {boolean} isJson
   */
  result(isImage, isJson) {
    const { raw, bytes } = this.#attempt.answer;
    if (isImage) return raw;
    return isJson ? attempted(() => JSON.parse(decode(bytes))) : undefined;
  }

  /** @param {Failed} failed */
  error(failed) {
    this.#options.onFailure?.(failed[2][0] === 1);
    return errorOf(failed, this.#attempt, this.#secrets, this.#options.timeoutMs, this.#text);
  }

  /** @param {Parameters<Interface['tell']>} told */
  tell(...told) {
    const event = eventOf(told, this.#attempt, this.#secrets);
    this.#attempt.seen(() => this.#client.onAttempt?.(event));
  }

  get #secrets() {
    return secretsOf(this.#tokens);
  }
}
