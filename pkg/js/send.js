/** One request, sent by the caller's `fetch`, and its answer, whatever that `fetch` gives. */
import { HIDDEN_REDIRECT, LONGEST_BODY } from '../wasm/contract.js';
import { readBody } from './body.js';
import { attempted } from './callbacks.js';
import { isObject } from './options.js';
import { NO_BYTES } from './text.js';
/** @import { Answer, Fetch } from './types.js' */

/** A body that nobody waits for is read so far, and so long, since its connection can be used again then. */
const DRAINED_BYTES = 65_536;
const DRAINED_MS = 1_000;

/**
 * `{ raw, status }`: an answer of which nothing is read yet. Rejects where there is none.
 * @param {Fetch} fetch
 * @param {string} url
 * @param {RequestInit} init
 * @returns {Promise<Answer>}
 */
export async function send(fetch, url, init) {
  const raw = await withAcceptedSignal(fetch, url, init);
  const status = attempted(() => statusOf(raw, url));
  if (status === undefined) throw new TypeError('fetch resolved to something that is not a Response', { cause: raw });
  return { raw, status };
}

/**
 * What is refused as foreign is refused before anything is sent, as jsdom's signals are by Node's fetch.
 * @param {Fetch} fetch
 * @param {string} url
 * @param {RequestInit} init
 */
async function withAcceptedSignal(fetch, url, init) {
  try {
    return await fetch(url, init);
  } catch (/** @type {any} */ error) {
    if (!attempted(() => error.name === 'TypeError' && /\bsignal\b[^]*AbortSignal/.test(error.message))) throw error;
    const { signal, ...rest } = init;
    return fetch(url, rest);
  }
}

/**
 * @param {Response} raw
 * @param {string} sentTo
 */
function statusOf({ type, redirected, url, status }, sentTo) {
  // Bun 1.0 says of every answer that it was redirected, where redirects are not followed.
  if (type === 'opaqueredirect' || (redirected === true && url !== sentTo)) return HIDDEN_REDIRECT;
  return typeof status === 'number' && status >= 200 && status < 1000 ? status : undefined;
}

/**
 * The answer's body; undefined where it is too long.
 * @param {Response} raw
 * @param {AbortSignal} signal
 */
export async function readAnswer(raw, signal) {
  const { body } = raw;
  if (body === null) return NO_BYTES;
  if (isStream(body)) return readBody(body, LONGEST_BODY, signal);
  // Not every fetch gives streams.
  const buffer = await raw.arrayBuffer();
  if (!isObject(buffer)) throw new TypeError('arrayBuffer() resolved to something that is not an ArrayBuffer');
  return buffer.byteLength > LONGEST_BODY ? undefined : new Uint8Array(buffer);
}

/**
 * Lets go of a body that nobody waits for.
 * @param {Response} raw
 * @param {AbortController} controller
 */
export function drain(raw, controller) {
  const body = attempted(() => raw.body);
  if (!isObject(body)) return;
  const timer = setTimeout(() => controller.abort(), DRAINED_MS);
  // It keeps no process.
  timer.unref?.();
  // node-fetch gives streams of Node's, which keep all that is not read.
  if (!isStream(body)) return;
  readBody(body, DRAINED_BYTES, controller.signal)
    // Bun 1.0 goes on reading a body that is merely cancelled.
    .then((bytes) => bytes ?? controller.abort())
    .catch(() => {})
    .finally(() => clearTimeout(timer));
}

/**
 * @param {any} body a foreign one, too
 * @returns {body is ReadableStream<Uint8Array>}
 */
function isStream(body) {
  return attempted(() => typeof body.getReader === 'function') === true;
}
