// Standard Schema and Standard JSON Schema of a validator. Wherever JSON Schema can express a rule, ajv has to agree with
// the validator; the rules that it cannot express are the last tests here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import Ajv07 from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { cases, mediaTypes, purposes } from './cases.mjs';
import { NAME, load } from './installed.mjs';

const { Validator } = await load(`${NAME}/validator`);

const DRAFTS = { 'draft-07': Ajv07, 'draft-2020-12': Ajv2020 };
const ROOTS = ['patchRequest', 'patch'];

/** `[name, value]` of the cases that are values: JSON Schema sees no text, and no single characters. */
const values = (member) =>
  cases
    .filter((row) => Object.hasOwn(row, member) && !row.issues.some(([, code]) => code === 'invalid_character'))
    .map((row) => [row.name, row[member]]);
const requests = values('request');
/** Each of as many code points as a note may have, or one more. */
const notes = ['😀', 'é'].flatMap((unit) => [200, 201].map((count) => [`a note of ${count} × ${JSON.stringify(unit)}`, { operation: 'revokeAsset', note: unit.repeat(count) }]));
const patches = [...values('patch'), ...notes];
const usagePurposes = purposes.list;

const OPTIONS = {
  'default options': {},
  'unknown properties ignored': { unknownProperties: 'ignore' },
  'an old API version': { apiVersion: '2025-03' },
  'an old server': { apiVersion: '2026-01', serverRelease: 'release-2025-11' },
  'the first server': { serverRelease: 'release-2020-12' },
  purposes: { usagePurposes },
  'purposes of a project config': { usagePurposes: { mediaCenter: { usagePurposes } } },
  'purposes of an older project config, some of their params required': { usagePurposes: purposes.required },
  'purposes, unknown properties ignored': { usagePurposes, unknownProperties: 'ignore' },
  'no purposes at all': { usagePurposes: [] },
  'media types with every plugin': { mediaTypes: mediaTypes.all },
  'a media type, unknown properties ignored': { mediaTypes: mediaTypes.all, mediaType: 'image', unknownProperties: 'ignore' },
  'several media types': { mediaTypes: mediaTypes.several },
  'one of several media types': { mediaTypes: mediaTypes.several, mediaType: 'video' },
  'a media type without metadata, and purposes': { mediaTypes: mediaTypes.several, mediaType: 'file', usagePurposes },
  'the media type of a project that has none': { projectConfig: {} },
};

/** Strict, so that a keyword that means nothing is an error; formats in full mode. */
function ajv(draft) {
  return addFormats(new DRAFTS[draft]({ strict: true, allErrors: false, logger: false }), { mode: 'full' });
}

/** A validator, perhaps one for a media type. */
function validatorOf({ mediaType, ...options }) {
  const validator = new Validator(options);
  return mediaType === undefined ? validator : validator.forMediaType(mediaType);
}

/** What judges under some options: the validator, and a JSON Schema for each draft. */
function judges(options, root) {
  const schema = validatorOf(options)[root]['~standard'];
  const compiled = Object.keys(DRAFTS).map((draft) => [draft, ajv(draft).compile(schema.jsonSchema.input({ target: draft }))]);
  return { schema, compiled };
}

function assertAgreement({ schema, compiled }, value, name) {
  // JSON Schema cannot compare one moment with another.
  const found = schema.validate(value).issues?.filter(({ code, params }) => code !== 'invalid_date_time' || params.minimum === undefined);
  const issues = found?.length > 0 ? found : undefined;
  for (const [draft, check] of compiled) {
    const accepts = check(value);
    assert.equal(accepts, issues === undefined, `${name}: ${draft} ${accepts ? 'accepts' : 'refuses'} ${JSON.stringify(value)}; ${JSON.stringify(issues ?? check.errors)}`);
  }
}

// ───────────────────────────── Standard Schema ─────────────────────────────

for (const root of ROOTS) {
  test(`${root}: version, vendor, and functions that need no this`, () => {
    const { version, vendor, validate, jsonSchema } = new Validator()[root]['~standard'];
    assert.equal(version, 1);
    assert.equal(vendor, 'livingdocs-media-library');
    assert.ok(validate(null).issues.length > 0);
    assert.deepEqual(jsonSchema.input({ target: 'draft-07' }), jsonSchema.output({ target: 'draft-07' }));
  });
}

