/**
 * `livingdocs-media-library/locate`: where in a request's text an issue is, for editors, and for messages about line 5,312 of
 * an import. Needs no WebAssembly.
 */

/** A part of a text. */
export interface Place {
  /** Where it starts, from 0: in UTF-16 units, as JavaScript counts a text; in bytes, where bytes were given. */
  readonly start: number;
  /** Where it ends, in the same units: the first unit behind it. `text.slice(start, end)` is the part. */
  readonly end: number;
  /** The line of `start`, from 1. A line ends with LF, CRLF or CR. */
  readonly line: number;
  /** Where in its line `start` is, from 1, in the same units as `start`. */
  readonly column: number;
}

export interface LocateOptions {
  /**
   * `true` for the property's name, with its quotes, in place of its value. What has no name, an element of a list or the
   * whole request, is located as its value. Default `false`.
   */
  readonly key?: boolean | undefined;
}

/**
 * The place of an issue's `path` in the JSON text that was judged. It never fails for what the text is:
 *
 * - What is not there is located as its object, or the innermost one that is: so is a missing property.
 * - Of names that stand twice it is the last, which is what `JSON.parse` takes.
 * - Where the text is not JSON, it is the character at which it breaks off, whatever the path; empty at the text's end. In
 *   bytes it starts at the `offset` of the issue `invalid_json`.
 *
 * Each call reads the whole text: for many paths there is {@link locator}.
 *
 * @throws TypeError when `json` is neither a text nor bytes, or `path` no list
 *
 * @example
 * import { locate } from 'livingdocs-media-library/locate';
 *
 * const text = '{ "patches": [\n  { "operation": "archive", "note": "Old" }\n] }';
 * locate(text, ['patches', 0, 'note']); // { start: 51, end: 56, line: 2, column: 37 }
 * locate(text, ['patches', 0, 'note'], { key: true }); // { start: 43, end: 49, line: 2, column: 29 }
 */
export declare function locate(
  json: string | Uint8Array | ArrayBuffer,
  path: ReadonlyArray<string | number>,
  options?: LocateOptions,
): Place;

/**
 * Reads a text once and gives the function that locates paths in it as {@link locate} does, in time that does not depend on
 * the text's length. It keeps the text as it was when it was read.
 *
 * @throws TypeError when `json` is neither a text nor bytes
 *
 * @example
 * const place = locator(text);
 * for (const { path, message } of validator.validateJson(text)) console.log(`Line ${place(path).line}: ${message}`);
 */
export declare function locator(
  json: string | Uint8Array | ArrayBuffer,
): (path: ReadonlyArray<string | number>, options?: LocateOptions) => Place;
