/** @jest-environment jsdom */

const library = require('livingdocs-media-library');

const tooLong = { patches: [{ operation: 'revokeAsset', note: 'ü😀x'.repeat(101) }] };
const entry = { id: 'ü', version: 1, mediaType: 'image', metadata: { title: 'Zürich 😀' }, createdAt: '', updatedAt: '' };
const clientWith = (fetch) => new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x', fetch });

test('there is neither TextEncoder nor fetch, and validation works', () => {
  expect([globalThis.TextEncoder, globalThis.TextDecoder, globalThis.fetch]).toEqual([undefined, undefined, undefined]);
  for (const { Validator } of [library, require('livingdocs-media-library/validator')]) {
    const [issue] = new Validator().validate(tooLong);
    expect([issue.code, issue.params.actual]).toEqual(['too_long', 303]);
    expect(new Validator().validateJson(JSON.stringify(tooLong)).length).toBe(1);
    expect(new Validator().validateJson(JSON.stringify(tooLong).replace('x', '\ud800'))[0].code).toBe('invalid_character');
    expect(new Validator().validatePatch({ operation: 'ü😀' })[0].params.actual).toBe('ü😀');
  }
  const { de, describe: inWords } = require('livingdocs-media-library/messages');
  const [issue] = library.issuesFromErrorDetails({ 'patches.0.note': 'from the server' });
  expect(inWords(issue, de)).toBe('from the server');
});

test('the client works with a fetch of its own, and says at once where there is none', async () => {
  const bytes = Buffer.from(JSON.stringify(entry));
  const fetch = async () => ({ status: 200, headers: { get: () => null }, url: '', arrayBuffer: async () => bytes });
  expect((await clientWith(fetch).getEntry('a')).metadata.title).toBe('Zürich 😀');
  await expect(clientWith(undefined).getEntry('a')).rejects.toThrow(/^fetch: this runtime has none/);
  await expect(clientWith(fetch).patchEntry('a', tooLong)).rejects.toThrow(library.ValidationError);
});

test('the emulator says what is missing, and applies patches', () => {
  const { MediaLibraryEmulator, applyPatches } = require('livingdocs-media-library/emulator');
  expect(() => new MediaLibraryEmulator()).toThrow(/^Request: this runtime has none.*jest-fixed-jsdom/);
  const patches = [{ operation: 'setMetadataProperty', propertyName: 'title', value: 'ü😀' }];
  expect(applyPatches(entry, { patches }).entry.metadata.title).toBe('ü😀');
});