test('a valid value is returned as it came, at once', () => {
  const validator = new Validator();
  const patch = Object.freeze({ operation: 'archive', note: undefined });
  const request = Object.freeze({ patches: Object.freeze([patch]), at: undefined });
  for (const [schema, value] of [[validator.patchRequest, request], [validator.patch, patch]]) {
    const result = schema['~standard'].validate(value);
    assert.equal(result.value, value);
    assert.equal(result.issues, undefined);
    assert.equal(typeof result.then, 'undefined');
  }
});

test('issues are plain objects, each with a path of strings and numbers', () => {
  const validate = new Validator().patchRequest['~standard'].validate;
  const request = {
    version: -1,
    surplus: 1,
    patches: [{ operation: 'archive' }, { operation: 'revokeAsset', note: 'x'.repeat(201) }, null, { operation: 'replaceAsset', value: { width: '1' } }],
  };
  const { issues } = validate(request);
  assert.ok(Array.isArray(issues));
  const paths = issues.map(({ path }) => path);
  assert.deepEqual(paths, [
    ['version'],
    ['surplus'],
    ['patches', 1, 'note'],
    ['patches', 2],
    ['patches', 3, 'value', 'key'],
    ['patches', 3, 'value', 'width'],
  ]);
  for (const issue of issues) {
    assert.equal(Object.getPrototypeOf(issue), Object.prototype);
    assert.deepEqual(Object.keys(issue), ['path', 'code', 'message', 'params']);
    assert.equal(typeof issue.message, 'string');
  }
});

test('a fault of the root has the empty path', () => {
  for (const value of [undefined, null, 1n, Symbol('x'), () => {}, 'text', []]) {
    const { issues } = new Validator().patchRequest['~standard'].validate(value);
    assert.equal(issues.length, 1);
    assert.deepEqual(issues[0].path, []);
  }
});

test('paths of a single patch start at the patch', () => {
  const { issues } = new Validator().patch['~standard'].validate({ operation: 'replaceAsset', value: { key: '' } });
  assert.deepEqual(issues.map(({ path }) => path), [['value', 'key']]);
});

// ───────────────────────────── JSON Schema ─────────────────────────────

test('a target other than the two drafts is an error that names both', () => {
  const { jsonSchema } = new Validator().patch['~standard'];
  for (const target of ['openapi-3.0', 'draft-04', '', 'constructor', undefined]) {
    assert.throws(() => jsonSchema.input({ target }), /draft-2020-12 or draft-07/);
  }
});

test('every call gives a schema of its own', () => {
  const { jsonSchema } = new Validator().patch['~standard'];
  const first = jsonSchema.input({ target: 'draft-07' });
  const copy = structuredClone(first);
  first.anyOf.length = 0;
  assert.deepEqual(jsonSchema.input({ target: 'draft-07' }), copy);
});

for (const [name, options] of Object.entries(OPTIONS)) {
  test(`the JSON Schemas are valid against their meta-schemas: ${name}`, () => {
    for (const draft of Object.keys(DRAFTS)) {
      for (const root of ROOTS) {
        const schema = validatorOf(options)[root]['~standard'].jsonSchema.output({ target: draft });
        const checker = ajv(draft);
        assert.ok(checker.validateSchema(schema), checker.errorsText());
        assert.deepEqual(JSON.parse(JSON.stringify(schema)), schema, 'is JSON');
      }
    }
  });

  test(`ajv and the validator agree on every case: ${name}`, () => {
    const patch = judges(options, 'patch');
    const request = judges(options, 'patchRequest');
    for (const [row, value] of patches) {
      assertAgreement(patch, value, row);
      assertAgreement(request, { patches: [{ operation: 'archive' }, value] }, row);
    }
    for (const [row, value] of requests) assertAgreement(request, value, row);
  });

  test(`ajv and the validator agree on requests that were changed at random: ${name}`, () => {
    const request = judges(options, 'patchRequest');
    const random = randomFrom(20260501);
    const { validate } = validatorOf(options).patch['~standard'];
    const good = patches.map(([, patch]) => patch).filter((patch) => !validate(patch).issues);
    let refused = 0;
    for (let round = 0; round < 1_500; round++) {
      const value = mutated(good, random);
      if (request.schema.validate(value).issues) refused += 1;
      assertAgreement(request, value, `round ${round}`);
    }
    assert.ok(refused > 150 && refused < 1_350, `${refused} were refused`);
  });
}

/** The schemas of choices, and the titles of them all. */
const patchSchema = (options) => new Validator(options).patch['~standard'].jsonSchema.input({ target: 'draft-07' });
const titles = ({ anyOf }) => anyOf.map(({ title }) => title);

