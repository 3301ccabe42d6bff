// Required of Jest 27, which reads no `exports`.
test('every subpath is found', () => {
  const { Validator } = require('livingdocs-media-library/validator');
  const [issue] = new Validator().validate({ patches: [{ operation: 'revokeAsset', note: 'x'.repeat(201) }] });
  const { de, describe: inWords } = require('livingdocs-media-library/messages');
  expect(inWords(issue, de)).toBe('Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)');
  expect(require('livingdocs-media-library').Validator).toBeDefined();
  expect(require('livingdocs-media-library/emulator').MediaLibraryEmulator).toBeDefined();
  expect(require('livingdocs-media-library/slim').initSync).toBeDefined();
});
