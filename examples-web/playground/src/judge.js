/** A state → its issues, each with its place. */

import { projectConfig } from 'checkout/examples-web/seed.json';
import { locator } from 'livingdocs-media-library/locate';
import { Validator } from 'livingdocs-media-library/validator';

export const DEMO_PURPOSES = projectConfig.mediaCenter.usagePurposes;

/** Those that are about a name, and not about what it holds. */
const ABOUT_NAMES = ['unknown_property', 'unsupported_property', 'unsupported_parameter', 'duplicate_property'];

/** `{ purposes }` of a state, or the `problem` with what was written. */
function purposesOf({ purposes, ownPurposes }) {
  if (purposes === 'any') return {};
  if (purposes === 'demo') return { purposes: DEMO_PURPOSES };
  try {
    return { purposes: ownPurposes.trim() ? JSON.parse(ownPurposes) : undefined };
  } catch (error) {
    return { problem: error.message };
  }
}

/** `{ validator, usagePurposes, problem }` for a state: the problem with its purposes, in the package's words, or none. */
export function validatorOf(state) {
  const { purposes: usagePurposes, problem } = purposesOf(state);
  const { apiVersion, unknownProperties } = state;
  const options = { apiVersion, serverRelease: state.serverRelease || undefined, unknownProperties };
  if (problem) return { validator: new Validator(options), problem };
  try {
    return { validator: new Validator({ ...options, usagePurposes }), usagePurposes };
  } catch (error) {
    // All other options are chosen from lists.
    return { validator: new Validator(options), problem: error.message };
  }
}

/** `[{ issue, line, column, from, to }]`, what to underline; and the milliseconds that it took. */
export function judge(validator, text) {
  const started = performance.now();
  const issues = validator.validateJson(text);
  if (issues.length === 0) return { faults: [], took: performance.now() - started };
  const place = locator(text);
  const faults = issues.map((issue) => {
    const { start, end, line, column } = place(issue.path, { key: ABOUT_NAMES.includes(issue.code) });
    return { issue, line, column, from: start, to: underlined(text, issue, start, end) };
  });
  return { faults, took: performance.now() - started };
}

/** Of an object that lacks something its brace, of what has several lines the first one. */
function underlined(text, { code }, start, end) {
  if (code === 'missing_property') return start + 1;
  const lineEnd = text.indexOf('\n', start);
  // Of a line break that may not be there, itself.
  return lineEnd > start && lineEnd < end ? lineEnd : end;
}
