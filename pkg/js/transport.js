/**
 * What the wasm has JavaScript do for one call: the clock, the caller's functions and signals, `fetch`. Whatever those do,
 * every promise here is settled. See src/wasm/transport.rs for what each method is for.
 */
import { attempted } from './callbacks.js';
import { Deadline, TIME_IS_UP, follow } from './deadline.js';
import { CODES, makeError, redact, secretsOf } from './errors.js';
import { takeIssues } from './issues.js';
import { TOKEN, isObject } from './options.js';
import { decoder, release, startOf, writeBytes, writeText } from './text.js';
import { generation, pending, wasm } from './wasm.js';

/** Endings that are no status; the numbers are those of src/wasm/transport.rs. */
const NO_ANSWER = 0;
const TIMED_OUT = 1;

/** About the most characters that a string may have. */
const LONGEST_TEXT = 5e8;
/** A message says so many code points of a reason. */
const LONGEST_REASON = 300;

const NO_BYTES = new Uint8Array(0);

/** The requests of images, by their bodies: Node holds a Request's signal weakly, so that an abort would miss the body. */
const requests = new WeakMap();

export class Transport {
  #client;
  #options;
  #resolve;
  #reject;
  /** Of what is waited for. */
  #deadline;
  #controller;
  /** For an image: aborted along with the caller's signal. Not to be had everywhere. */
  #either;
  #started;
  /** `{ raw, status, bytes }`, as far as it has come. */
  #answer;
  /** What the wasm reads: a text, or bytes. */
  #came;
  #cause;
  /** What this call is sent with. */
  #tokens;
  #generation = generation;
  /** What the attempt before failed with. */
  #lastError;
  ending;

  /** `client`: `{ token, fetch, onAttempt }`; `options`: one call's, checked and completed. */
  constructor(client, options, resolve, reject) {
    this.#client = client;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#tokens = typeof client.token === 'string' ? [client.token] : [];
    pending.add(this);
  }

  resolve(value) {
    pending.delete(this);
    this.#resolve(value);
  }

  reject(reason) {
    this.#deadline?.release();
    pending.delete(this);
    this.#reject(reason);
  }

  /** The wasm will not go on with this call. */
  abandon(error) {
    this.reject(error);
    this.#controller?.abort(error);
  }

  get maxRetries() {
    const { stop, maxRetries } = this.#options;
    // The wasm holds 32 bits.
    return stop?.aborted ? 0 : Math.min(maxRetries, 0xffffffff);
  }

  get isHeard() {
    return this.#client.onAttempt !== undefined;
  }

  begin(waitMs, lastError, isImage) {
    this.#lastError = lastError;
    try {
      const { gate, signal } = this.#options;
      const mayGo = lastError === undefined && !(gate?.msLeft > 0) && !signal?.aborted;
      if (!mayGo || typeof this.#client.token === 'function') return this.#beginLater(waitMs, isImage);
      this.#start(isImage);
      return undefined;
    } catch (error) {
      // Of a foreign signal.
      return Promise.reject(error);
    }
  }

  async #beginLater(waitMs, isImage) {
    const { gate, stop, left, signal } = this.#options;
    if (waitMs > 0) {
      this.#deadline = new Deadline(waitMs, stop ?? signal);
      await this.#deadline.elapsed();
    }
    // A job that was begun goes on when its source fails, but is not repeated.
    const end = this.#lastError === undefined ? left : stop;
    await gate?.wait(end);
    this.#check(end);
    this.#start(isImage);
    this.#deadline.check();
    if (typeof this.#client.token === 'function') await this.#ask();
  }

  #start(isImage) {
    const { signal } = this.#options;
    this.#startClock();
    this.#controller = new AbortController();
    // `any` hears nothing of signals of other kinds.
    this.#either = isImage && signal instanceof AbortSignal ? attempted(() => AbortSignal.any([signal, this.#controller.signal])) : undefined;
  }

