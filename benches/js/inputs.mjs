/** What is judged. */

const PATCHES = [
  (n) => ({ operation: 'setMetadataProperty', propertyName: 'title', value: `Lake at dawn, seen from the harbour, number ${n}` }),
  (n) => ({ operation: 'setMetadataProperty', propertyName: 'credit', value: `R. Muster / Agency ${n}` }),
  () => ({ operation: 'archive' }),
  (n) => ({ operation: 'replaceAsset', value: { key: `2026/05/01/${n}.jpeg`, mimeType: 'image/jpeg', size: 10000 + n, width: 1000, height: 800 } }),
  (n) => ({ operation: 'revokeAsset', note: `Case #${n}: the licence has ended, and was not renewed in time` }),
  () => ({ operation: 'unrevokeAsset' }),
  () => ({ operation: 'removeAsset', locale: 'en' }),
  (n) => ({
    operation: 'addUsageLogEntry',
    value: { state: 'pending', purpose: 'print', url: `https://example.com/articles/${n}`, params: { medium: 'Paper' } },
  }),
  (n) => ({
    operation: 'updateUsageLogEntry',
    usageLogEntryId: `g1x419Ug${n}`,
    value: { state: 'confirmed', purpose: 'print', publicationDate: '2026-05-01T11:00:00.000Z', params: { page: n } },
  }),
  (n) => ({ operation: 'removeUsageLogEntry', usageLogEntryId: `g1x419Ug${n}` }),
];

const CAPTIONS = [
  (n) => ({ operation: 'setMetadataProperty', propertyName: 'caption', value: `Morgendämmerung über dem Zürichsee, Süßwasser ${n}` }),
  (n) => ({ operation: 'setMetadataProperty', propertyName: 'caption', value: `Η λίμνη την αυγή, φωτογραφία ${n}` }),
  (n) => ({ operation: 'revokeAsset', note: `Schluss 😀🏞️ für Fall ${n} 🚫` }),
];

/** One fault each. */
const FAULTS = [
  () => ({ operation: 'notExistingOperation' }),
  () => ({ operation: 'revokeAsset', note: 'x'.repeat(201) }),
  () => ({ operation: 'archive', reason: 'old' }),
  () => ({ operation: 'setMetadataProperty', propertyName: '' }),
  () => ({ operation: 'replaceAsset', value: {} }),
  () => ({ operation: 'replaceAsset', value: { key: 'a.jpeg', size: -1 } }),
  () => ({ operation: 'removeAsset', locale: 5 }),
  () => ({ operation: 'addUsageLogEntry', value: { purpose: 'print', state: 'done' } }),
  () => ({ operation: 'addUsageLogEntry', value: { purpose: 'print', publicationDate: 'tomorrow' } }),
  () => ({ operation: 'removeUsageLogEntry' }),
];

const request = (makers, count) => ({
  version: '1',
  patches: Array.from({ length: count }, (_, n) => makers[n % makers.length](n)),
});

/** `{ name, text, bytes, object, size, valid }` each. `example` is the text of the reference's example, in any layout. */
export function inputs(example) {
  return [
    input('one small patch', request(PATCHES, 1)),
    input("the reference's example", JSON.parse(example)),
    input('200 patches', request(PATCHES, 200)),
    input('200 captions, not ASCII', request(CAPTIONS, 200)),
    input('500 KB', request(PATCHES, 5_000)),
  ];
}

export const faulty = () => ({ ...input('100 faults', request(FAULTS, 100)), valid: false });

/** The same patches, more and more of them: about 1 KB to 500 KB. */
export const growing = () => [10, 40, 200, 1_000, 5_000].map((count) => input(`${count} patches`, request(PATCHES, count)));

function input(name, object) {
  const text = JSON.stringify(object);
  const bytes = new TextEncoder().encode(text);
  return { name, text, bytes, object, size: bytes.length, valid: true };
}
