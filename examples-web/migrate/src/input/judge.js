/** Lines that were read become items with their faults. */
import { locator } from 'livingdocs-media-library/locate';
/** @import { Fault, Issue, Item, Line } from '../types.js' */

/** What a line may have beside what is sent: the failed file says there why. */
export const REMARK = 'failed';

/**
 * `judge(value, json)` gives the issues of what is sent; `json` where there is a text.
 * @param {AsyncIterable<Line>} lines
 * @param {(value: Record<string, unknown>, json: string | Uint8Array | undefined) => readonly Issue[]} judge
 * @returns {AsyncGenerator<Item>}
 */
export async function* judged(lines, judge) {
  for await (const { json, value: filled, faults = [], place, ...line } of lines) {
    const value = filled ?? parsed(json);
    /** @param {readonly Issue[]} issues */
    const locate = (issues) => {
      const found = issues.length === 0 ? [] : faultsOf(line.line, issues, place ?? inText(json));
      // A field that was no number, say, is wrong in one way only.
      return found.filter(({ column }) => faults.every((fault) => fault.column !== column));
    };
    // Of a line that is too long, nothing was kept.
    const isRead = json !== undefined || place !== undefined;
    yield { ...line, value, locate, faults: isRead ? [...faults, ...locate(judge(value, json))] : faults };
  }
}

/**
 * @param {string | Uint8Array | undefined} json
 * @returns {Record<string, unknown>} what is no object is kept as `text`, to be mended
 */
function parsed(json) {
  const text = typeof json === 'string' ? json : Buffer.from(json ?? '').toString();
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const { [REMARK]: _, ...rest } = value;
      return rest;
    }
  } catch {
    // The judge says what is wrong.
  }
  return { text };
}

/** @param {string | Uint8Array | undefined} json */
function inText(json) {
  const place = locator(json ?? '');
  /** @param {readonly (string | number)[]} path */
  return (path) => ({ column: place(path).column, heading: undefined });
}

/**
 * @param {number} line
 * @param {readonly Issue[]} issues
 * @param {(path: readonly (string | number)[]) => { column: number, heading?: string | undefined }} place
 * @returns {Fault[]}
 */
function faultsOf(line, issues, place) {
  return issues.map(({ path, code, message }) => {
    const { column, heading } = place(path);
    const where = [heading, path.join('.')].filter((part) => part).join(', ');
    return { line, column, ...(where && { where }), code, message };
  });
}
