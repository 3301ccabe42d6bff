import { attempted } from './callbacks.js';
/** @import { MediaLibraryFailure } from '../index.js' */
/** @import { ErrorFields, ErrorWithFields } from './types.js' */

/** What all errors of the package are; apart from the others, so that `./validator` need not carry those. */

/** @typedef {{ cause: Error & { code?: unknown } }} Outer An error with what caused it. */

/** Shared by every copy of the package in one realm. */
const BRAND = Symbol.for('livingdocs-media-library.error');

const BaseError = /** @type {ErrorWithFields} */ (/** @type {unknown} */ (Error));

export class MediaLibraryError extends BaseError {
  /** @type {string[]} */
  #names;

  /**
   * `parts`: what the wasm knows of the failure; its `cause` is what a foreign function threw. `names` are those of the parts
   * that a subclass adds.
   * @param {ErrorFields & { message?: string, cause?: unknown }} parts
   * @param {...string} names
   */
  constructor({ message, cause, ...parts }, ...names) {
    super(message, cause === undefined ? undefined : { cause });
    this.#names = ['code', 'method', 'url', ...names];
    for (const name of this.#names) if (Object.hasOwn(parts, name) && parts[name] !== undefined) this[name] = parts[name];
  }

  get [BRAND]() {
    return true;
  }

  /**
   * Made from the code, because minifiers rename classes: `rate_limit` is a `RateLimitError`. The stack's first line is
   * written before there is a code.
   */
  get name() {
    const code = this.code ?? 'media_library';
    return `${code.replace(/(?:^|_)./g, (start) => /** @type {string} */ (start.at(-1)).toUpperCase())}Error`;
  }

  /** @returns {Record<string, unknown>} */
  toJSON() {
    const names = ['name', 'message', ...this.#names].filter((name) => this[name] !== undefined);
    const cause = describeCause(this.cause);
    return { ...Object.fromEntries(names.map((name) => [name, this[name]])), ...(cause && { cause }) };
  }
}

/**
 * What a foreign error says of itself, and of what it was caused by; undefined where it says nothing.
 * @param {unknown} cause
 * @returns {string | undefined}
 */
export function describeCause(cause) {
  const message = typeof cause === 'string' ? cause : attempted(() => /** @type {Error} */ (cause).message);
  if (typeof message !== 'string') return undefined;
  // Where several addresses were tried, there is only a code.
  const inner = attempted(() => /** @type {Outer} */ (cause).cause.message || /** @type {Outer} */ (cause).cause.code);
  return typeof inner === 'string' && inner !== '' ? `${message}: ${inner}` : message;
}

/**
 * @param {unknown} error
 * @returns {error is MediaLibraryFailure}
 */
export function isMediaLibraryError(error) {
  return attempted(() => /** @type {any} */ (error)[BRAND]) === true;
}
