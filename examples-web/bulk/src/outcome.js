/** How a request ended → what follows. */
import { ConflictError, RateLimitError, isMediaLibraryError } from 'livingdocs-media-library';
/** @import { Outcome } from './types.js' */

/**
 * - `rest`: everybody rests; it was not applied
 * - `halt`: no request will go well at the moment, whatever it asks for: a refused token, say; it was not applied
 * - `busy`: it was not applied, and may be repeated
 * - `lost`: nobody knows whether it was applied
 * - `moved`: the entry has another version than the one that was sent; it was not applied
 * - `failed`: it was not applied, and never will be
 *
 * @typedef {'rest' | 'halt' | 'busy' | 'lost' | 'moved' | 'failed'} Kind
 */

/** @type {Record<string, Kind>} */
const KINDS = {
  connection: 'lost',
  timeout: 'lost',
  server: 'lost',
  rate_limit: 'rest',
  authentication: 'halt',
  permission: 'halt',
  gone: 'halt',
  web_assembly: 'halt',
};

/** @param {unknown} error @returns {Kind} */
export function kindOf(error) {
  if (!isMediaLibraryError(error)) return 'failed';
  if (error instanceof ConflictError) return error.currentVersion === undefined ? 'failed' : 'moved';
  const status = 'status' in error ? error.status : undefined;
  if (status === 503) return 'busy';
  if (status === 408) return 'lost';
  // A redirect: the address is wrong.
  if (error.code === 'unexpected_status' && Number(status) < 400) return 'halt';
  return KINDS[error.code] ?? 'failed';
}

/** How long the server asks to wait, in milliseconds. @param {unknown} error */
export function retryAfterMs(error) {
  if (error instanceof RateLimitError) return error.retryAfterMs;
  if (!isMediaLibraryError(error) || !('headers' in error)) return undefined;
  const seconds = Number(error.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1_000 : undefined;
}

/** What the results say of it. @param {unknown} error @returns {Outcome} */
export function outcomeOf(error) {
  if (!isMediaLibraryError(error)) return { code: 'error', message: String(error) };
  const { code, message } = error;
  const issues =
    'issues' in error ? error.issues.map(({ path, code, message }) => ({ path: ['request', ...path], code, message })) : undefined;
  return { code, message, ...('status' in error ? { status: error.status } : {}), ...(issues ? { issues } : {}) };
}
