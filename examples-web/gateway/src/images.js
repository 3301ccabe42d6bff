/**
 * Images, kept at the edge by their asset keys until they are purged or their time is up. A session is needed for those, too.
 *
 * A purge leaves a mark, with its time: an image that was asked for before, and arrives after it, is taken out again.
 */

import { Refusal } from './refusal.js';
/** @import { Config } from './config.js' */
/** @import { Route } from './routes.js' */

/** What is larger is streamed, and not kept: an image is kept once it is whole, and waits for that in memory. */
const LARGEST_KEPT = 10 * 1024 * 1024;
const BROWSER_SECONDS = 60;
const IMAGE_TYPE = /^image\/[\w.+-]+$/i;
const LENGTH = /^\d+$/;
/** As long as any answer may be under way. */
const MARK_SECONDS = 3_600;

/** SVG is a document: opened by its address, it must not run in this origin. */
const HEADERS = {
  'cache-control': `private, max-age=${BROWSER_SECONDS}`,
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  'x-content-type-options': 'nosniff',
};

/**
 * @param {Route} route
 * @param {Config} config
 * @param {ExecutionContext} context
 * @param {() => Promise<Response>} fetchImage gives an image, or throws
 */
export async function serveImage({ key }, config, context, fetchImage) {
  const kept = await caches.default.match(imagePlace(config, key));
  if (kept) return show(kept.body, kept.headers);
  const askedAt = Date.now();
  const { body, headers } = await fetchImage();
  const length = headers.get('content-length') ?? '';
  const isKept = config.imageCacheSeconds > 0 && body && LENGTH.test(length) && Number(length) <= LARGEST_KEPT;
  if (!isKept) return show(body, headers);
  const [shown, stored] = body.tee();
  context.waitUntil(keep(stored, headers, key, config, askedAt));
  return show(shown, headers);
}

/**
 * Takes images out of the cache of this data centre; with `purge` configured, out of all of them.
 * @param {string[]} keys
 * @param {Config} config
 */
export async function purgeImages(keys, config) {
  for (const key of keys) {
    const mark = new Response(`${Date.now()}`, { headers: { 'cache-control': `public, max-age=${MARK_SECONDS}` } });
    // First the mark: whoever stores an image looks for it after that.
    await caches.default.put(markPlace(config, key), mark);
    await caches.default.delete(imagePlace(config, key));
  }
  const { purge } = config;
  if (!purge) return;
  for (let at = 0; at < keys.length; at += FILES_A_PURGE) {
    const files = keys.slice(at, at + FILES_A_PURGE).map((key) => imagePlace(config, key));
    const headers = { authorization: `Bearer ${purge.token}`, 'content-type': 'application/json' };
    const { ok } = await fetch(purge.url, { method: 'POST', headers, body: JSON.stringify({ files }) });
    if (!ok) throw new Refusal(502, { message: 'The cache was not purged' });
  }
}
/** The most that Cloudflare takes at once. */
const FILES_A_PURGE = 30;

/**
 * Never rejects: an image that could not be kept is fetched again. One that broke off must not be kept, and caches do not tell.
 * @param {ReadableStream} body
 * @param {Headers} headers
 * @param {string} key
 * @param {Config} config
 * @param {number} askedAt
 */
async function keep(body, headers, key, config, askedAt) {
  const place = imagePlace(config, key);
  try {
    /** @type {Record<string, string>} */
    const stored = { ...basics(headers), 'cache-control': `public, max-age=${config.imageCacheSeconds}` };
    const bytes = await new Response(body).arrayBuffer();
    if (bytes.byteLength !== Number(stored['content-length'])) return;
    await caches.default.put(place, new Response(bytes, { headers: stored }));
    const mark = await caches.default.match(markPlace(config, key));
    if (mark && Number(await mark.text()) >= askedAt) await caches.default.delete(place);
  } catch (error) {
    console.error('an image was not kept', error instanceof Error ? error.message : typeof error);
  }
}

/**
 * @param {BodyInit | null} body
 * @param {Headers} headers
 */
const show = (body, headers) => new Response(body, { headers: { ...basics(headers), ...HEADERS } });

/**
 * @param {Headers} headers
 * @returns {Record<string, string>}
 */
function basics(headers) {
  const [type, length] = ['content-type', 'content-length'].map((name) => headers.get(name) ?? '');
  return { 'content-type': IMAGE_TYPE.test(type) ? type : 'application/octet-stream', ...(LENGTH.test(length) && { 'content-length': length }) };
}

/**
 * @param {Config} config
 * @param {string} key
 */
const imagePlace = (config, key) => place(config, 'image', key);
/**
 * @param {Config} config
 * @param {string} key
 */
const markPlace = (config, key) => place(config, 'purged', key);

/**
 * @param {Config} config
 * @param {string} kind
 * @param {string} key
 */
function place({ gatewayUrl }, kind, key) {
  return new URL(`/.kept/${kind}/${key.split('/').map(encodeURIComponent).join('/')}`, gatewayUrl).href;
}
