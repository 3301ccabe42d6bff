import { attempted } from './callbacks.js';

/** What all errors of the package are; apart from the others, so that `./validator` need not carry those. */

/** Shared by every copy of the package in one realm. */
const BRAND = Symbol.for('livingdocs-media-library.error');

export class MediaLibraryError extends Error {
  #names;

  /**
   * `parts`: what the wasm knows of the failure; its `cause` is what a foreign function threw. `names` are those of the parts
   * that a subclass adds.
   */
  constructor({ message, cause, ...parts }, ...names) {
    super(message, cause === undefined ? undefined : { cause });
    this.#names = ['code', 'method', 'url', ...names];
    for (const name of this.#names) if (parts[name] !== undefined) this[name] = parts[name];
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
    return `${code.replace(/(?:^|_)./g, (start) => start.at(-1).toUpperCase())}Error`;
  }

  toJSON() {
    const names = ['name', 'message', ...this.#names].filter((name) => this[name] !== undefined);
    const cause = describeCause(this.cause);
    return { ...Object.fromEntries(names.map((name) => [name, this[name]])), ...(cause && { cause }) };
  }
}

/** What a foreign error says of itself, and of what it was caused by; undefined where it says nothing. */
export function describeCause(cause) {
  const message = typeof cause === 'string' ? cause : attempted(() => cause.message);
  if (typeof message !== 'string') return undefined;
  const inner = attempted(() => cause.cause.message);
  return typeof inner === 'string' && inner !== '' ? `${message}: ${inner}` : message;
}

export function isMediaLibraryError(error) {
  return attempted(() => error[BRAND]) === true;
}
