// The rows of tests/cases, which the tests in Rust read, too. CONTRIBUTING.md says what their members mean.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';

const path = (relative) => new URL(`../cases/${relative}`, import.meta.url);
const read = (file) => JSON.parse(readFileSync(path(file), 'utf8'));

/** Configurations of purposes, by their names. */
export const purposes = read('purposes.json');

/** Configurations, and the place of what is wrong with them. */
export const configurations = read('configurations.json');

/** Requests and patches with all their issues; `options` are those of a Validator. */
export const cases = readdirSync(path('issues')).sort().flatMap((file) => read(`issues/${file}`)).map(withPurposes);

function withPurposes({ options: { usagePurposes, ...options } = {}, ...row }) {
  return { ...row, options: usagePurposes === undefined ? options : { ...options, usagePurposes: purposes[usagePurposes] } };
}

const archive = { operation: 'archive' };

/** Asks for a row's issues in every way that there is, and compares each answer whole. */
export function assertIssues(Validator, row) {
  const validator = new Validator(row.options);
  const root = Object.hasOwn(row, 'patch') ? 'patch' : 'patchRequest';
  const inRequest = ['patches', 1];
  const standard = (value) => validator[root]['~standard'].validate(value).issues ?? [];
  const compare = (found, way = []) => {
    assert.deepEqual(found.map(({ path, code, params }) => [path, code, params]), row.issues.map(([path, code, params]) => [[...way, ...path], code, params]), row.name);
    for (const [index, [, , , message = found[index].message]] of row.issues.entries()) assert.equal(found[index].message, message, row.name);
  };
  const compareText = (text, way) => {
    compare(validator.validateJson(text), way);
    compare(validator.validateJson(new TextEncoder().encode(text)), way);
  };
  if (Object.hasOwn(row, 'request')) {
    compare(validator.validate(row.request));
    compare(standard(row.request));
    compareText(JSON.stringify(row.request));
  } else if (Object.hasOwn(row, 'patch')) {
    const request = { patches: [archive, row.patch] };
    compare(validator.validatePatch(row.patch));
    compare(standard(row.patch));
    compare(validator.validate(request), inRequest);
    compareText(JSON.stringify(request), inRequest);
  } else if (Object.hasOwn(row, 'requestText')) {
    compareText(row.requestText);
  } else {
    compareText(`{"patches":[${JSON.stringify(archive)},${row.patchText}]}`, inRequest);
  }
}

/** The issues of a row, as one way of asking gives them. */
export function issuesOf(Validator, row) {
  const validator = new Validator(row.options);
  if (Object.hasOwn(row, 'request')) return validator.validate(row.request);
  if (Object.hasOwn(row, 'patch')) return validator.validatePatch(row.patch);
  return validator.validateJson(row.requestText ?? `{"patches":[${row.patchText}]}`);
}
