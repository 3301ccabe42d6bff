// The options `mediaTypes` and `projectConfig`, and how an entry's media type is named. What they make of metadata is in
// tests/cases/issues/metadata.json.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configurations, mediaTypes } from './cases.mjs';
import { NAME, load } from './installed.mjs';

const { MediaLibraryClient, Validator, guardPatch, issuesFromErrorDetails } = await load(NAME);
const { MediaLibraryEmulator, applyPatches } = await load(`${NAME}/emulator`);

const set = (propertyName, value) => ({ operation: 'setMetadataProperty', propertyName, value });
const codes = (issues) => issues.map(({ code, path }) => `${code} ${path.join('.')}`);
const several = mediaTypes.several;
const entry = (id, mediaType) => ({ id, version: 1, mediaType, metadata: {}, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' });
const baseUrl = 'https://livingdocs.example';
const clientOf = (emulator, options) => new MediaLibraryClient({ baseUrl, token: 'demo-token', fetch: emulator.fetch, ...options });

for (const { place, ...options } of configurations.filter(({ usagePurposes }) => usagePurposes === undefined)) {
  test(`${JSON.stringify(options).slice(0, 90)} is ${place ? `refused at ${place}` : 'taken'}`, () => {
    for (const make of [() => new Validator(options), () => new MediaLibraryClient({ baseUrl, token: 'x', ...options })]) {
      if (place) assert.throws(make, (error) => error instanceof TypeError && error.message.startsWith(`${place}: `));
      else make();
    }
  });
}

test('what is no configuration is refused, and names the option', () => {
  const circle = {};
  circle.mediaTypes = [circle];
  for (const [options, message] of [
    [{ projectConfig: null }, /^projectConfig: expected an object/],
    [{ projectConfig: [] }, /^projectConfig: expected an object/],
    [{ projectConfig: 'x' }, /^projectConfig: expected an object/],
    [{ projectConfig: circle }, /^projectConfig: .*cannot be serialised/],
    [{ mediaTypes: circle }, /^mediaTypes: .*cannot be serialised/],
    [{ mediaTypes: null }, /^mediaTypes: /],
  ]) {
    assert.throws(() => new Validator(options), (error) => error instanceof TypeError && message.test(error.message), JSON.stringify(message.source));
  }
});

test('of a whole configuration, media types and purposes are used, and options beside it go before', () => {
  const projectConfig = { mediaTypes: several, mediaCenter: { usagePurposes: [{ handle: 'web' }] }, big: 1n };
  const used = (purpose) => ({ operation: 'addUsageLogEntry', value: { purpose } });
  const whole = new Validator({ projectConfig });
  assert.deepEqual(codes(whole.validatePatch(used('print'))), ['unknown_purpose value.purpose']);
  assert.deepEqual(codes(whole.validatePatch(set('nope', 1))), ['unknown_metadata_property propertyName']);
  const own = new Validator({ projectConfig, usagePurposes: [{ handle: 'print' }], mediaTypes: [{ handle: 'scan', metadata: [{ handle: 'nope', type: 'li-integer' }] }] });
  assert.deepEqual(codes(own.validatePatch(used('print'))), []);
  assert.deepEqual(codes(own.validatePatch(set('nope', 1))), []);
  assert.deepEqual(codes(own.validatePatch(set('nope', 'x'), { mediaType: 'scan' })), ['invalid_type value']);
  assert.deepEqual(codes(new Validator({ projectConfig: {} }).validatePatch(used('any'))), []);
});

test('a project without media types has one', () => {
  for (const options of [{ projectConfig: {} }, { projectConfig: { mediaTypes: [] } }, { mediaTypes: [] }]) {
    const validator = new Validator(options).forMediaType('image');
    for (const name of ['title', 'caption', 'source', 'description']) assert.deepEqual(validator.validatePatch(set(name, 'x')), []);
    assert.deepEqual(codes(validator.validatePatch(set('title', 5))), ['invalid_type value']);
    assert.deepEqual(codes(validator.validatePatch(set('credit', 'x'))), ['unknown_metadata_property propertyName']);
  }
});

test('a media type that is not known is a TypeError that says which are', async () => {
  const validator = new Validator({ mediaTypes: several });
  const mediaType = 'imgae';
  for (const ask of [
    () => validator.validate({}, { mediaType }),
    () => validator.validateJson('', { mediaType }),
    () => validator.validatePatch({}, { mediaType }),
    () => validator.forMediaType(mediaType),
  ]) {
    assert.throws(ask, new TypeError('mediaType: expected image or video or file, not "imgae"'));
  }
  for (const wrong of [null, 5, '', 'constructor']) assert.throws(() => validator.validatePatch({}, { mediaType: wrong }), TypeError);
  assert.throws(() => validator.validatePatch({}, 'image'), new TypeError('options: expected an object, not "image"'));
  assert.throws(() => new Validator().validatePatch({}, { mediaType: 'image' }), /mediaType: expected none without projectConfig or mediaTypes/);
  const client = clientOf(new MediaLibraryEmulator(), { mediaTypes: several });
  await assert.rejects(client.patchEntry('asze63i9', { patches: [] }, { mediaType }), TypeError);
  const results = [];
  for await (const one of client.patchEntries([{ id: 'asze63i9', request: { patches: [] }, mediaType }])) results.push(one);
  const [result] = results;
  assert.ok(result.error instanceof TypeError);
});

test('a validator for a media type is made once, and judges for it everywhere', async () => {
  const validator = new Validator({ mediaTypes: several });
  const video = validator.forMediaType('video');
  assert.equal(validator.forMediaType('video'), video);
  assert.equal(validator.forMediaType('image').forMediaType('video'), video);
  assert.equal(video.patch, video.patch);
  assert.deepEqual(codes(video.validatePatch(set('credit', 'x'))), ['unknown_metadata_property propertyName']);
  assert.deepEqual(video.validatePatch(set('credit', 'x'), { mediaType: 'image' }), []);
  assert.deepEqual(codes(video.patch['~standard'].validate(set('length', 'x')).issues), ['invalid_type value']);
  assert.equal(video.isPatch(set('title', '12345')), true);
  assert.equal(validator.forMediaType('image').isPatch(set('title', '12345')), false);
  const patched = (patch) => new Request(`${baseUrl}/api/2025-03/mediaLibrary/a`, { method: 'PATCH', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ patches: [patch] }) });
  for (const apiVersion of [undefined, 'path']) {
    assert.equal(await guardPatch(patched(set('length', 5)), video, { apiVersion }), null);
    assert.equal((await guardPatch(patched(set('credit', 'x')), video, { apiVersion })).status, 400);
  }
});

