// What holds for whatever is handed over, tried with fast-check: it shows the smallest value that breaks it and the seed, which
// FC_SEED sets.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ID, MediaLibraryEmulator, connect, library, script, settle } from './clients.mjs';
import { patches, requests, reveal, unsteady, values } from './hostile-values.mjs';
import { NAME, load } from './installed.mjs';

const { Validator, issuesFromErrorDetails, toErrorDetails, toPatch, isMediaLibraryError } = library;
const { applyPatches } = await load(`${NAME}/emulator`);
const { describe, localize, ...locales } = await load(`${NAME}/messages`);
const { locate } = await load(`${NAME}/locate`);
const validator = new Validator();

fc.configureGlobal({ numRuns: Number(process.env.FC_RUNS ?? 400), seed: process.env.FC_SEED && Number(process.env.FC_SEED) });

/** The text that would be sent; undefined where there is none. */
function textOf(value) {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

const isIssue = ({ path, code, message, params }) => Array.isArray(path) && typeof code === 'string' && typeof message === 'string' && typeof params === 'object';

/** Whether a value of ours has thrown that; what cannot be read, too. */
function isThrown(error) {
  try {
    return error instanceof RangeError;
  } catch {
    return true;
  }
}

/** What `work` throws; undefined where it does not. */
function thrownBy(work) {
  try {
    work();
    return undefined;
  } catch (error) {
    return error;
  }
}

const holds = (name, arbitrary, check) => test(name, () => fc.assert(fc.property(arbitrary, (given) => check(reveal(given)))));
const holdsLater = (name, arbitrary, check) => test(name, () => fc.assert(fc.asyncProperty(arbitrary, (given) => check(reveal(given))), { numRuns: 150 }));

holds('validate says of a value what validateJson says of its text', values, (value) => {
  const issues = validator.validate(value);
  assert.ok(issues.every(isIssue));
  assert.equal(validator.isPatchRequest(value), issues.length === 0);
  const text = textOf(value);
  if (text !== undefined) assert.deepEqual(issues, validator.validateJson(text));
  else assert.ok(issues.length === 1 && ['invalid_json', 'invalid_type', 'too_deep'].includes(issues[0].code));
});

holds('validatePatch says of a patch what validateJson says of it in a request', values, (value) => {
  const issues = validator.validatePatch(value);
  assert.ok(issues.every(isIssue));
  assert.equal(validator.isPatch(value), issues.length === 0);
  const text = textOf(value);
  if (text === undefined) return assert.equal(issues.length, 1);
  const within = validator.validateJson(`{"patches":[${text}]}`);
  assert.deepEqual(issues, within.map(({ path, ...issue }) => ({ ...issue, path: path.slice(2) })));
});

holds('what answers otherwise each time makes nothing throw', unsteady, (value) => {
  assert.ok(validator.validate(value).every(isIssue));
  assert.ok(validator.validatePatch(value).every(isIssue));
  assert.equal(typeof validator.isPatch(value), 'boolean');
  assert.ok(issuesFromErrorDetails(value).every(isIssue));
});

holds('validateJson takes anything, and what it finds valid is a request', fc.oneof(values, values.map((value) => textOf(reveal(value))), fc.json(), fc.string({ unit: 'binary' }), fc.uint8Array()), (json) => {
  const issues = validator.validateJson(json);
  assert.ok(issues.every(isIssue));
  if (typeof json === 'string' && issues.length === 0) assert.ok(Array.isArray(JSON.parse(json).patches));
});

holds('options that are none are a TypeError, or what they throw', fc.tuple(fc.constantFrom('apiVersion', 'serverRelease', 'unknownProperties', 'usagePurposes', 'mediaTypes', 'projectConfig'), values), ([name, value]) => {
  for (const options of [value, { [name]: value }]) {
    const error = thrownBy(() => new Validator(options));
    assert.ok(error === undefined || isThrown(error) || error instanceof TypeError);
  }
});

holds('toPatch throws where there are no values, or what these throw', values, (value) => {
  const error = thrownBy(() => assert.equal(typeof toPatch(value), 'object'));
  assert.ok(error === undefined || isThrown(error) || error instanceof TypeError);
});

holds('issuesFromErrorDetails never throws', fc.oneof(values, fc.dictionary(fc.string(), values), values.map((value) => ({ errors: [{ metadataProperty: value, message: value }] }))), (details) => {
  const issues = issuesFromErrorDetails(details);
  assert.ok(issues.every(isIssue));
  assert.equal(typeof toErrorDetails(issues), 'object');
});

holds('every issue has words in every language, through localize too', patches, (patch) => {
  for (const locale of Object.values(locales)) {
    const issues = validator.validatePatch(patch);
    for (const issue of issues) assert.ok(describe(issue, locale).length > 0);
    const localized = localize(validator.patch, locale)['~standard'].validate(patch).issues ?? [];
    assert.deepEqual(localized.map(({ path }) => path), issues.map(({ path }) => path));
  }
});

const plain = fc.jsonValue({ maxDepth: 4 });
holds('locate finds a place within every text for every path', fc.tuple(fc.oneof(plain.map((value) => JSON.stringify(value, null, 1)), fc.string({ unit: 'binary' }), fc.uint8Array()), fc.array(fc.oneof(fc.nat(5), fc.string())), fc.boolean()), ([json, path, key]) => {
  const { start, end, line, column } = locate(json, path, { key });
  assert.ok(start >= 0 && start <= end && end <= json.length && line > 0 && column > 0);
});

holds('applyPatches gives an entry or a conflict, and leaves what it was given', fc.tuple(values, requests), ([entry, request]) => {
  const error = thrownBy(() => {
    const { entry: changed, conflict } = applyPatches(entry, request);
    assert.ok((changed === undefined) !== (conflict === undefined));
  });
  assert.equal(error, undefined);
});

const OPTIONS = ['entries', 'defaultLocale', 'tokens', 'serverRelease', 'unknownProperties', 'usagePurposes', 'usageLog', 'documentReferences', 'mediaReferences', 'files', 'now'];
holds('the emulator refuses options and faults that are none by a TypeError', fc.tuple(fc.constantFrom(...OPTIONS), values), ([name, value]) => {
  const emulator = new MediaLibraryEmulator();
  for (const work of [() => new MediaLibraryEmulator({ [name]: value }), () => new MediaLibraryEmulator(value), () => emulator.failNext(value), () => emulator.failNext('hang', value), () => emulator.failNext('hang', 1, value), () => emulator.entry(value)]) {
    const error = thrownBy(work);
    assert.ok(error === undefined || isThrown(error) || error instanceof TypeError);
  }
});

const METHODS = ['getEntry', 'getEntries', 'patchEntry', 'updateEntry', 'getUsageLog', 'getAssetKeys', 'serveImage', 'getIncomingDocumentReferences', 'getIncomingMediaReferences'];
holdsLater('a method of the client rejects, and throws nothing, whatever it is given', fc.tuple(fc.constantFrom(...METHODS), fc.oneof(values, fc.constant(ID)), values, values), async ([method, ...given]) => {
  const client = connect(script(404), { maxRetries: 0, timeoutMs: 2_000 });
  let promise;
  assert.equal(thrownBy(() => (promise = client[method](...given))), undefined);
  await promise.catch((error) => {
    assert.ok(isThrown(error) || error instanceof TypeError || isMediaLibraryError(error));
  });
});

holdsLater('patchEntry sends the very text of what is valid, and nothing else', requests, async (request) => {
  const fetch = script(200);
  const error = await connect(fetch).patchEntry(ID, request).catch((error) => error);
  assert.ok(error === undefined || error.code === 'validation');
  assert.equal(fetch.requests.length, error ? 0 : 1);
  assert.equal(error === undefined, validator.validate(request).length === 0);
  if (!error) assert.equal(await fetch.requests[0].text(), textOf(request));
});

holdsLater('patchEntries ends, whatever the jobs are', fc.oneof(values, fc.array(fc.oneof(values, requests.map((request) => ({ id: ID, request }))), { maxLength: 5 })), async (jobs) => {
  const ended = (async () => {
    let count = 0;
    for await (const { ok, error } of connect(script(200)).patchEntries(jobs)) {
      count++;
      assert.ok(ok || isThrown(error) || error instanceof TypeError || isMediaLibraryError(error));
    }
    return count;
  })();
  await ended.catch((error) => assert.ok(isThrown(error) || error instanceof TypeError, String(error)));
  await settle();
});
