// Bodies that break off, cannot be unpacked or never end.

import { outcome, request } from './calls.mjs';

export const BROKEN = ['cut-length', 'cut-chunked', 'cut-gzip', 'corrupt-gzip'];
export const ENDLESS = ['endless', 'trickling'];
export const PATCHES = 20;

export async function bodies({ MediaLibraryClient }, api) {
  const connect = (kind) => new MediaLibraryClient({ baseUrl: `${api}/${kind}`, token: 'demo-token' });
  const broken = async (kind) => {
    const client = connect(kind);
    return [
      kind,
      {
        always: await outcome(client.getEntry('always', { maxRetries: 0 })),
        once: await outcome(client.getEntry('once')),
        missing: await outcome(client.getEntry('missing', { maxRetries: 0 })),
        patch: await outcome(client.patchEntry('always', request)),
      },
    ];
  };
  const endless = async (kind) => {
    const start = performance.now();
    const result = await outcome(connect(kind).patchEntry('always', request));
    const ms = performance.now() - start;
    const { bytes } = await (await fetch(`${api}/end-of/${kind}`)).json();
    return { result, ms, bytes, endMs: performance.now() - start };
  };
  // First, while there are no connections yet.
  const client = connect('plain');
  for (let patch = 0; patch < PATCHES; patch++) await client.patchEntry('always', request);
  const results = Object.fromEntries(await Promise.all(BROKEN.map(broken)));
  for (const kind of ENDLESS) results[kind] = await endless(kind);
  return results;
}
