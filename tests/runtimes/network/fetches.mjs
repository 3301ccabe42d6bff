// A script: other fetches than the runtime's own, and ways to a proxy and to a server with a certificate of its own. Its
// words are the name of the undici to take and, as JSON, `{ http, https, proxy, ca }`. What is tried is told to the server in
// the header `x-way`.

import { MediaLibraryClient } from 'livingdocs-media-library';
import nodeFetch from 'node-fetch';
import { outcome, request } from './calls.mjs';

const [name, json] = process.argv.slice(2);
const { http, https, proxy, ca } = JSON.parse(json);
const { Agent, ProxyAgent, fetch: undiciFetch, getGlobalDispatcher, setGlobalDispatcher } = await import(name);

const own = getGlobalDispatcher();
const dispatcher = new ProxyAgent({ uri: proxy, requestTls: { ca } });

/** `[baseUrl, fetch, dispatcher for all]` */
const WAYS = {
  'undici.fetch': [http, undiciFetch],
  'undici.fetch, a wrapper with a ProxyAgent': [http, (url, init) => undiciFetch(url, { ...init, dispatcher })],
  'undici.fetch, a wrapper with a ProxyAgent, https': [https, (url, init) => undiciFetch(url, { ...init, dispatcher })],
  'undici.fetch, a ProxyAgent for all': [http, undiciFetch, dispatcher],
  'the own fetch, a ProxyAgent for all': [http, undefined, dispatcher],
  'the own fetch, a ProxyAgent for all, https': [https, undefined, dispatcher],
  'undici.fetch, its own certificate authority': [https, (url, init) => undiciFetch(url, { ...init, dispatcher: new Agent({ connect: { ca } }) })],
  'the own fetch, a certificate authority for all': [https, undefined, new Agent({ connect: { ca } })],
  'undici.fetch, an unknown certificate': [https, undiciFetch],
  'node-fetch': [http, nodeFetch],
  // As polyfills have them: no stream, neither `body` nor `bodyUsed`.
  'a fetch without streams': [http, withoutStreams],
};

async function withoutStreams(url, init) {
  const response = await fetch(url, init);
  const { status, headers, ok } = response;
  return { status, ok, headers, url, arrayBuffer: () => response.arrayBuffer(), text: () => response.text() };
}

/** Whether the connection of an answer without an end is given up. */
async function isLetGo(client, fetch, way) {
  await client.patchEntry('a', request);
  // Polyfills have read the body before there is an answer.
  if (fetch === withoutStreams) return true;
  return (await globalThis.fetch(`${http}/end-of/endless`, { headers: { 'x-way': way } })).ok;
}

const results = {};
for (const [way, [baseUrl, fetch, forAll]] of Object.entries(WAYS)) {
  setGlobalDispatcher(forAll ?? own);
  const connect = (kind) =>
    new MediaLibraryClient({ baseUrl: `${baseUrl}/${kind}`, token: 'demo-token', fetch, maxRetries: 0, headers: { 'x-way': way } });
  const client = connect('plain');
  const read = await outcome(client.getEntry('a'));
  if (read !== 'ok') {
    results[way] = read;
    continue;
  }
  const image = await client.serveImage('a/b.jpg');
  results[way] = {
    patch: await outcome(client.patchEntry('a', request)),
    image: (await image.arrayBuffer()).byteLength > 0,
    missing: (await outcome(connect('plain').getEntry('missing'))).code,
    moved: (await outcome(connect('moved-307').getEntry('a'))).message,
    timeout: (await outcome(connect('silent').getEntry('a', { timeoutMs: 100 }))).code,
    abort: (await outcome(connect('silent').getEntry('a', { signal: AbortSignal.timeout(100) }))).name,
    cut: (await outcome(connect('cut-chunked').getEntry('a'))).code,
    endless: await isLetGo(connect('endless'), fetch, way),
  };
}
console.log(JSON.stringify(results));
// Connections that are kept would keep it.
process.exit();
