// Every kind of redirect, by every kind of call: to another origin that would answer each of them with a success.

import { CALLS, outcome } from './calls.mjs';

export const STATUSES = [301, 302, 303, 307, 308];

/** By `status call`; and by `followed call`, where the caller's fetch follows all the same. */
export async function redirects({ MediaLibraryClient }, api) {
  const results = {};
  const connect = (kind, fetch) => new MediaLibraryClient({ baseUrl: `${api}/${kind}`, token: 'demo-token', fetch });
  for (const [name, call] of Object.entries(CALLS)) {
    for (const status of STATUSES) results[`${status} ${name}`] = await outcome(call(connect(`moved-${status}`)));
    if (name === 'updateEntry') continue;
    const follow = (url, init) => fetch(url, { ...init, redirect: 'follow' });
    results[`followed ${name}`] = await outcome(call(connect('followed-307', follow)));
  }
  return results;
}
