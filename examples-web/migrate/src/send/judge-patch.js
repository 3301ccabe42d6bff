/** What is wrong with a line `{ id, request }`. */
import { locate } from 'livingdocs-media-library/locate';
import { REMARK } from '../input/judge.js';
/** @import { Validator } from 'livingdocs-media-library' */
/** @import { Issue } from '../types.js' */

const KNOWN = ['id', 'request', REMARK];

/** @param {Validator} validator */
export function patchJudge(validator) {
  /**
   * @param {Record<string, unknown>} value
   * @param {string | Uint8Array | undefined} json
   * @returns {readonly Issue[]}
   */
  return (value, json) => {
    const ofLine = json === undefined ? [] : validator.validateJson(json).filter(isOfLine);
    // No object: all is said.
    if (ofLine.some(({ path }) => path.length === 0)) return ofLine;
    const unknown = Object.keys(value).filter((name) => !KNOWN.includes(name));
    return [
      ...ofLine,
      ...unknown.map((name) => ({ path: [name], code: 'unknown_property', message: 'Additional properties not allowed' })),
      ...idIssues(value.id),
      ...requestIssues(validator, value.request, json),
    ];
  };
}

/**
 * The validator reads the line as a request: what it says of the text holds, and that a name stands twice.
 * @param {Issue} issue
 */
function isOfLine({ path, code }) {
  return path.length === 0 || (path.length === 1 && code === 'duplicate_property');
}

/**
 * @param {Validator} validator
 * @param {unknown} request
 * @param {string | Uint8Array | undefined} json
 * @returns {Issue[]}
 */
function requestIssues(validator, request, json) {
  if (request === undefined) return [missing('request')];
  let issues;
  if (typeof json === 'string') {
    // The very text, in which names may stand twice.
    const { start, end } = locate(json, ['request']);
    issues = validator.validateJson(json.slice(start, end));
  } else {
    issues = validator.validate(request);
  }
  return issues.map(({ path, code, message }) => ({ path: ['request', ...path], code, message }));
}

/**
 * @param {unknown} id
 * @returns {Issue[]}
 */
function idIssues(id) {
  const path = ['id'];
  if (id === undefined) return [missing('id')];
  if (typeof id !== 'string') return [{ path, code: 'invalid_type', message: 'Invalid type: expected string' }];
  if (id === '' || id === '.' || id === '..') return [{ path, code: 'invalid_format', message: `No entry has the id ${JSON.stringify(id)}` }];
  return [];
}

/** @param {string} name */
function missing(name) {
  return { path: [name], code: 'missing_property', message: `Missing required property: ${name}` };
}
