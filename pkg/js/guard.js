/** For a Worker in front of Livingdocs: lets a PATCH pass, or gives the answer that Livingdocs would give. */
import { notJson, toErrorDetails } from './issues.js';
import { checkWhole } from './options.js';
/** @import { Issue, Validator } from '../index.js' */

/** What Livingdocs takes by default. */
const MAX_BYTES = 512_000;
/** `application/json` or `…+json`, with or without parameters. */
const JSON_TYPE = /^\s*(application\/json|[^\s;,/]+\/[^\s;,/]+\+json)\s*(;|$)/i;
/** Workers hand compressed bodies on as they come, and what cannot be judged may not pass. */
const NO_CODING = /^\s*(identity)?\s*$/i;

/**
 * @param {Request} request
 * @param {Validator} validator
 * @param {{ maxBytes?: number }} [options]
 * @returns {Promise<Response | null>}
 */
export async function guardPatch(request, validator, { maxBytes = MAX_BYTES } = {}) {
  checkWhole('maxBytes', maxBytes);
  if (request.method !== 'PATCH') return null;
  /** @param {string} name */
  const header = (name) => request.headers.get(name) ?? '';
  if (!JSON_TYPE.test(header('content-type')) || !NO_CODING.test(header('content-encoding'))) {
    return refuse(415, 'Unsupported Media Type');
  }
  if (Number(header('content-length')) > maxBytes) return refuse(413, 'Payload Too Large');
  let body;
  try {
    body = await readBody(request.clone(), maxBytes);
  } catch {
    return badRequest([notJson('the body cannot be read')]);
  }
  if (body === null) return refuse(413, 'Payload Too Large');
  const issues = validator.validateJson(body);
  return issues.length === 0 ? null : badRequest(issues);
}

/**
 * The body; null as soon as it is longer than `maxBytes`.
 * @param {Request} request
 * @param {number} maxBytes
 * @returns {Promise<Uint8Array | null>}
 */
async function readBody(request, maxBytes) {
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks = [];
  let length = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    if (!ArrayBuffer.isView(step.value)) throw new TypeError('not bytes');
    length += step.value.byteLength;
    if (length > maxBytes) {
      reader.cancel().catch(() => {});
      return null;
    }
    chunks.push(step.value);
  }
  if (chunks.length === 1) return chunks[0];
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}

/** @param {readonly Issue[]} issues */
function badRequest(issues) {
  return refuse(400, 'Bad Request', { error_details: toErrorDetails(issues) });
}

/**
 * @param {number} status
 * @param {string} error
 * @param {object} [details]
 */
function refuse(status, error, details) {
  return Response.json({ status, error, ...details }, { status });
}
