import { attempted } from './callbacks.js';
import { issuesFromErrorDetails } from './error-details.js';
import { MediaLibraryError } from './media-library-error.js';
import { isObject } from './options.js';
import { startOf } from './text.js';
/** @import { Issue } from '../index.js' */
/** @import { Code, ErrorParts } from './types.js' */

/** A message says so many code points of a reason. */
export const LONGEST_REASON = 300;

/** What the client's methods reject with. Shows the tokens of its call in nothing of its own, and in no JSON. */
class Failure extends MediaLibraryError {
  /** @type {RegExp | undefined} */
  #secrets;

  /**
   * @param {ErrorParts} parts
   * @param {...string} names
   */
  constructor({ secrets, ...parts }, ...names) {
    super(parts, ...names);
    this.#secrets = secrets;
  }

  toJSON() {
    const json = super.toJSON();
    const { details, issues, cause } = json;
    try {
      const plain = JSON.parse(JSON.stringify({ details, issues, cause }), withoutSecrets(this.#secrets));
      // Cut only where no part of a token stays.
      if (plain.cause) plain.cause = startOf(plain.cause, LONGEST_REASON);
      return { ...json, ...plain };
    } catch {
      // They may be nested too deep for that, or too long.
      return { ...json, details: undefined, issues: undefined, cause: undefined };
    }
  }
}

export class ValidationError extends Failure {
  /** @param {ErrorParts} parts */
  constructor(parts) {
    super({ ...parts, message: redact(describeIssues(/** @type {Issue[]} */ (parts.issues)), parts.secrets) }, 'issues');
  }
}

export class UnsupportedError extends Failure {}

export class ConnectionError extends Failure {}

export class TimeoutError extends Failure {
  /** @param {ErrorParts} parts */
  constructor(parts) {
    super(parts, 'timeoutMs');
  }
}

export class ResponseFormatError extends Failure {
  /** @param {ErrorParts} parts */
  constructor(parts) {
    super(parts, 'status');
  }
}

export class ApiError extends Failure {
  /**
   * @param {ErrorParts} parts
   * @param {...string} names
   */
  constructor({ body, headers, ...parts }, ...names) {
    // Bodies may be missing, HTML, or not JSON.
    const { error, error_details: details } = attempted(() => JSON.parse(/** @type {string} */ (body))) ?? {};
    super({ ...parts, error: typeof error === 'string' ? redact(error, parts.secrets) : undefined, details }, 'status', ...names, 'error', 'details');
    this.headers = /** @type {Headers | undefined} */ (headers ?? new Headers());
  }

  get name() {
    return this.code === 'unexpected_status' ? 'ApiError' : super.name;
  }
}

export class BadRequestError extends ApiError {
  /** @param {ErrorParts} parts */
  constructor(parts) {
    super(parts);
    this.issues = issuesFromErrorDetails(this.details, parts.request);
  }
}

export class AuthenticationError extends ApiError {}

export class PermissionError extends ApiError {}

export class NotFoundError extends ApiError {}

export class ConflictError extends ApiError {
  /** @param {ErrorParts} parts */
  constructor(parts) {
    super(parts, 'currentVersion', 'sentVersion', 'outcomeUnknown');
  }
}

export class GoneError extends ApiError {}

export class RateLimitError extends ApiError {
  /** @param {ErrorParts} parts */
  constructor(parts) {
    super(parts, 'retryAfterMs');
  }
}

export class ServerError extends ApiError {}

/**
 * By `code`.
 * @satisfies {Record<Code, new (parts: ErrorParts) => Failure>}
 */
const KINDS = {
  validation: ValidationError,
  unsupported: UnsupportedError,
  connection: ConnectionError,
  timeout: TimeoutError,
  response_format: ResponseFormatError,
  bad_request: BadRequestError,
  authentication: AuthenticationError,
  permission: PermissionError,
  not_found: NotFoundError,
  conflict: ConflictError,
  gone: GoneError,
  rate_limit: RateLimitError,
  server: ServerError,
  unexpected_status: ApiError,
};

/**
 * The error of a failure, as the wasm hands it over.
 * @param {ErrorParts} parts
 */
export function makeError(parts) {
  return new KINDS[parts.code](parts);
}

/** @param {readonly Issue[]} issues */
function describeIssues(issues) {
  const [{ path, message }] = issues;
  const place = path.length > 0 ? `${path.join('.')}: ` : '';
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `The request is not valid and was not sent: ${place}${message}${others}`;
}

/**
 * For `JSON.parse`: takes secrets out of strings and keys.
 * @param {RegExp | undefined} secrets
 * @returns {(key: string, value: unknown) => unknown}
 */
function withoutSecrets(secrets) {
  return (_, value) => {
    if (typeof value === 'string') return redact(value, secrets);
    if (!isObject(value) || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key, secrets), member]));
  };
}

/**
 * What `redact` takes out: `tokens`, as they are, in JSON and in a URL, whose escapes may be in lower case; the longest first,
 * as one may begin with another.
 * @param {string[]} tokens
 */
export function secretsOf(tokens) {
  /** @param {string} character */
  const escaped = (character) => `%${character.charCodeAt(0).toString(16)}`;
  const forms = tokens.flatMap((token) => {
    const inUrl = encodeURIComponent(token);
    return [token, JSON.stringify(token).slice(1, -1), inUrl, inUrl.replace(/[!'()*]/g, escaped)];
  });
  forms.sort((left, right) => right.length - left.length);
  return new RegExp(forms.map((form) => form.replace(/\W/g, '\\$&')).join('|') || '(?!)', 'gi');
}

/**
 * A text without them; nothing of one that would become too long.
 * @param {string} text
 * @param {RegExp | undefined} secrets
 */
export function redact(text, secrets) {
  return attempted(() => (secrets ? text.replace(secrets, '[token]') : text)) ?? '';
}
