/** `livingdocs-media-library/webhooks`: what Livingdocs posts, verified. Needs no WebAssembly, and little else of the package. */

import { MAX_BODY } from '../wasm/contract.js';
import { bare } from './bare.js';
import { readBody } from './body.js';
/** @import { WebhookErrorCode, readWebhook as Read, signWebhook as Sign } from '../webhooks.js' */

const HEADER = 'x-livingdocs-signature';
const SIGNATURE = /^sha256=([\da-fA-F]{64})$/;
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/**
 * The status to answer with, and what is wrong. Nothing of a secret or a signature goes into the messages.
 * @type {Record<WebhookErrorCode, [status: number, message: string]>}
 */
const REFUSALS = {
  missing_signature: [401, `no ${HEADER}: does the webhook have a secret?`],
  malformed_signature: [400, `${HEADER}: expected sha256= and 64 hexadecimal digits`],
  wrong_signature: [401, `${HEADER}: not of this body with this secret`],
  too_large: [413, 'the body is larger than maxBytes'],
  incomplete_body: [400, 'the body broke off'],
  invalid_json: [400, 'the body is not JSON'],
  invalid_event: [400, 'the body is not an event: expected event, and of an entry its mediaId'],
};

export class WebhookError extends Error {
  // Minifiers rename the class, and nothing can be assigned that a frozen prototype has.
  name = 'WebhookError';

  /**
   * @param {WebhookErrorCode} code
   * @param {unknown} [cause]
   */
  constructor(code, cause) {
    const [status, message] = REFUSALS[code];
    super(message, cause ? { cause } : {});
    this.code = code;
    this.status = status;
  }
}

/** @type {typeof Read} */
export async function readWebhook(request, secrets, options = {}) {
  const keys = await Promise.all(checkSecrets(secrets).map((secret) => keyOf(secret, 'verify')));
  const { maxBytes = MAX_BODY } = options;
  if (!(typeof maxBytes === 'number' && maxBytes >= 0)) throw new TypeError('maxBytes: expected a number of bytes');
  if (typeof request?.headers?.get !== 'function') throw new TypeError('request: expected a Request');
  if (request.bodyUsed || request.body?.locked) {
    throw new TypeError('request: its body has been read; hand it over before, or a clone');
  }
  const signature = signatureIn(request.headers.get(HEADER));
  if (Number(request.headers.get('content-length')) > maxBytes) throw new WebhookError('too_large');
  const body = await bodyOf(request, maxBytes);
  // Without methods that a page may have replaced by some that say yes.
  let isGenuine = false;
  for (const key of keys) isGenuine ||= await crypto.subtle.verify('HMAC', key, signature, body);
  if (!isGenuine) throw new WebhookError('wrong_signature');
  return eventIn(body);
}

/** @type {typeof Sign} */
export async function signWebhook(body, secret) {
  const bytes = typeof body === 'string' ? encode(body) : /** @type {BufferSource} */ (body);
  if (!ArrayBuffer.isView(bytes) && !{}.toString.call(bytes).endsWith('Buffer]')) throw new TypeError('body: expected text or bytes');
  const [checked] = checkSecrets([secret]);
  const signature = await crypto.subtle.sign('HMAC', await keyOf(checked, 'sign'), bytes);
  return `sha256=${Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * Of an empty one, anybody could make signatures.
 * @param {string | readonly string[]} given
 * @returns {readonly string[]}
 */
function checkSecrets(given) {
  const secrets = [given].flat();
  // Without what was given: it may be secret.
  if (secrets.length > 0 && secrets.every((secret) => typeof secret === 'string' && secret)) return secrets;
  throw new TypeError('secret: expected a string that is not empty, or a list of such');
}

/**
 * @param {string} secret
 * @param {'sign' | 'verify'} usage
 */
async function keyOf(secret, usage) {
  if (!globalThis.crypto?.subtle) throw new TypeError('crypto.subtle: this runtime has none; pages have it by https only');
  return crypto.subtle.importKey('raw', encode(secret), HMAC, false, [usage]);
}

/** @param {string} text */
const encode = (text) => new TextEncoder().encode(text);

/** @param {string | null} header */
function signatureIn(header) {
  if (header === null) throw new WebhookError('missing_signature');
  const digits = SIGNATURE.exec(header)?.[1];
  if (!digits) throw new WebhookError('malformed_signature');
  return Uint8Array.from(/** @type {string[]} */ (digits.match(/../g)), (pair) => Number.parseInt(pair, 16));
}

/**
 * Firefox gives a request's body no stream.
 * @param {Request} request
 * @param {number} maxBytes
 */
async function bodyOf(request, maxBytes) {
  let body;
  try {
    body = request.body ? await readBody(request.body, maxBytes) : new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    throw new WebhookError('incomplete_body', error);
  }
  if (!body || body.length > maxBytes) throw new WebhookError('too_large');
  return /** @type {Uint8Array<ArrayBuffer>} */ (body);
}

/** @param {Uint8Array} body */
function eventIn(body) {
  let event;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body));
  } catch (error) {
    throw new WebhookError('invalid_json', error);
  }
  const { event: name, mediaId } = bare(event);
  const isOfEntry = typeof name === 'string' && name.startsWith('mediaLibraryEntry.');
  if (typeof name !== 'string' || (isOfEntry && !(typeof mediaId === 'string' && mediaId))) throw new WebhookError('invalid_event');
  return event;
}
