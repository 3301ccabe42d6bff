/** What all errors of the package are; apart from the others, so that `./validator` need not carry those. */

/** Shared by every copy of the package in one realm. */
const BRAND = Symbol.for('livingdocs-media-library.error');

export class MediaLibraryError extends Error {
  /** `parts`: what the wasm knows of the failure; its `cause` is what a foreign function threw. */
  constructor({ code, message, method, url, cause }) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    // Empty where nothing was to be sent.
    if (method) Object.assign(this, { method, url });
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
    const { name, code, message, method, url } = this;
    return { name, code, message, method, url };
  }
}

export function isMediaLibraryError(error) {
  return typeof error === 'object' && error !== null && error[BRAND] === true;
}
