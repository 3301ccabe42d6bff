// The rows of tests/cases, which the tests in Rust read, too. CONTRIBUTING.md says what their members mean.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

const path = (relative) => new URL(`../cases/${relative}`, import.meta.url);
const read = (file) => JSON.parse(readFileSync(path(file), 'utf8'));

/** Configurations of purposes, by their names. */
export const purposes = read('purposes.json');

/** Media types, by the names of their lists. */
export const mediaTypes = read('media-types.json');

/** Configurations, and the place of what is wrong with them. */
export const configurations = read('configurations.json');

/** Requests and patches with all their issues; `options` are those of a Validator. */
export const cases = readdirSync(path('issues')).sort().flatMap((file) => read(`issues/${file}`)).map(withConfiguration);

function withConfiguration({ options: { usagePurposes: purposesName, mediaTypes: typesName, ...options } = {}, ...row }) {
  if (purposesName !== undefined) options.usagePurposes = purposes[purposesName];
  if (typesName !== undefined) options.mediaTypes = mediaTypes[typesName];
  return { ...row, options };
}

const archive = { operation: 'archive' };

/** Asks for a row's issues in every way that there is, and compares each answer whole. */
export function assertIssues(Validator, row) {
  const validator = new Validator(row.options);
  const { mediaType } = row;
  const bound = mediaType === undefined ? validator : validator.forMediaType(mediaType);
  const root = Object.hasOwn(row, 'patch') ? 'patch' : 'patchRequest';
  const inRequest = ['patches', 1];
  const standard = (value) => bound[root]['~standard'].validate(value).issues ?? [];
  const compare = (found, way = []) => {
    assert.deepEqual(found.map(({ path, code, params }) => [path, code, params]), row.issues.map(([path, code, params]) => [[...way, ...path], code, params]), row.name);
    for (const [index, [, , , message = found[index].message]] of row.issues.entries()) assert.equal(found[index].message, message, row.name);
  };
  const compareText = (text, way) => {
    compare(validator.validateJson(text, { mediaType }), way);
    compare(bound.validateJson(new TextEncoder().encode(text)), way);
  };
  if (Object.hasOwn(row, 'request')) {
    compare(validator.validate(row.request, { mediaType }));
    compare(standard(row.request));
    compareText(JSON.stringify(row.request));
  } else if (Object.hasOwn(row, 'patch')) {
    const request = { patches: [archive, row.patch] };
    compare(validator.validatePatch(row.patch, { mediaType }));
    compare(standard(row.patch));
    compare(bound.validate(request), inRequest);
    compareText(JSON.stringify(request), inRequest);
  } else if (Object.hasOwn(row, 'requestText')) {
    compareText(row.requestText);
  } else {
    compareText(`{"patches":[${JSON.stringify(archive)},${row.patchText}]}`, inRequest);
  }
}

/** The issues of a row, as one way of asking gives them. */
export function issuesOf(Validator, row) {
  const made = new Validator(row.options);
  const validator = row.mediaType === undefined ? made : made.forMediaType(row.mediaType);
  if (Object.hasOwn(row, 'request')) return validator.validate(row.request);
  if (Object.hasOwn(row, 'patch')) return validator.validatePatch(row.patch);
  return validator.validateJson(row.requestText ?? `{"patches":[${row.patchText}]}`);
}
