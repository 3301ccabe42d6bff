// Every call of the client, with whatever its caller may do to it meanwhile. Each gives a promise that ends in one of the
// ways in `OUTCOMES`.

import { MediaLibraryClient, isMediaLibraryError } from 'livingdocs-media-library';
import { watched } from './watch.mjs';

export const IDS = ['asze63i9', '2er11b3i', 'a77ei8nm', 'missing'];
const KEYS = ['a/b.jpg', 'missing.jpg'];

export const chance = (odds) => Math.random() < odds;
export const pick = (list) => list[Math.floor(Math.random() * list.length)];
const ms = (most) => Math.ceil(Math.random() * most);
const sleep = (most) => new Promise((resolve) => setTimeout(resolve, ms(most)));

/** What the callers' own functions throw. */
const OWN = new Error('thrown by the caller');
const slip = () => {
  throw OWN;
};

const PATCHES = [
  { operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn 😀' },
  { operation: 'setMetadataProperty', propertyName: 'title', value: 'x'.repeat(10_000) },
  { operation: 'archive' },
  { operation: 'revokeAsset', note: 'gone' },
  { operation: 'unrevokeAsset' },
  { operation: 'addUsageLogEntry', value: { purpose: 'web', state: 'pending' } },
  { operation: 'removeUsageLogEntry', usageLogEntryId: 'missing' },
  { operation: 'revokeAsset', note: 'x'.repeat(201) },
];
const request = () => ({ patches: Array.from({ length: ms(3) }, () => pick(PATCHES)) });

async function all(iterable, leaveAfter = Infinity) {
  let count = 0;
  for await (const _ of iterable) if (++count >= leaveAfter) break;
}

function* jobs() {
  for (let left = ms(8); left > 0; left--) yield { id: pick(IDS), request: request() };
  if (chance(0.1)) slip();
}

const CALLS = {
  getEntry: (client, options) => client.getEntry(pick(IDS), options),
  'getEntries by ids': (client, options) => client.getEntries({ ids: Array.from({ length: ms(200) }, () => pick(IDS)) }, options),
  'getEntries by externalId': (client, options) => client.getEntries({ externalId: 'ex-1' }, options),
  patchEntry: (client, options) => client.patchEntry(pick(IDS), request(), options),
  updateEntry: (client, options) => client.updateEntry(pick(IDS), chance(0.1) ? slip : async () => [pick(PATCHES)], options),
  getUsageLog: (client, options) => client.getUsageLog(pick(IDS), options),
  getAssetKeys: (client, options) => client.getAssetKeys(pick(IDS), options),
  async serveImage(client, options) {
    const { body } = await client.serveImage(pick(KEYS), options);
    if (chance(0.3)) return body?.cancel();
    return all(body ?? []);
  },
  'a page': async (client, options) => void (await client.getIncomingDocumentReferences(IDS[0], { limit: 2 }, options)),
  'all pages': (client, options) => all(client.getIncomingMediaReferences(IDS[0], { limit: ms(3) }, options), chance(0.3) ? 2 : undefined),
  patchEntries: (client, options) => all(client.patchEntries(jobs(), { ...options, concurrency: ms(8) }), chance(0.2) ? ms(5) : undefined),
};

const TOKENS = ['demo-token', 'demo-token', () => 'demo-token', async () => (await sleep(5), 'demo-token'), () => (chance(0.2) ? slip() : 'demo-token')];

/** A call that was begun: `ended` is a promise of its outcome, `abort` ends most of them. */
export function begin({ baseUrl, fetch }) {
  const client = new MediaLibraryClient({ baseUrl, fetch, token: pick(TOKENS), onAttempt: chance(0.3) ? slip : undefined, timeoutMs: 200 + ms(800), maxRetries: pick([0, 0, 1, 2]) });
  const name = pick(Object.keys(CALLS));
  const controller = new AbortController();
  const abort = () => controller.abort(OWN);
  const signal = chance(0.8) ? watched(controller.signal) : undefined;
  if (chance(0.2)) sleep(200).then(abort);
  const ended = (async () => {
    try {
      await CALLS[name](client, { signal });
      return 'ok';
    } catch (error) {
      if (error === OWN) return 'own';
      if (isMediaLibraryError(error)) return error.code;
      // The body of an image, which the caller reads, breaks as the runtime has it.
      if (name === 'serveImage') return 'body';
      return `UNEXPECTED in ${name}: ${error?.stack ?? error}`;
    }
  })();
  return { name, ended, abort };
}