test('the client names the media type: of a patch, of a job, and of the entry that it updates', async () => {
  const emulator = new MediaLibraryEmulator({ entries: [entry('a', 'image'), entry('b', 'video'), entry('c', 'other')] });
  const client = clientOf(emulator, { mediaTypes: several });
  const request = { patches: [set('title', '12345')] };
  await client.patchEntry('a', request);
  await assert.rejects(client.patchEntry('a', request, { mediaType: 'image' }), ({ code, issues }) => code === 'validation' && issues[0].code === 'too_long');
  await client.patchEntry('a', request, { mediaType: 'image', validate: false });
  const results = [];
  for await (const { ok, index } of client.patchEntries([{ id: 'a', request, mediaType: 'image' }, { id: 'b', request, mediaType: 'video' }])) results[index] = ok;
  assert.deepEqual(results, [false, true]);
  await assert.rejects(client.updateEntry('a', () => request.patches), ({ code }) => code === 'validation');
  assert.equal(await client.updateEntry('b', () => request.patches), true);
  // One that the configuration does not have is judged as if none were named.
  assert.equal(await client.updateEntry('c', () => request.patches), true);
  await assert.rejects(client.updateEntry('c', () => [set('nope', 1)]), ({ code }) => code === 'validation');
});

test('the configuration of a project is handed over as it came', async () => {
  const projectConfig = { mediaTypes: several, mediaCenter: { usagePurposes: [] }, channels: [{ handle: 'web' }] };
  const emulator = new MediaLibraryEmulator({ projectConfig });
  const client = clientOf(emulator);
  assert.deepEqual(await client.getProjectConfig(), projectConfig);
  assert.equal(emulator.requests[0].path, '/api/2026-05/projectConfig');
  const judging = clientOf(emulator, { projectConfig: await client.getProjectConfig() });
  await assert.rejects(judging.patchEntry('asze63i9', { patches: [set('nope', 1)] }), ({ code }) => code === 'validation');
  for (const body of ['[]', 'null', '"x"', '{']) {
    emulator.failNext({ status: 200, body });
    await assert.rejects(client.getProjectConfig(), ({ code }) => code === 'response_format');
  }
});

test('wrong metadata are answered at the patches that set them, the last of several', async () => {
  const emulator = new MediaLibraryEmulator({ mediaTypes: several });
  const patches = [set('title', 'ok'), { operation: 'archive' }, set('title', 5), set('nope', 'x')];
  const error = await clientOf(emulator).patchEntry('asze63i9', { patches }).catch((error) => error);
  assert.equal(error.code, 'bad_request');
  assert.deepEqual(error.issues, [
    { path: ['patches', 2, 'value'], code: 'invalid_type', message: "The value of '/title' must be string", params: { expected: 'string' } },
    { path: ['patches', 3, 'value'], code: 'unknown_metadata_property', message: 'Unknown metadata property: "nope"', params: { property: 'nope' } },
  ]);
  const errors = [{ metadataProperty: 'other', message: 'Refused' }];
  emulator.failNext({ status: 400, body: JSON.stringify({ error_details: { message: 'Metadata validation failed.', errors } }) });
  const other = await clientOf(emulator).patchEntry('asze63i9', { patches }).catch((error) => error);
  assert.deepEqual(other.issues, [{ path: ['metadata', 'other'], code: 'server', message: 'Refused', params: {} }]);
  assert.deepEqual(issuesFromErrorDetails(error.details).map(({ path }) => path), [['metadata', 'title'], ['metadata', 'nope']]);
});

test('applyPatches judges by the media type of the entry', () => {
  const request = { patches: [set('title', '12345')] };
  assert.equal(applyPatches(entry('a', 'video'), request, { mediaTypes: several }).entry.metadata.title, '12345');
  const { conflict } = applyPatches(entry('a', 'image'), request, { mediaTypes: several });
  assert.deepEqual([conflict.status, ...codes(conflict.issues)], [400, 'too_long patches.0.value']);
});

test('a large configuration is read once', () => {
  const metadata = Array.from({ length: 2_000 }, (_, index) => ({ handle: `p${index}`, type: 'li-text', config: { maxLength: 5 }, ui: { label: { en: 'x'.repeat(400) } } }));
  const projectConfig = { mediaTypes: [{ handle: 'image', metadata }], components: 'x'.repeat(1_000_000) };
  const validator = new Validator({ projectConfig }).forMediaType('image');
  assert.deepEqual(codes(validator.validatePatch(set('p1999', '123456'))), ['too_long value']);
  assert.equal(validator.validatePatch(set('nope', 1))[0].params.allowed.length, 2_000);
});
