// How many entries a second one client patches, by the time that the server takes and by how many requests are in flight: the
// numbers of docs/scale.md. The emulator answers in this process, after a pause.
//   node scale.js

import { MediaLibraryClient } from 'livingdocs-media-library';
import { MediaLibraryEmulator } from 'livingdocs-media-library/emulator';
import { setTimeout as sleep } from 'node:timers/promises';

const PAUSES = [0, 50, 200];
const CONCURRENCIES = [1, 4, 6, 32, 256];

/** Each is measured about so long. */
const SECONDS = 4;

const ids = Array.from({ length: 1_000 }, (_, i) => `entry-${i}`);
const date = '2026-01-01T00:00:00.000Z';
const entries = ids.map((id) => ({ id, version: 1, mediaType: 'image', metadata: {}, createdAt: date, updatedAt: date }));

/**
 * @param {number} pause
 * @param {number} concurrency
 */
async function measure(pause, concurrency) {
  const emulator = new MediaLibraryEmulator({ entries });
  const client = new MediaLibraryClient({
    baseUrl: 'http://localhost',
    token: 'demo-token',
    fetch: async (url, init) => {
      if (pause > 0) await sleep(pause);
      return emulator.fetch(url, init);
    },
  });
  const began = performance.now();
  const cpu = process.cpuUsage();
  const seconds = () => (performance.now() - began) / 1000;
  /** @returns {Generator<import('livingdocs-media-library').PatchJob>} */
  function* jobs() {
    for (let i = 0; seconds() < SECONDS; i++) {
      yield { id: ids[i % ids.length] ?? '', request: { patches: [{ operation: 'setMetadataProperty', propertyName: 'title', value: `Title ${i}` }] } };
    }
  }
  let done = 0;
  for await (const result of client.patchEntries(jobs(), { concurrency })) {
    if (!result.ok) throw result.error;
    done++;
  }
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: done / seconds(), cpuMs: (user + system) / 1000 / done };
}

console.log(`| at once | ${PAUSES.map((pause) => `${pause} ms`).join(' | ')} | CPU a patch |`);
console.log(`| ---: |${' ---: |'.repeat(PAUSES.length + 1)}`);
for (const concurrency of CONCURRENCIES) {
  const cells = [];
  for (const pause of PAUSES) cells.push(await measure(pause, concurrency));
  const rates = cells.map(({ perSecond }) => Math.round(perSecond).toLocaleString('en'));
  const least = Math.min(...cells.map(({ cpuMs }) => cpuMs));
  console.log(`| ${concurrency} | ${rates.join(' | ')} | ${least.toFixed(2)} ms |`);
}
