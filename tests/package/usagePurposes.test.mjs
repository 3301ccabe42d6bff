// The option `usagePurposes`: what is taken, what is refused and where, and that nobody changes it later. What it makes of
// purposes and params is in tests/cases/issues/params.json.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurations } from './cases.mjs';
import { NAME, load } from './installed.mjs';

const { MediaLibraryClient, Validator } = await load(NAME);
const { MediaLibraryEmulator } = await load(`${NAME}/emulator`);

const purposes = () => [
  { handle: 'print', label: { de: 'Druck', en: 'Print' }, internal: true, somethingElse: 1 },
  { handle: 'web', label: 'Web', paramsSchema: [{ handle: 'page', type: 'li-integer', config: { required: true, maxValue: 3 } }] },
];
const used = (purpose, params) => ({ operation: 'addUsageLogEntry', value: { purpose, params } });
const codes = (validator, patch) => validator.validatePatch(patch).map(({ code, path }) => `${code} ${path.join('.')}`);

const schemaOf = (validator) => validator.patch['~standard'].jsonSchema.input({ target: 'draft-07' });

const FORMS = [
  ['the project config', { mediaCenter: { usagePurposes: purposes() }, other: {} }],
  ['an older project config', { mediaCenter: { usageLog: { purposes: purposes() } } }],
  ['the newer place of two', { mediaCenter: { usagePurposes: purposes(), usageLog: { purposes: [{ handle: 'radio' }] } } }],
];
for (const [form, options] of [
  ['the list', { usagePurposes: purposes() }],
  ...FORMS.map(([form, usagePurposes]) => [form, { usagePurposes }]),
  ...FORMS.map(([form, projectConfig]) => [`${form}, as projectConfig,`, { projectConfig }]),
]) {
  test(`${form} is taken, and rules`, () => {
    const validator = new Validator(options);
    assert.deepEqual(codes(validator, used('print')), []);
    assert.deepEqual(codes(validator, used('web', { page: 3 })), []);
    assert.deepEqual(codes(validator, used('radio')), ['unknown_purpose value.purpose']);
    assert.deepEqual(codes(validator, used('web', { page: 4, more: 1 })), ['out_of_range value.params.page', 'unknown_property value.params.more']);
    const confirmed = { operation: 'addUsageLogEntry', value: { purpose: 'web', state: 'confirmed', publicationDate: '2026-05-01T12:00:00Z' } };
    assert.deepEqual(codes(validator, confirmed), ['missing_property value.params.page']);
  });
}

test('an unknown purpose is told what there is', () => {
  const [issue] = new Validator({ usagePurposes: purposes() }).validatePatch(used('radio'));
  assert.deepEqual(issue, {
    path: ['value', 'purpose'],
    code: 'unknown_purpose',
    message: 'Unknown purpose: "radio"',
    params: { allowed: ['print', 'web'], actual: 'radio' },
  });
});

test('an empty purpose is too short, and not unknown, too', () => {
  assert.deepEqual(codes(new Validator({ usagePurposes: purposes() }), used('')), ['too_short value.purpose']);
});

test('no purposes are not the same as purposes that are not given', () => {
  assert.deepEqual(codes(new Validator({ usagePurposes: [] }), used('print')), ['unknown_purpose value.purpose']);
  assert.deepEqual(codes(new Validator({ usagePurposes: undefined }), used('print')), []);
});

test('a project config without purposes leaves them open, and is refused where purposes are asked for', () => {
  for (const config of [{}, { mediaCenter: {} }, { mediaCenter: { usageLog: {} } }]) {
    const validator = new Validator({ projectConfig: config });
    assert.deepEqual(codes(validator, used('radio')), []);
    assert.deepEqual(schemaOf(validator), schemaOf(new Validator({ projectConfig: {} })));
    assert.throws(() => new Validator({ usagePurposes: config }), /^TypeError: usagePurposes: expected a list of purposes, or a project config/);
  }
});