  #startClock() {
    const { signal, timeoutMs } = this.#options;
    this.#started = Date.now();
    this.#deadline = new Deadline(timeoutMs, signal);
  }

  /** Throws once a bulk call is at its `end`: nothing more is sent. */
  #check(end) {
    if (end?.aborted) throw this.#lastError ?? end.reason;
  }

  async #ask() {
    const { left } = this.#options;
    const leaving = new Deadline(0, left);
    let token;
    try {
      token = await this.#deadline.race(() => leaving.race(this.#client.token));
    } finally {
      leaving.release();
      this.#check(left);
    }
    if (token === TIME_IS_UP) return this.#timeOut();
    if (typeof token !== 'string' || !TOKEN.test(token)) {
      throw new TypeError('token: the function must return a non-empty string of visible ASCII');
    }
    this.#tokens.push(token);
    this.#end(200, token);
  }

  request(method, url, body) {
    const signal = this.#either ?? this.#controller.signal;
    try {
      return new Request(url, { method, signal, body: body || undefined });
    } catch (cause) {
      return this.#fail(cause);
    }
  }

  pause(ms) {
    this.#options.gate?.pause(ms);
  }

  async send(request, isImage, bodyMatters) {
    const { gate, left } = this.#options;
    const answer = { bytes: NO_BYTES };
    this.#answer = answer;
    let isWhole = false;
    // Whoever aborts a call in the breath that makes it has nothing sent.
    await undefined;
    // The server may have asked for a rest since the attempt was begun, while its token was asked for, say.
    while (gate?.msLeft > 0 && !left.aborted) {
      this.#deadline.release();
      await gate.wait(left);
      this.#startClock();
    }
    this.#check(left);
    try {
      this.#deadline.check();
      isWhole = (await this.#deadline.race(() => this.#fetch(request, isImage, answer))) !== TIME_IS_UP;
      if (!isWhole) this.#timeOut();
    } catch (cause) {
      const { signal } = this.#options;
      if (signal?.aborted) {
        this.#controller.abort(signal.reason);
        throw signal.reason;
      }
      this.#fail(cause);
    }
    const { status, bytes } = answer;
    // Where the status alone decides, a body that breaks off changes nothing.
    if (isWhole || status >= 300 || (status && !bodyMatters)) this.#end(status, bytes);
    if (isWhole && isImage) this.#keep(request, answer);
  }

  #fail(cause) {
    this.#cause = cause;
    this.#end(NO_ANSWER, describe(cause));
  }

  read(header) {
    const came = header === '' ? this.#came : this.#seen(() => this.#answer.raw.headers.get(header));
    const isBytes = header === '' && came instanceof Uint8Array;
    if (typeof came !== 'string' && !isBytes) return -1;
    // What does not fit into memory is as good as nothing.
    return attempted(() => (isBytes ? writeBytes : writeText)(wasm(), came)) ?? -1;
  }

  end() {
    this.#deadline.release();
    release(wasm());
    return Date.now() - this.#started;
  }

  result(isImage, isJson) {
    const { raw, bytes } = this.#answer;
    if (isImage) return raw;
    return isJson ? attempted(() => JSON.parse(decoder.decode(bytes))) : undefined;
  }

  error([kind, [heading, reason, method, url], [isUnknown, status, currentVersion, sentVersion, retryAfterMs]]) {
    const code = CODES[kind];
    const outcomeUnknown = isUnknown > 0;
    const secrets = this.#secrets;
    // Cut only where no part of a token stays.
    const message = redact(heading, secrets) + (reason ? `: ${startOf(redact(reason, secrets), LONGEST_REASON)}` : '');
    const { timeoutMs } = this.#options;
    // Each class keeps what is its own.
    const parts = { code, message, method, status, currentVersion, sentVersion, retryAfterMs, outcomeUnknown, timeoutMs, secrets };
    if (url) parts.url = redact(url, secrets);
    if (code === 'validation') parts.issues = takeIssues(wasm());
    if (code === 'connection') parts.cause = this.#cause;
    if (status !== undefined) {
      const { raw, bytes } = this.#answer;
      // Node ends the process where a text would be far too long.
      if (bytes.length < LONGEST_TEXT) {
        parts.body = attempted(() => decoder.decode(bytes));
      }
      parts.headers = this.#seen(() => {
        const { headers } = raw;
        return typeof headers.get === 'function' ? headers : undefined;
      });
    }
    return makeError(parts);
  }

  tell(method, url, attempt, durationMs, status, retryInMs, error) {
    const event = { method, url: redact(url, this.#secrets), attempt, durationMs };
    if (status > 0) event.status = status;
    if (retryInMs >= 0) event.retryInMs = retryInMs;
    if (error !== undefined) event.error = error;
    this.#seen(() => this.#client.onAttempt(event));
  }

  /** What a foreign function gives, see `attempted`. Where it met a trap, there is no wasm left to go back to. */
  #seen(look) {
    const seen = attempted(look);
    if (this.#generation !== generation) throw new Error('gone');
    return seen;
  }

  get #secrets() {
    return secretsOf(this.#tokens);
  }

  #end(ending, came) {
    this.ending = ending;
    this.#came = came;
  }

  /** Nobody waits for what is still to come. */
  #timeOut() {
    this.#controller.abort();
    this.#end(TIMED_OUT, `no answer within ${Math.ceil(this.#options.timeoutMs)} ms`);
  }

  /** Sends the request once, and keeps what comes in `answer`, as far as it can be read. */
  async #fetch(request, isImage, answer) {
    const fetch = this.#client.fetch ?? globalThis.fetch;
    if (typeof fetch !== 'function') throw new TypeError('this runtime has no fetch; give one as an option');
    const raw = await fetch(request);
    const status = attempted(() => raw.status);
    // 0 is that of an opaque answer.
    if (typeof status !== 'number' || !(status >= 200 && status < 1000)) {
      throw new TypeError('fetch resolved to something that is not a Response', { cause: raw });
    }
    Object.assign(answer, { raw, status });
    if (isImage && status < 300) return;
    const buffer = await raw.arrayBuffer();
    if (!isObject(buffer)) throw new TypeError('arrayBuffer() resolved to something that is not an ArrayBuffer');
    answer.bytes = new Uint8Array(buffer);
  }

  /** The caller reads the image's body, and may abort that too. */
  #keep(request, { raw, status }) {
    const { signal } = this.#options;
    const body = attempted(() => raw.body);
    if (isObject(body)) requests.set(body, request);
    if (status >= 300 || !signal || this.#either) return;
    follow(this.#controller, signal);
  }
}

/** What a foreign error says of itself, and of what it was caused by. */
function describe(cause) {
  const message = typeof cause === 'string' ? cause : attempted(() => cause.message);
  if (typeof message !== 'string') return undefined;
  const inner = attempted(() => cause.cause.message);
  return typeof inner === 'string' && inner !== '' ? `${message}: ${inner}` : message;
}
