/** What callers are told of an attempt, without the tokens: its error, and the event for `onAttempt`. */
import { CODES } from '../wasm/contract.js';
import { attempted } from './callbacks.js';
import { LONGEST_REASON, makeError, redact } from './errors.js';
import { takeIssues } from './issues.js';
import { decode, startOf } from './text.js';
import { wasm } from './wasm.js';
/** @import { AttemptEvent, MediaLibraryFailure } from '../index.js' */
/** @import { Failed, Transport } from 'wasm-glue' */
/** @import { Attempt } from './attempt.js' */
/** @import { ErrorParts, Made } from './types.js' */

/**
 * The error of a failure; of an attempt, unless nothing was sent.
 * @param {Failed} failed
 * @param {Attempt | undefined} attempt
 * @param {RegExp} secrets
 * @param {number} timeoutMs
 * @param {string | undefined} request What was sent.
 */
export function errorOf(
  [kind, [heading, reason, method, url], [isUnknown, status, currentVersion, sentVersion, retryAfterMs]],
  attempt,
  secrets,
  timeoutMs,
  request,
) {
  const code = CODES[kind];
  // Cut only where no part of a token stays.
  const message = redact(heading, secrets) + (reason ? `: ${startOf(redact(reason, secrets), LONGEST_REASON)}` : '');
  const outcomeUnknown = isUnknown === 1;
  // Each class keeps the parts that it knows.
  /** @type {ErrorParts} */
  const parts = { code, message, method, status, currentVersion, sentVersion, retryAfterMs, outcomeUnknown, timeoutMs, secrets, request };
  if (url) parts.url = redact(url, secrets);
  if (code === 'validation') parts.issues = takeIssues(wasm());
  if (code === 'connection') parts.cause = attempt?.cause;
  if (status !== undefined) {
    parts.body = attempted(() => decode(attempt?.answer.bytes));
    parts.headers = attempt?.headers;
  }
  return makeError(parts);
}

/**
 * The event of an attempt. A status of 0 is none, and so is a wait below 0.
 * @param {Parameters<Transport['tell']>} told
 * @param {Attempt} of
 * @param {RegExp} secrets
 */
export function eventOf([method, url, attempt, durationMs, status, retryInMs, error], of, secrets) {
  /** @type {Made<AttemptEvent>} */
  const event = { method, url: redact(url, secrets), attempt, durationMs };
  if (status > 0) {
    const { headers } = of;
    Object.assign(event, { status }, headers && { headers });
  }
  if (retryInMs >= 0) event.retryInMs = retryInMs;
  if (error !== undefined) event.error = /** @type {MediaLibraryFailure} */ (error);
  return event;
}
