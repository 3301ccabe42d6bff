/** What callers hand over, checked before anything is sent. Every function throws a TypeError that names the place. */

import { ECHOED } from '../wasm/contract.js';
import { attempted } from './callbacks.js';
import { MORE } from './importer.js';
import { startOf } from './text.js';
/** @import { ClientOptions, RequestHeaders, RequestOptions } from '../index.js' */
/** @import { CallDefaults, CallOptions, CallerOptions, ClientConfig } from './types.js' */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
/** What a base URL must not end in, for the client adds it. */
const API_PATH = /\/api(\/(\d{4}-\d\d|v1|beta))?$/;
/** Visible ASCII. */
const TOKEN = /^[!-~]+$/;
/** What HTTP takes as a header's name, and as its value. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const HEADER_VALUE = /^[\t -~\x80-\xff]*$/;
/** What every client takes of its runtime. */
const NEEDED = ['AbortController', 'URL', 'setTimeout', 'clearTimeout'];
/** Those that the client makes itself. */
const OWN_HEADERS = ['accept', 'authorization', 'content-type'];

/**
 * @template T
 * @param {T} value
 * @returns {value is T & object}
 */
export function isObject(value) {
  return typeof value === 'object' && value !== null;
}

/**
 * Throws what is wrong with an argument.
 * @param {string} name
 * @param {string} expected
 * @param {unknown} actual
 * @returns {never}
 */
export function fail(name, expected, actual) {
  throw new TypeError(`${name}: expected ${expected}, not ${describe(actual)}`);
}

/**
 * Throws where the runtime has no such global; `wayOut` says what to do then.
 * @param {string} name
 * @param {string} [wayOut]
 */
export function demand(name, wayOut) {
  if (!(/** @type {any} */ (globalThis))[name]) throw new TypeError(`${name}: this runtime has none${wayOut ?? ''}`);
}

/**
 * A value, as far as a message shows it.
 * @param {unknown} value
 */
function describe(value) {
  if (typeof value === 'string') return JSON.stringify(startOf(value, ECHOED));
  if (Array.isArray(value)) return 'array';
  return isObject(value) || typeof value === 'function' ? typeof value : String(value);
}

/**
 * A client's options, all but the validator's.
 * @param {ClientOptions} options
 * @returns {ClientConfig & CallDefaults}
 */
export function checkClientOptions(options) {
  for (const name of NEEDED) demand(name);
  if (!isObject(options)) fail('options', 'an object', options);
  const { baseUrl, allowInsecureHttp = false, token, fetch, headers, timeoutMs = 30_000, maxRetries = 2, onAttempt } = options;
  checkBoolean('allowInsecureHttp', allowInsecureHttp);
  checkFunction('fetch', fetch);
  checkFunction('onAttempt', onAttempt);
  return {
    baseUrl: checkBaseUrl(baseUrl, allowInsecureHttp),
    token:
      typeof token === 'function' ? token : checkToken(token, 'expected a non-empty string of visible ASCII, or a function that returns one'),
    fetch,
    onAttempt,
    headers: checkHeaders(headers),
    timeoutMs: checkTimeout(timeoutMs),
    maxRetries: checkWhole('maxRetries', maxRetries),
  };
}

/**
 * One call's options, completed by others: the client's, or those of the call that it goes on with.
 * @param {CallerOptions | undefined} options
 * @param {CallDefaults} defaults
 * @returns {CallOptions}
 */
export function checkCallOptions(options, defaults) {
  if (options === undefined) return { ...defaults };
  if (!isObject(options)) fail('options', 'an object', options);
  const { signal = defaults.signal, timeoutMs = defaults.timeoutMs, maxRetries = defaults.maxRetries } = options;
  if (signal !== undefined && !isSignal(signal)) fail('signal', 'an AbortSignal', signal);
  const headers = { ...defaults.headers, ...checkHeaders(options.headers) };
  return { signal, timeoutMs: checkTimeout(timeoutMs), maxRetries: checkWhole('maxRetries', maxRetries), headers, ...options[MORE] };
}

/**
 * Signals of other realms are not instances of this realm's class.
 * @param {AbortSignal} value
 */
function isSignal(value) {
  const listener = () => {};
  const listens = () => {
    value.addEventListener('abort', listener);
    value.removeEventListener('abort', listener);
    return typeof value.aborted === 'boolean';
  };
  return attempted(listens) === true;
}

/**
 * The origin and path prefix, without a slash at the end.
 * @param {unknown} baseUrl
 * @param {boolean} allowInsecureHttp
 */
