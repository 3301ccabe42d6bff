// What goes wrong with a request, for emulators in the process and for the server.

import { MediaLibraryEmulator } from 'livingdocs-media-library/emulator';
import { IDS, chance, pick } from './calls.mjs';

const FAULTS = [
  { status: 429, headers: { 'retry-after-ms': '20' } },
  { status: 503, headers: { 'retry-after': '0' } },
  { status: 500, body: '<html>' },
  { status: 401 },
  { status: 409, body: '{"error":"Conflict","error_details":{"message":"The entry was changed"}}' },
  { status: 400, body: '{"error":"Bad Request","error_details":{"patches.0.note":"String is too long (201 chars), maximum 200"}}' },
  { status: 302, headers: { location: 'https://login.example/' } },
  'network-error',
  'reject-non-error',
  'throw',
  'hang',
  'malformed-json',
  'truncated-body',
  'lost-response',
];

const more = { version: 1, mediaType: 'image', metadata: {}, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
const reference = { id: IDS[0], type: 'image', location: 'metadata', propertyName: 'teaserImage' };
const references = Array.from({ length: 7 }, (_, id) => ({ id: String(id), references: [reference] }));

const emulate = () =>
  new MediaLibraryEmulator({
    entries: [
      { id: IDS[0], asset: { key: 'a/b.jpg' }, ...more },
      { id: IDS[1], ...more },
      { id: IDS[2], systemName: 'externalSystem', externalId: 'ex-1', ...more },
    ],
    files: { 'a/b.jpg': new Uint8Array(100_000) },
    documentReferences: { [IDS[0]]: references.map(({ id, ...rest }) => ({ id: Number(id), ...rest })) },
    mediaReferences: { [IDS[0]]: references },
  });

/** An emulator keeps its requests and logs, so another one takes its place now and then. */
const MOST_REQUESTS = 500;

/** A `fetch` of which every tenth request goes wrong. */
export function faultyFetch() {
  let emulator;
  let requests = 0;
  return (url, init) => {
    if (requests++ % MOST_REQUESTS === 0) emulator = emulate();
    if (chance(0.1)) emulator.failNext(pick(FAULTS));
    return emulator.fetch(url, init);
  };
}
