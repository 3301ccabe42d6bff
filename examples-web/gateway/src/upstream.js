/** The server behind: requests are made anew for it, and of its answers no more is passed on than what is documented. */

import { TOO_LATE, within } from './deadline.js';
import { NOT_KEPT, Refusal } from './refusal.js';
/** @import { Config } from './config.js' */
/** @import { Route } from './routes.js' */

const LONGEST_ERROR = 65_536;
/** What a documented text is never longer than. */
const LONGEST_TEXT = 1_000;
const JSON_TYPE = /^application\/json\s*(;|$)/i;
/** Seconds or milliseconds. */
const NUMBER = /^\d{1,9}$/;
const DATE = /^[\w:, +-]{1,40}$/;

/**
 * The answer's head: its body is still to come. Nothing of the caller's request is in this one but the route's parts, the body as it
 * came, and that it is JSON, which has been judged.
 * @param {Config} config
 * @param {Route} route
 * @param {number} ms
 * @param {Uint8Array<ArrayBuffer>} [body]
 * @returns {Promise<Response>}
 */
export async function ask({ baseUrl, token }, { segments, query }, ms, body) {
  const search = query.size > 0 ? `?${query}` : '';
  const url = `${baseUrl}/api/${segments.map(encodeURIComponent).join('/')}${search}`;
  const headers = { accept: '*/*', authorization: `Bearer ${token}` };
  const init = body ? { method: 'PATCH', headers: { ...headers, 'content-type': 'application/json' }, body } : { headers };
  let answer;
  try {
    answer = await within(ms, (signal) => fetch(url, { ...init, redirect: 'manual', signal }));
  } catch (error) {
    console.error('no answer from upstream', error instanceof Error ? error.name : typeof error);
    throw new Refusal(502);
  }
  if (answer === TOO_LATE) throw new Refusal(504);
  return answer;
}

/**
 * JSON that is a success, streamed.
 * @param {Response} answer
 */
export function passJson(answer) {
  if (!JSON_TYPE.test(answer.headers.get('content-type') ?? '')) throw discard(answer, new Refusal(502));
  return new Response(answer.body, { status: answer.status, headers: { ...NOT_KEPT, 'content-type': 'application/json' } });
}

/**
 * What is no success: the status, and details of a documented form.
 * @param {Response} answer
 * @param {Config} config
 * @param {number} ms
 * @returns {Promise<Refusal>}
 */
export async function refusalOf(answer, { token }, ms) {
  const { status, headers } = answer;
  // A 401 is of this Worker's token, not of the caller's session; a redirect leads past this Worker.
  if (status === 401 || !Refusal.has(status)) return discard(answer, new Refusal(502));
  const text = (await within(ms, () => startOf(answer)).catch(() => undefined)) ?? '';
  const details = typeof text === 'string' && !text.includes(token) ? detailsIn(text, status) : undefined;
  // Of a missing scope, which the caller can do nothing about.
  if (status === 403 && !details) return new Refusal(502);
  return new Refusal(status, details, rest(headers));
}

/**
 * @param {Response} answer
 * @param {Refusal} refusal
 */
function discard(answer, refusal) {
  answer.body?.cancel().catch(() => {});
  return refusal;
}

/**
 * The text of a short body; undefined where it is longer than any documented one.
 * @param {Response} answer
 */
async function startOf(answer) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of answer.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LONGEST_ERROR) return undefined;
  }
  return text;
}

/**
 * @param {Headers} headers
 * @returns {Record<string, string>}
 */
function rest(headers) {
  const [after, afterMs] = ['retry-after', 'retry-after-ms'].map((name) => headers.get(name) ?? '');
  return {
    ...((NUMBER.test(after) || DATE.test(after)) && { 'retry-after': after }),
    ...(NUMBER.test(afterMs) && { 'retry-after-ms': afterMs }),
  };
}

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value.length <= LONGEST_TEXT;
const isNumber = Number.isSafeInteger;
const PARAMETER = /^(patches|version|preserveUpdatedAt|ids|externalId|systemName|limit|offset|after)(\.|$)/;
/**
 * By status, the members of `error_details` that the API reference documents.
 * @type {Record<number, (name: string, value: unknown) => boolean>}
 */
const DOCUMENTED = {
  400: (name, value) => (name === 'errors' ? Array.isArray(value) && value.every(isMetadataError) : (name === 'message' || PARAMETER.test(name)) && isText(value)),
  403: (name, value) => name === 'message' && isText(value),
  404: (name, value) => (name === 'name' || name === 'message') && isText(value),
  409: (name, value) => (name === 'name' || name === 'message' ? isText(value) : /^(expected|current)Version$/.test(name) && isNumber(value)),
};

/** @param {any} error */
function isMetadataError(error) {
  const names = Object.keys(error ?? {}).sort();
  return names.join() === 'message,metadataProperty' && isText(error.message) && isText(error.metadataProperty);
}

/**
 * @param {string} text
 * @param {number} status
 */
function detailsIn(text, status) {
  const isDocumented = DOCUMENTED[status];
  let details;
  try {
    details = JSON.parse(text)?.error_details;
  } catch {
    return undefined;
  }
  if (!isDocumented || typeof details !== 'object' || details === null) return undefined;
  const kept = Object.entries(details).filter(([name, value]) => isDocumented(name, value));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}