test('titles are names in words, and say of choices which they are', () => {
  const all = patchSchema({});
  assert.deepEqual([all.title, new Validator().patchRequest['~standard'].jsonSchema.input({ target: 'draft-07' }).title], ['Patch', 'Patch request']);
  assert.deepEqual(titles(all), ['Set metadata property', 'Archive', 'Replace asset', 'Remove asset', 'Revoke asset', 'Unrevoke asset', 'Add usage log entry', 'Update usage log entry', 'Remove usage log entry']);
  assert.equal(all.anyOf.at(-1).properties.usageLogEntryId.title, 'Usage log entry ID');
  assert.deepEqual(Object.keys(all.anyOf[1].properties), ['operation']);
  const { value } = patchSchema({ usagePurposes: [{ handle: 'an idea' }] }).anyOf[6].properties;
  assert.deepEqual(titles(value), ['An idea, pending', 'An idea, confirmed']);
  assert.deepEqual(value.anyOf.map(({ required }) => required.includes('state')), [false, true]);
  assert.deepEqual(value.anyOf[0].properties.params.properties, {});
  const typed = patchSchema({ mediaTypes: [{ handle: 'image', metadata: [{ handle: 'title', type: 'li-text' }] }, { handle: 'file' }] });
  assert.deepEqual(typed.anyOf[0].required, ['operation', 'propertyName', 'value']);
  assert.deepEqual(titles(typed).slice(0, 3), ['Set metadata property: title', 'Set metadata property', 'Archive']);
});

test('a parameter is there from its version on; before, it is unknown, or never right where that passes', () => {
  const propertiesOf = (options) => new Validator(options).patchRequest['~standard'].jsonSchema.input({ target: 'draft-07' }).properties;
  for (const [apiVersion, isThere] of [['2026-01', false], ['2026-03', true]]) {
    assert.equal('preserveUpdatedAt' in propertiesOf({ apiVersion }), isThere);
    const open = judges({ apiVersion, unknownProperties: 'ignore' }, 'patchRequest');
    assertAgreement(open, { preserveUpdatedAt: true, patches: [] }, apiVersion);
  }
});

test('what params have to be, and that required ones are not empty once the state is confirmed', () => {
  const config = { required: true };
  const items = (...values) => ({ dataProvider: { items: values.map((value) => ({ value })) } });
  const paramsSchema = [
    { handle: 'text', type: 'li-text', config },
    { handle: 'long', type: 'li-text', config: { ...config, minLength: 3 } },
    { handle: 'tags', type: 'li-string-list', config },
    { handle: 'page', type: 'li-integer', config },
    { handle: 'any', type: 'of-a-later-release', config },
    { handle: 'odd', type: 'constructor' },
    { handle: 'line', type: 'li-text', config: { allowNewlines: false } },
    { handle: 'lines', type: 'li-text', config: { allowNewlines: true } },
    { handle: 'size', type: 'li-enum', config: items('s', 'm', 5) },
    { handle: 'none', type: 'li-enum', config: items() },
    { handle: 'few', type: 'li-string-list', config: items('s', 'm') },
    { handle: 'digit', type: 'li-integer', config: items(1, 2, '3') },
  ];
  const good = { text: 'x', long: 'abc', tags: ['a'], page: 0, any: 'x' };
  const changes = [
    {}, { text: '' }, { text: undefined }, { long: 'ab' }, { long: '' }, { tags: [] }, { tags: [''] }, ...['', [], {}, 0, false, null].map((any) => ({ any })), { page: '' },
    { odd: '' }, { line: 'a\nb' }, { lines: 'a\nb' }, { size: 's' }, { size: 'x' }, { size: 5 }, { none: 's' }, { few: ['m'] }, { few: ['x'] }, { digit: 1 }, { digit: 3 }, { digit: '3' },
  ];
  const usagePurposes = [{ handle: 'web', paramsSchema }];
  const { size, digit } = patchSchema({ usagePurposes }).anyOf[6].properties.value.anyOf[0].properties.params.properties;
  assert.deepEqual([size.enum, digit.enum], [['s', 'm'], [1, 2]]);
  const patch = judges({ usagePurposes }, 'patch');
  for (const change of changes) {
    for (const state of ['pending', 'confirmed']) {
      const value = { purpose: 'web', state, publicationDate: '2026-05-01T12:00:00Z', params: { ...good, ...change } };
      assertAgreement(patch, JSON.parse(JSON.stringify({ operation: 'addUsageLogEntry', value })), state);
    }
  }
});

test('a note is counted in code points', () => {
  const { validate } = new Validator().patch['~standard'];
  assert.deepEqual(notes.map(([, patch]) => validate(patch).issues === undefined), [true, false, true, false]);
});