function checkBaseUrl(baseUrl, allowInsecureHttp) {
  const text = isObject(baseUrl) ? String(baseUrl) : baseUrl;
  if (typeof text !== 'string') fail('baseUrl', 'a URL', baseUrl);
  // A URL may hold a password, so none of these messages shows it.
  let url;
  try {
    url = new URL(text);
  } catch {
    throw new TypeError('baseUrl: expected an absolute URL, like "https://server.livingdocs.io"');
  }
  if (url.username || url.password) throw new TypeError('baseUrl: must not hold credentials; use the option token');
  if (/[?#]/.test(url.href)) throw new TypeError('baseUrl: must not have a query or a fragment');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') fail('baseUrl', 'https or http', url.protocol);
  if (url.protocol === 'http:' && !allowInsecureHttp && !LOOPBACK.test(url.hostname)) {
    throw new TypeError(
      'baseUrl: http would send the token unencrypted; use https, or set allowInsecureHttp (loopback hosts need neither)',
    );
  }
  const base = url.href.replace(/\/+$/, '');
  const [added] = API_PATH.exec(base) ?? [];
  if (added) throw new TypeError(`baseUrl: must not end in "${added}", which the client adds; leave it out`);
  return base;
}

/**
 * `expected` says what the token has to be.
 * @param {unknown} token
 * @param {string} expected
 */
export function checkToken(token, expected) {
  // Nothing of the token goes into the messages.
  if (typeof token === 'string' && /^Bearer\s/i.test(token)) {
    throw new TypeError('token: must not begin with "Bearer ", which the client adds; leave it out');
  }
  if (typeof token !== 'string' || !TOKEN.test(token)) throw new TypeError(`token: ${expected}`);
  return token;
}

/**
 * What `fetch` takes as headers, as an object with names in lower case. No message shows a value, which may be secret.
 * @param {RequestHeaders} [given]
 * @returns {Record<string, string>}
 */
function checkHeaders(given = {}) {
  if (!isObject(given)) fail('headers', 'an object', given);
  const headers = new Map();
  const isList = typeof /** @type {Iterable<unknown>} */ (given)[Symbol.iterator] === 'function';
  const pairs = /** @type {Iterable<unknown>} */ (isList ? given : Object.entries(given));
  for (const pair of pairs) {
    const [name, value] = /** @type {unknown[]} */ (Array.isArray(pair) ? pair : []);
    if (typeof name !== 'string' || !HEADER_NAME.test(name)) fail('headers', 'names as HTTP has them', name);
    const key = name.toLowerCase();
    if (OWN_HEADERS.includes(key)) throw new TypeError(`headers: must not have ${key}, which the client sets`);
    if (value === undefined && !isList) continue;
    if (typeof value !== 'string' || !HEADER_VALUE.test(value)) {
      throw new TypeError(`headers.${key}: expected a string without line breaks, of characters up to U+00FF`);
    }
    headers.set(key, headers.has(key) ? `${headers.get(key)}, ${value}` : value);
  }
  return Object.fromEntries(headers);
}

/**
 * A function, where one is given.
 * @param {string} name
 * @param {unknown} value
 */
export function checkFunction(name, value) {
  if (value !== undefined && typeof value !== 'function') fail(name, 'a function', value);
}

/**
 * @param {string} name
 * @param {unknown} value
 */
export function checkBoolean(name, value) {
  if (typeof value !== 'boolean') fail(name, 'a boolean', value);
  return value;
}

/** @param {unknown} value */
function checkTimeout(value) {
  if (typeof value !== 'number' || !(value >= 0)) fail('timeoutMs', 'a number of milliseconds, 0 for none', value);
  // No timer waits so long, and none is needed.
  return value === Infinity ? 0 : value;
}

/**
 * A whole number, no larger than `to` where that is given.
 * @param {string} name
 * @param {number} value what it should be; it may be anything
 * @param {number} [from]
 * @param {number} [to]
 * @returns {number}
 */
export function checkWhole(name, value, from = 0, to) {
  if (!Number.isSafeInteger(value) || value < from || value > /** @type {number} */ (to)) {
    fail(name, `a whole number from ${from}${to ? ` to ${to}` : ''}`, value);
  }
  return value;
}

/**
 * A string that UTF-8 can carry.
 * @param {string} name
 * @param {unknown} value
 */
export function checkString(name, value) {
  if (typeof value !== 'string') fail(name, 'a string', value);
  if (/\p{Surrogate}/u.test(value)) throw new TypeError(`${name}: must not have a lone surrogate`);
  return value;
}