test('purposes given to the client bind its requests, and those given to the emulator bind its answers', async () => {
  const emulator = new MediaLibraryEmulator({ usagePurposes: purposes() });
  const options = { baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch: emulator.fetch };
  const request = { patches: [used('radio')] };
  const strict = new MediaLibraryClient({ ...options, usagePurposes: purposes() });
  await assert.rejects(strict.patchEntry('asze63i9', request), ({ code, issues }) => code === 'validation' && issues[0].code === 'unknown_purpose');
  assert.equal(emulator.requests.length, 0);
  await assert.rejects(new MediaLibraryClient(options).patchEntry('asze63i9', request), ({ code, issues }) => {
    assert.deepEqual(issues[0].path, ['patches', 0, 'value', 'purpose']);
    return code === 'bad_request';
  });
});

test('what the caller changes later has no effect', () => {
  const usagePurposes = purposes();
  const options = { usagePurposes };
  const validator = new Validator(options);
  const schema = JSON.stringify(schemaOf(validator));
  usagePurposes.push({ handle: 'radio' });
  usagePurposes[1].paramsSchema[0].config.maxValue = 99;
  usagePurposes[0].handle = 'changed';
  options.usagePurposes = undefined;
  assert.deepEqual(codes(validator, used('print')), []);
  assert.deepEqual(codes(validator, used('radio')), ['unknown_purpose value.purpose']);
  assert.deepEqual(codes(validator, used('web', { page: 4 })), ['out_of_range value.params.page']);
  assert.equal(JSON.stringify(schemaOf(validator)), schema);
});

test('a frozen config is taken and left as it is', () => {
  const freeze = (value) => {
    if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze);
    return value;
  };
  assert.deepEqual(codes(new Validator({ usagePurposes: freeze(purposes()) }), used('print')), []);
});

// ───────────────────────────── Broken configs ─────────────────────────────

const withParam = (param) => [{ handle: 'web', paramsSchema: [{ handle: 'ok', type: 'li-text' }, param] }];
const withConfig = (config) => withParam({ handle: 'x', type: 'li-text', config });
const cycle = [];
cycle.push(cycle);

/** Each with the place that the TypeError names: those of tests/cases, and what is no JSON. */
const BROKEN = [
  ...configurations.filter(({ place, usagePurposes }) => place && usagePurposes !== undefined).map(({ usagePurposes, place }) => [usagePurposes, place]),
  [() => purposes(), 'usagePurposes'],
  [cycle, 'usagePurposes'],
  [[{ handle: 'print', id: 1n }], 'usagePurposes'],
  [withConfig({ maxItems: NaN }), 'usagePurposes.0.paramsSchema.1.config.maxItems'],
];

for (const [usagePurposes, place] of BROKEN) {
  test(`broken at ${place}: ${shown(usagePurposes)}`, () => {
    const isRight = (error) => {
      assert.ok(error instanceof TypeError, String(error));
      assert.ok(error.message.startsWith(`${place}: `), error.message);
      return true;
    };
    assert.throws(() => new Validator({ usagePurposes }), isRight);
    assert.throws(() => new MediaLibraryClient({ baseUrl: 'https://x.example', token: 't', usagePurposes }), isRight);
  });
}

test('a place in a project config is counted from its list', () => {
  assert.throws(() => new Validator({ usagePurposes: { mediaCenter: { usagePurposes: [{}] } } }), /^TypeError: usagePurposes\.0\.handle: Missing required property: handle$/);
});

/** What is not known is let through: other types of params, other settings, items that come from elsewhere. */
for (const taken of [
  ...configurations.filter(({ place, usagePurposes }) => !place && usagePurposes !== undefined).map(({ usagePurposes }) => usagePurposes),
  [{ handle: 'web', paramsSchema: undefined, label: 5 }],
]) {
  test(`let through: ${shown(taken)}`, () => {
    const { usagePurposes: list = taken.mediaCenter?.usageLog?.purposes ?? taken } = taken.mediaCenter ?? {};
    const expected = list.some(({ handle }) => handle === 'web') ? [] : ['unknown_purpose value.purpose'];
    assert.deepEqual(codes(new Validator({ usagePurposes: taken }), used('web')), expected);
  });
}

function shown(value) {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    return 'not JSON';
  }
}
