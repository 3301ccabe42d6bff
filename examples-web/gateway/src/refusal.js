/** Answers that the gateway gives itself, in the form in which Livingdocs gives its own. */

/** @type {Record<number, string>} */
const ERRORS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

/** Ends a request with this answer. `status` is one of the table. */
export class Refusal extends Error {
  /**
   * @param {number} status
   * @param {Record<string, unknown>} [details] `error_details`
   * @param {Record<string, string>} [headers]
   */
  constructor(status, details, headers) {
    super(ERRORS[status]);
    this.status = status;
    this.details = details;
    this.headers = headers;
  }

  response() {
    const { status, message: error, details, headers } = this;
    return json({ status, error, ...(details && { error_details: details }) }, status, headers);
  }

  /** @param {number} status */
  static has(status) {
    return status in ERRORS;
  }
}

/**
 * @param {unknown} value
 * @param {number} [status]
 * @param {Record<string, string>} [headers]
 */
export function json(value, status = 200, headers) {
  return Response.json(value, { status, headers: { ...NOT_KEPT, ...headers } });
}

/** Of all answers but images. */
export const NOT_KEPT = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' };
