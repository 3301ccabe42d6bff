/**
 * What the wasm has JavaScript do for one call: the clock, the caller's functions and signals, `fetch`. Whatever those do,
 * every promise here is settled.
 */
import { makeError } from './errors.js';
import { decoder, takeOutput } from './text.js';
import { pending, wasm } from './wasm.js';

/** How something ended; the numbers are those of src/wasm/transport.rs. */
const DONE = 0;
const NO_ANSWER = 1;
const TIMED_OUT = 2;
const THROWN = 3;

/** The most that runtimes' timers take. */
const LONGEST_MS = 2_147_483_647;
/** Visible ASCII. */
const TOKEN = /^[!-~]+$/;
const TIME_IS_UP = {};
const NO_BYTES = new Uint8Array(0);

/** Ends what runs beside it when the signal is aborted or the time is up. Leaves no timer and no listener behind. */
class Deadline {
  #early;
  #end;
  #timer;
  #signal;

  /** No limit where `ms` is 0. */
  constructor(ms, signal) {
    this.#early = new Promise((resolve) => {
      this.#end = resolve;
    });
    this.#signal = signal;
    if (ms > 0) this.#timer = setTimeout(this.#end, Math.min(ms, LONGEST_MS), TIME_IS_UP);
    // An aborted one would never call.
    if (signal?.aborted) this.#end();
    signal?.addEventListener('abort', this.#end);
  }

  /** How `work` ended, with what it gave; or what ended it early. A late rejection of it is raised nowhere. */
  async race(work) {
    let ending;
    try {
      const value = await Promise.race([this.#early, work]);
      ending = value === TIME_IS_UP ? [TIMED_OUT] : [DONE, value];
    } catch (cause) {
      ending = [NO_ANSWER, cause];
    }
    return this.#signal?.aborted ? [THROWN, this.#signal.reason] : ending;
  }

  /** Ends when the time is up, or with the signal's reason. */
  async elapsed() {
    await this.#early;
    this.release();
    if (this.#signal?.aborted) throw this.#signal.reason;
  }

  release() {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#end);
  }
}

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
  #raw;
  #bytes;

  /** `client`: `{ token, fetch, onAttempt }`; `options`: one call's, checked and completed. */
  constructor(client, options, resolve, reject) {
    this.#client = client;
    this.#options = options;
    this.#resolve = resolve;
    this.#reject = reject;
    pending.add(this);
  }

  resolve(value) {
    pending.delete(this);
    this.#resolve(value);
  }

  reject(reason) {
    pending.delete(this);
    this.#reject(reason);
  }

  /** The wasm will not go on with this call. */
  abandon(error) {
    this.#deadline?.release();
    this.#controller?.abort(error);
    this.reject(error);
  }

  get timeoutMs() {
    return this.#options.timeoutMs;
  }

  get maxRetries() {
    return this.#options.maxRetries;
  }

  get isStopped() {
    return this.#options.stop?.aborted === true;
  }

  get stopReason() {
    return this.#options.stop.reason;
  }

  check() {
    const { signal } = this.#options;
    if (signal?.aborted) throw signal.reason;
  }

  pass() {
    const opened = this.#options.gate?.wait();
    return opened && this.#unlessAborted(opened);
  }

  pause(ms) {
    this.#options.gate?.pause(ms);
  }

  async wait(ms) {
    const { stop, signal } = this.#options;
    if (ms <= 0) return;
    try {
      this.#deadline = new Deadline(ms, stop ?? signal);
      await this.#deadline.elapsed();
    } catch (reason) {
      if (!this.isStopped) throw reason;
    }
  }

  begin(isImage) {
    const { signal, timeoutMs } = this.#options;
    this.#started = Date.now();
    this.#deadline = new Deadline(timeoutMs, signal);
    this.#controller = new AbortController();
    this.#either = isImage && signal ? AbortSignal.any?.([signal, this.#controller.signal]) : undefined;
    return this.#either ?? this.#controller.signal;
  }

  end() {
    this.#deadline.release();
    return Date.now() - this.#started;
  }

  async token() {
    const { token } = this.#client;
    if (typeof token === 'string') return [DONE, token];
    // What it throws is thrown on.
    const [kind, value] = await this.#deadline.race(token());
    if (kind === NO_ANSWER) return [THROWN, value];
    if (kind !== DONE || (typeof value === 'string' && TOKEN.test(value))) return [kind, value];
    return [THROWN, new TypeError('token: the function must return a non-empty string of visible ASCII')];
  }

  async send(request, isImage, bodyMatters) {
    const ending = await this.#fetch(request, isImage, bodyMatters);
    const [kind, value] = ending;
    if (kind === NO_ANSWER) return [kind, value, describe(value)];
    if (kind === THROWN) this.#controller.abort(value);
    if (kind === TIMED_OUT) this.#controller.abort();
    if (kind === DONE && isImage) this.#keep(request, value);
    return ending;
  }

  result(isImage, isJson) {
    if (isImage) return this.#raw;
    return isJson ? JSON.parse(decoder.decode(this.#bytes)) : undefined;
  }

  error([code, message, place, status, currentVersion, sentVersion, retryAfterMs, outcomeUnknown, secrets], cause) {
    const [method, url] = place ?? [];
    const parts = { code, message, method, url, status, currentVersion, sentVersion, retryAfterMs, outcomeUnknown, secrets };
    if (code === 'validation') parts.issues = takeOutput(wasm());
    if (code === 'timeout') parts.timeoutMs = this.timeoutMs;
    if (status === undefined) return makeError(parts, cause);
    parts.body = new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#bytes);
    return makeError(parts, cause, attempted(() => this.#raw.headers));
  }

  tell([method, url, attempt, durationMs, status, retryInMs], error) {
    const event = { method, url, attempt, durationMs };
    if (status !== undefined) event.status = status;
    if (retryInMs !== undefined) event.retryInMs = retryInMs;
    if (error !== undefined) event.error = error;
    this.#client.onAttempt?.(event);
  }

  /** Resolves with `work`; rejects with the signal's reason. */
  async #unlessAborted(work) {
    this.#deadline = new Deadline(0, this.#options.signal);
    const [kind, value] = await this.#deadline.race(work);
    this.#deadline.release();
    if (kind === THROWN) throw value;
  }

  /** Sends the request once, and reads what comes, as far as it can be read. */
  async #fetch(request, isImage, bodyMatters) {
    const fetch = this.#client.fetch ?? globalThis.fetch;
    if (typeof fetch !== 'function') return [NO_ANSWER, new TypeError('this runtime has no fetch; give one as an option')];
    let answer;
    try {
      answer = fetch(request);
    } catch (cause) {
      return [NO_ANSWER, cause];
    }
    const [kind, raw] = await this.#deadline.race(answer);
    if (kind !== DONE) return [kind, raw];
    const status = attempted(() => raw.status);
    // 0 is that of an opaque answer.
    if (typeof status !== 'number' || !(status >= 200 && status < 1000)) return [NO_ANSWER, notAResponse(raw)];
    this.#raw = raw;
    this.#bytes = NO_BYTES;
    const isSuccess = status < 300;
    if (!(isSuccess && isImage)) {
      const [kind, value] = await this.#body(raw);
      if (kind === THROWN) return [kind, value];
      // Where the status alone decides, a body that breaks off changes nothing.
      if (kind !== DONE && isSuccess && bodyMatters) return [kind, value];
      // Nobody waits for the rest of it.
      if (kind === TIMED_OUT) this.#controller.abort();
      if (kind === DONE) this.#bytes = value;
    }
    const header = (name) => attempted(() => raw.headers.get(name));
    return [DONE, status, this.#bytes, header('retry-after'), header('retry-after-ms')];
  }

  async #body(raw) {
    try {
      const [kind, buffer] = await this.#deadline.race(raw.arrayBuffer());
      if (kind !== DONE) return [kind, buffer];
      if (typeof buffer === 'object' && buffer !== null) return [DONE, new Uint8Array(buffer)];
      return [NO_ANSWER, new TypeError('arrayBuffer() resolved to something that is not an ArrayBuffer')];
    } catch (cause) {
      return [NO_ANSWER, cause];
    }
  }

  /** The caller reads the image's body, and may abort that too. */
  #keep(request, status) {
    const { signal } = this.#options;
    const body = attempted(() => this.#raw.body);
    if (typeof body === 'object' && body !== null) requests.set(body, request);
    if (status >= 300 || !signal || this.#either) return;
    const controller = this.#controller;
    signal.addEventListener('abort', () => controller.abort(signal.reason));
  }
}

/** What `look` sees of a foreign object; undefined where that throws. */
function attempted(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function notAResponse(raw) {
  const error = new TypeError('fetch resolved to something that is not a Response');
  error.cause = raw;
  return error;
}

/** What a foreign error says of itself, and of what it was caused by. */
function describe(cause) {
  if (typeof cause === 'string') return cause;
  const message = attempted(() => cause.message);
  const inner = attempted(() => cause.cause.message);
  return typeof message === 'string' && typeof inner === 'string' && inner !== '' ? `${message}: ${inner}` : message;
}
