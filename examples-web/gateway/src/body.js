/** A request's body, as bytes: no more of them than wanted, and no later. */

import { TOO_LATE, within } from './deadline.js';
import { Refusal } from './refusal.js';

/**
 * @param {Request} request
 * @param {{ maxBytes: number, bodyMs: number }} limits
 * @returns {Promise<Uint8Array>}
 */
export async function readBody(request, { maxBytes, bodyMs }) {
  if (Number(request.headers.get('content-length')) > maxBytes) throw new Refusal(413);
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const body = await within(bodyMs, () => readAll(reader, maxBytes)).catch(() => {
    throw new Refusal(400, { message: 'The body broke off' });
  });
  if (body instanceof Uint8Array) return body;
  // Nobody waits for it: what does not end would not end here either.
  reader.cancel().catch(() => {});
  throw new Refusal(body === TOO_LATE ? 408 : 413);
}

/**
 * Undefined as soon as there are too many.
 * @param {ReadableStreamDefaultReader<Uint8Array>} reader
 * @param {number} maxBytes
 */
async function readAll(reader, maxBytes) {
  const chunks = [];
  let length = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    length += step.value.byteLength;
    if (length > maxBytes) return undefined;
    chunks.push(step.value);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}
