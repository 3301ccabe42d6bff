// Imports and webhooks where a page's script has given every object a property: what an entry, an answer or an event lacks is not that.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { here, runModule } from './installed.mjs';

const NAMES = ['id', 'externalId', 'systemName', 'translations', 'metadata', 'size', 'pattern', 'issues', 'ok', 'results', 'record', 'error_details', 'errors', 'state', 'images', 'mediaId', 'event'];

const WORK = `
  import { createHmac } from 'node:crypto';
  import { MediaLibraryEmulator, connect } from '${pathToFileURL(join(here, 'clients.mjs'))}';
  import { imageOf, importEntries, importFromUrls, inOrder, upsertEntries, validateEntry, waitForImport } from '${pathToFileURL(join(here, 'imports.mjs'))}';
  import { load } from '${pathToFileURL(join(here, 'installed.mjs'))}';
  const { readWebhook } = await load('livingdocs-media-library/webhooks');

  const emulator = new MediaLibraryEmulator({ imports: { polls: 0 } });
  const client = connect(emulator.fetch, { maxRetries: 1, timeoutMs: 60_000 });
  const shown = ({ index, ok, outcome, error, outcomeUnknown, issues }) => (ok ? [index, outcome] : [index, error.code, outcomeUnknown, issues.length]);
  const told = async (results) => (await inOrder(results)).map(shown);
  const headersOf = (body) => new Map([['x-livingdocs-signature', 'sha256=' + createHmac('sha256', 'pw').update(body).digest('hex')]]);
  const heard = (body) => readWebhook({ headers: headersOf(body), arrayBuffer: async () => new TextEncoder().encode(body).buffer }, 'pw').then(({ mediaId }) => mediaId, ({ code }) => code);
  let count = 0;
  const named = () => imageOf('a.jpg', { systemName: 's', externalId: String(++count) });

  const WORK = {
    validate: async () => [named(), { mediaType: 'image', asset: { key: 'x' } }, {}].map((entry) => validateEntry(client, entry).map(({ code }) => code)),
    // Made once at most: a repeat could make it twice.
    async nameless() {
      const before = emulator.requests.length;
      emulator.failNext('lost-response', 1, { method: 'POST' });
      return [await told(importEntries(client, [imageOf('a.jpg')])), emulator.requests.length - before];
    },
    named: () => told(importEntries(client, [named(), { ...named(), systemName: undefined }, named()])),
    async upsert() {
      const entry = named();
      return [await told(upsertEntries(client, [entry])), await told(upsertEntries(client, [entry, imageOf('b.jpg')]))];
    },
    async job() {
      const images = [{ id: String(++count), url: 'https://a.example/1', fileName: '1.jpg', mediaType: 'image' }];
      const { state, items } = await waitForImport(client, await importFromUrls(client, 'images', { systemName: 's', images }));
      return [state, items.length, await importFromUrls(client, 'images', { systemName: 's', images: [{}] }).catch(({ issues }) => issues.length)];
    },
    webhook: async () => [await heard('{"event":"mediaLibraryEntry.update","mediaId":"a"}'), await heard('{"event":"mediaLibraryEntry.update"}'), await heard('{}'), await heard('null')],
  };
  const work = async () => {
    const came = { __proto__: null };
    for (const [task, call] of Object.entries(WORK)) came[task] = JSON.stringify(await call().catch((error) => String(error)));
    return came;
  };
`;

test('what is lacking is not what a prototype was polluted with', () => {
  const [expected, ...rows] = JSON.parse(
    runModule(`${WORK}
      const rows = [await work()];
      for (const name of ${JSON.stringify(NAMES)}) {
        for (const value of ['x', function () {}]) {
          Object.defineProperty(Object.prototype, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
          const came = await work();
          delete Object.prototype[name];
          rows.push([name, came]);
        }
      }
      console.log(JSON.stringify(rows));
    `),
  );
  assert.equal(expected.nameless, '[[[0,"connection",true,0]],1]');
  assert.equal(expected.webhook, '["a","invalid_event","invalid_event","invalid_event"]');
  assert.equal(rows.length, 2 * NAMES.length);
  for (const [name, came] of rows) assert.deepEqual([name, came], [name, expected]);
});
