/** A line of NDJSON → what is to be sent, or what is wrong with it. */
import { LONGEST_LINE, SHOWN_ISSUES } from './settings.js';
/** @import { Validator } from 'livingdocs-media-library' */
/** @import { Line, Refusal } from './types.js' */

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
const LONGEST_ID = 200;

/**
 * Null of a blank line.
 * @param {Uint8Array | undefined} bytes undefined where there were too many
 * @param {number} line from 1 on
 * @param {Validator} validator
 * @param {boolean} knowsProject whether it has the project's media types
 * @returns {Line | Refusal | null}
 */
export function judge(bytes, line, validator, knowsProject) {
  /** @param {Refusal['issues'][number][]} issues @param {unknown} [id] @returns {Refusal} */
  const refuse = (issues, id) => ({ line, ...(typeof id === 'string' ? { id } : {}), state: 'refused', issues });

  if (!bytes) return refuse([{ path: [], code: 'too_long', message: `The line is longer than ${LONGEST_LINE} bytes` }]);
  let job;
  try {
    const text = decoder.decode(bytes);
    if (text.trim() === '') return null;
    job = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'not UTF-8';
    return refuse([{ path: [], code: 'invalid_json', message: `Invalid JSON: ${reason}` }]);
  }
  if (typeof job !== 'object' || job === null || Array.isArray(job)) {
    return refuse([{ path: [], code: 'invalid_type', message: 'Invalid type: expected an object, { "id": …, "request": … }' }]);
  }
  const { id, request, mediaType } = job;
  const issues = issuesOfId(id);
  if (request === undefined) issues.push({ path: ['request'], code: 'missing_property', message: 'Missing required property: request' });
  else issues.push(...issuesOfRequest(request, validator, knowsProject ? mediaType : undefined));
  return issues.length > 0 ? refuse(issues, id) : { line, id, request };
}

/**
 * @param {unknown} request
 * @param {Validator} validator
 * @param {string | undefined} mediaType
 * @returns {Refusal['issues']}
 */
function issuesOfRequest(request, validator, mediaType) {
  try {
    const issues = validator.validate(request, { mediaType }).slice(0, SHOWN_ISSUES);
    return issues.map(({ path, code, message }) => ({ path: ['request', ...path], code, message }));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return [{ path: ['mediaType'], code: 'invalid_enum', message: error.message }];
  }
}

/**
 * What the client takes for an id. One with a comma could not be asked for in a list.
 * @param {unknown} id
 * @returns {Refusal['issues']}
 */
function issuesOfId(id) {
  /** @param {Refusal['issues'][number]['code']} code @param {string} message */
  const issue = (code, message) => [{ path: ['id'], code, message }];
  if (id === undefined) return issue('missing_property', 'Missing required property: id');
  if (typeof id !== 'string') return issue('invalid_type', 'Invalid type: expected string');
  if (id === '') return issue('too_short', 'An id is not empty');
  if (id.length > LONGEST_ID) return issue('too_long', `String is too long (${id.length} chars), maximum ${LONGEST_ID}`);
  if (id === '.' || id === '..' || id.includes(',') || !id.isWellFormed() || id.includes('\0')) {
    return issue('invalid_format', 'No entry has such an id');
  }
  return [];
}
