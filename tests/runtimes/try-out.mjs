// What every runtime has to do with the package, and what has to come of it.

const ID = 'asze63i9';
const setTitle = { operation: 'setMetadataProperty', propertyName: 'title', value: 'Zürich 😀' };
const tooLong = { operation: 'revokeAsset', note: '😀'.repeat(201) };

/** Takes the package's modules. The first call of each is one that has to compile its wasm. */
export async function tryOut(library, small, { MediaLibraryEmulator }, messages) {
  const verdicts = [library, small].map(({ Validator }) => {
    const validator = new Validator();
    return [
      validator.validate({ patches: [setTitle] }).length,
      validator.validateJson(JSON.stringify({ patches: [setTitle, tooLong] })).map(describe),
    ];
  });
  await Promise.all([library.ready(), small.ready()]);
  const [issue] = new small.Validator().validatePatch(tooLong);

  const emulator = new MediaLibraryEmulator();
  const client = new library.MediaLibraryClient({
    baseUrl: 'https://livingdocs.example',
    token: 'demo-token',
    fetch: emulator.fetch,
  });
  const { version } = await client.getEntry(ID);
  await client.patchEntry(ID, { version, patches: [setTitle] });
  const { metadata } = await client.getEntry(ID);
  const failures = await Promise.all(
    [{ patches: [tooLong] }, { version, patches: [setTitle] }].map((request) =>
      client.patchEntry(ID, request).catch((error) => `${error.name} ${library.isMediaLibraryError(error)}`),
    ),
  );
  const waiting = new AbortController();
  const hang = (url, { signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const patient = new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x', fetch: hang });
  const call = patient.getEntry(ID, { signal: waiting.signal }).catch((error) => error?.name);
  waiting.abort();
  return { verdicts, message: messages.describe(issue, messages.de), title: metadata.title, failures, aborted: await call };
}

const describe = ({ path, code, params }) => [path.join('.'), code, params.maximum, params.actual].join(' ');

const VERDICT = [0, ['patches.1.note too_long 200 201']];

export const EXPECTED = {
  verdicts: [VERDICT, VERDICT],
  message: 'Die Notiz darf höchstens 200 Zeichen lang sein (jetzt 201)',
  title: 'Zürich 😀',
  failures: ['ValidationError true', 'ConflictError true'],
  aborted: 'AbortError',
};
