/** @jest-environment jsdom */

test('the import goes well, and the first call says what is missing', () => {
  expect(globalThis.TextEncoder).toBeUndefined();
  const library = require('livingdocs-media-library');
  const calls = {
    validator: () => new library.Validator(),
    client: () => new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x' }),
    './validator': () => new (require('livingdocs-media-library/validator').Validator)(),
    './emulator': () => require('livingdocs-media-library/emulator').applyPatches({}, { patches: [] }),
  };
  for (const [name, call] of Object.entries(calls)) {
    let error;
    try {
      call();
    } catch (thrown) {
      error = thrown;
    }
    expect([name, error?.name, error?.code, error?.reason]).toEqual([name, 'WebAssemblyError', 'web_assembly', 'unsupported']);
    expect(error.message).toMatch(/no Text(En|De)coder.*jest-fixed-jsdom/);
    expect(library.isMediaLibraryError(error)).toBe(true);
  }
  // What needs no WebAssembly works.
  const { de, describe: inWords } = require('livingdocs-media-library/messages');
  const [issue] = library.issuesFromErrorDetails({ 'patches.0.note': 'from the server' });
  expect(inWords(issue, de)).toBe('from the server');
});
