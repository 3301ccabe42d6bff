/** What all errors of the package are; apart from the others, so that `./validator` need not carry those. */

/** Shared by every copy of the package in one realm. */
const BRAND = Symbol.for('livingdocs-media-library.error');

export class MediaLibraryError extends Error {
  /** `parts`: what the wasm knows of the failure; `cause`: what a foreign function threw. */
  constructor(parts, cause) {
    super(parts.message, cause === undefined ? undefined : { cause });
    this.code = parts.code;
    if (parts.method !== undefined) this.method = parts.method;
    if (parts.url !== undefined) this.url = parts.url;
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
