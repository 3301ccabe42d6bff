import { issuesFromErrorDetails } from './issues.js';
import { MediaLibraryError } from './media-library-error.js';

export class ValidationError extends MediaLibraryError {
  constructor(parts) {
    super({ ...parts, message: describeIssues(parts.issues) }, 'issues');
  }
}

export class UnsupportedError extends MediaLibraryError {}

export class ConnectionError extends MediaLibraryError {}

export class TimeoutError extends MediaLibraryError {
  constructor(parts) {
    super(parts, 'timeoutMs');
  }
}

export class ResponseFormatError extends MediaLibraryError {
  constructor(parts) {
    super(parts, 'status');
  }
}

export class ApiError extends MediaLibraryError {
  /** The body with the token taken out, where it was in; `details` stays as it came. */
  #publicBody;

  constructor(parts, ...names) {
    super(parts, 'status', ...names);
    const body = parse(parts.body);
    this.#publicBody = parse(parts.body, withoutSecrets(parts.secrets));
    if (typeof body?.error === 'string') this.error = body.error;
    if (body?.error_details !== undefined) this.details = body.error_details;
    this.headers = isHeaders(parts.headers) ? parts.headers : new Headers();
  }

  get name() {
    return this.code === 'unexpected_status' ? 'ApiError' : super.name;
  }

  toJSON() {
    const { error, error_details: details } = this.#publicBody ?? {};
    return { ...super.toJSON(), error, details };
  }
}

export class BadRequestError extends ApiError {
  constructor(parts) {
    super(parts);
    this.issues = issuesFromErrorDetails(this.details);
  }
}

export class AuthenticationError extends ApiError {}

export class PermissionError extends ApiError {}

export class NotFoundError extends ApiError {}

export class ConflictError extends ApiError {
  constructor(parts) {
    super(parts, 'currentVersion', 'sentVersion', 'outcomeUnknown');
  }
}

export class GoneError extends ApiError {}

export class RateLimitError extends ApiError {
  constructor(parts) {
    super(parts, 'retryAfterMs');
  }
}

export class ServerError extends ApiError {}

/** By `code`, in the order of src/failure.rs. */
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

export const CODES = Object.keys(KINDS);

/** The error of a failure, as the wasm hands it over. */
export function makeError(parts) {
  return new KINDS[parts.code](parts);
}

function describeIssues(issues) {
  const [{ path, message }] = issues;
  const place = path.length > 0 ? `${path.join('.')}: ` : '';
  const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `The request is not valid and was not sent: ${place}${message}${others}`;
}

/** For `JSON.parse`: takes secrets out of strings and keys. */
function withoutSecrets(secrets) {
  const redact = (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[token]'), text);
  return (_, value) => {
    if (typeof value === 'string') return redact(value);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [redact(key), member]));
  };
}

/** Of any realm. */
function isHeaders(value) {
  return typeof value === 'object' && value !== null && typeof value.get === 'function';
}

/** Bodies may be missing, HTML, not JSON, or nested too deep for the reviver. */
function parse(body, reviver) {
  try {
    const value = JSON.parse(body, reviver);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
