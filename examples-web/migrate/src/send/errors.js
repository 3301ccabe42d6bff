/** What an error says about the line, and about the run. */
import { ConflictError, isMediaLibraryError } from 'livingdocs-media-library';

/** After these nobody knows whether the server has applied the request. */
const UNKNOWN = new Set(['connection', 'timeout']);
const UNKNOWN_STATUS = new Set([408, 500, 502, 504]);

/** No line after these would fare better. */
const HOPELESS = new Set(['authentication', 'permission', 'gone', 'rate_limit', 'web_assembly']);

/** A request whose outcome nobody can know, and which is not sent again for that. */
export class OutcomeUnknown extends Error {
  /**
   * @param {string} message
   * @param {number} version what a repeat has to name, so that the server refuses it if the request was applied
   * @param {unknown} [cause]
   */
  constructor(message, version, cause) {
    super(message, { cause });
    this.version = version;
  }

  get code() {
    return 'outcome_unknown';
  }
}

/** @param {any} error */
export function leavesUnknown(error) {
  if (error instanceof ConflictError) return error.outcomeUnknown === true;
  return isMediaLibraryError(error) && (UNKNOWN.has(error.code) || UNKNOWN_STATUS.has(/** @type {any} */ (error).status));
}

/** @param {any} error */
export function endsTheRun(error) {
  return HOPELESS.has(error?.code);
}

/**
 * Whether the server did not answer, or not as a server that is well.
 * @param {any} error
 */
export function isOutage(error) {
  if (error instanceof OutcomeUnknown) return isOutage(error.cause);
  return isMediaLibraryError(error) && (error.code === 'connection' || error.code === 'timeout' || error.code === 'server');
}
