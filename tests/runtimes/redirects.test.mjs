// Redirects are never followed: neither token nor body reaches another origin, and no login page passes for a success.

import assert from 'node:assert/strict';
import { everywhere } from './everywhere.mjs';
import { CALLS } from './network/calls.mjs';
import { STATUSES } from './network/redirects.mjs';

const FOLLOWED = Object.keys(CALLS).filter((name) => name !== 'updateEntry');
const METHODS = { getEntry: 'GET', patchEntry: 'PATCH', patchEntries: 'PATCH', updateEntry: 'GET', serveImage: 'GET' };

everywhere('redirects', (results, { api, elsewhere, arrived, strayed }, { kind }) => {
  const expected = {};
  const once = [];
  for (const status of STATUSES) {
    // Browsers show neither the status nor where it leads.
    const shown = kind === 'browser' ? [0] : [status, `${elsewhere}/moved`];
    for (const name of Object.keys(CALLS)) {
      expected[`${status} ${name}`] = refusal(`${api}/moved-${status}`, name, ...shown);
      once.push(requestOf(`${api}/moved-${status}`, name));
    }
  }
  for (const name of FOLLOWED) {
    const told = refusal(`${api}/followed-307`, name, 0, `${elsewhere}/followed`);
    // edge-runtime makes a new Response of every answer, which does not tell.
    expected[`followed ${name}`] = kind === 'edge' ? 'ok' : told;
    once.push(requestOf(`${api}/followed-307`, name));
  }
  assert.deepEqual(results, expected);
  assert.deepEqual(arrived.map(({ method, url }) => `${method} ${api}${url}`).sort(), once.sort());
  // Only where the caller's own fetch has followed.
  assert.deepEqual(strayed.map(({ url }) => url), FOLLOWED.map(() => '/followed'));
});

function requestOf(base, name) {
  return `${METHODS[name]} ${base}/api/2026-05/mediaLibrary/${name === 'serveImage' ? 'serve-image/a/b.jpg' : 'asze63i9'}`;
}

function refusal(base, name, status, location) {
  const heading = `${requestOf(base, name)}: ${status ? `${status} ` : ''}unexpected status`;
  const message = `${heading}: a redirect${location ? ` to ${location}` : ''} in place of an answer: correct baseUrl`;
  return { name: 'ApiError', code: 'unexpected_status', status, message };
}
