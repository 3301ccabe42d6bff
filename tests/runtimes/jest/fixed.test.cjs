/** @jest-environment jest-fixed-jsdom */

const { ConflictError, MediaLibraryClient, TimeoutError, Validator } = require('livingdocs-media-library');
const { MediaLibraryEmulator } = require('livingdocs-media-library/emulator');

const ID = 'asze63i9';
const setTitle = { operation: 'setMetadataProperty', propertyName: 'title', value: 'Zürich 😀' };

test('the validator and the emulator', async () => {
  expect(document.body).toBeDefined();
  const [issue] = new Validator().validate({ patches: [{ operation: 'revokeAsset', note: 'x'.repeat(201) }] });
  expect([issue.code, issue.path]).toEqual(['too_long', ['patches', 0, 'note']]);
  const { fetch } = new MediaLibraryEmulator();
  const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch });
  const { version } = await client.getEntry(ID);
  await client.patchEntry(ID, { version, patches: [setTitle] });
  expect((await client.getEntry(ID)).metadata.title).toBe('Zürich 😀');
  await expect(client.patchEntry(ID, { version, patches: [setTitle] })).rejects.toThrow(ConflictError);
});

test('a server over HTTP', async () => {
  const attempts = [];
  const connect = (kind) =>
    new MediaLibraryClient({
      baseUrl: `${process.env.NETWORK}/${kind}`,
      token: 'demo-token',
      maxRetries: 0,
      onAttempt: ({ status }) => attempts.push(status),
    });
  expect((await connect('plain').getEntry(ID, { signal: new AbortController().signal })).id).toBe(ID);
  await connect('plain').patchEntry(ID, { patches: [setTitle] });
  expect(attempts).toEqual([200, 200]);
  await expect(connect('silent').getEntry(ID, { timeoutMs: 200 })).rejects.toThrow(TimeoutError);
});