// ───────────────────────────── What JSON Schema cannot say ─────────────────────────────

test('what the schema accepts and the validator refuses: depth', () => {
  const judge = judges({}, 'patchRequest');
  let deep = [];
  for (let depth = 0; depth < 1_000; depth++) deep = [deep];
  const value = { patches: [{ operation: 'setMetadataProperty', propertyName: 'x', value: deep }] };
  assert.deepEqual(judge.schema.validate(value).issues.map((issue) => issue.code), ['too_deep']);
  for (const [draft, check] of judge.compiled) assert.ok(check(value), draft);
});

test('what the schema accepts and the validator refuses: characters', () => {
  const judge = judges({}, 'patch');
  const value = { operation: 'setMetadataProperty', propertyName: 'x', value: ['\0', { '\ud800': 1 }] };
  assert.deepEqual(judge.schema.validate(value).issues.map((issue) => issue.code), ['invalid_character', 'invalid_character']);
  for (const [draft, check] of judge.compiled) assert.ok(check(value), draft);
});

test('what the schema never sees: keys that stand twice, and numbers too large for a double', () => {
  const validator = new Validator();
  const { compiled } = judges({}, 'patchRequest');
  for (const [text, code] of [
    ['{"patches":[],"patches":[]}', 'duplicate_property'],
    ['\ufeff{"patches":[]}', 'invalid_json'],
  ]) {
    assert.deepEqual(validator.validateJson(text).map((issue) => issue.code), [code]);
    for (const [draft, check] of compiled) assert.ok(check(JSON.parse(text.replace('\ufeff', ''))), draft);
  }
  const text = '{"patches":[{"operation":"replaceAsset","value":{"key":"a","duration":1e400}}]}';
  assert.deepEqual(validator.validateJson(text).map((issue) => issue.code), ['invalid_type']);
});

test('what the validator accepts and the schema refuses: objects that become JSON only by being sent', () => {
  const judge = judges({}, 'patch');
  for (const value of [
    { operation: 'archive', surplus: undefined },
    { operation: 'addUsageLogEntry', value: { purpose: 'x', publicationDate: new Date() } },
  ]) {
    assert.equal(judge.schema.validate(value).issues, undefined);
    for (const [draft, check] of judge.compiled) {
      assert.ok(!check(value), draft);
      assert.ok(check(JSON.parse(JSON.stringify(value))), draft);
    }
  }
});

// ───────────────────────────── Random requests ─────────────────────────────

/** Numbers from 0 to under 1, the same every time. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** One or two good patches, with up to three changes somewhere inside. */
function mutated(good, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const chosen = Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(good));
  const request = structuredClone({ version: '1', patches: chosen });
  for (let changes = Math.floor(random() * 4); changes > 0; changes--) change(request, random, pick);
  return request;
}

const KEYS = [
  'version', 'preserveUpdatedAt', 'patches', 'operation', 'propertyName', 'value', 'locale', 'note', 'usageLogEntryId',
  'oldValue', 'key', 'url', 'size', 'duration', 'state', 'purpose', 'publicationDate', 'params', 'title', 'page', 'tags', 'other',
];
const VALUES = [
  null, true, false, 0, 1, -1, 1.5, 10, '', 'x', '7', 'abc', 'web', 'print', 'pending', 'confirmed', 'archive', 'replaceAsset',
  'addUsageLogEntry', 'updateUsageLogEntry', 'x'.repeat(201), '2026-05-01T12:00:00Z', '2026-05-01', 'https://example.com',
  [], ['a'], ['a', 'd'], {}, { key: 'k' }, { purpose: 'web', state: 'confirmed' }, { title: 'abc' }, [{ operation: 'archive' }],
];

/** Puts something in, takes something out, or puts something in its place. */
function change(root, random, pick) {
  let place = root;
  for (;;) {
    const inner = Object.values(place).filter((value) => typeof value === 'object' && value !== null);
    if (inner.length === 0 || random() < 0.25) break;
    place = pick(inner);
  }
  const own = Object.keys(place);
  if (Array.isArray(place)) {
    if (own.length > 0 && random() < 0.5) place[Number(pick(own))] = structuredClone(pick(VALUES));
    else place.push(structuredClone(pick(VALUES)));
  } else if (own.length > 0 && random() < 0.3) {
    delete place[pick(own)];
  } else {
    place[own.length > 0 && random() < 0.6 ? pick(own) : pick(KEYS)] = structuredClone(pick(VALUES));
  }
}
