/** Livingdocs tells of changes: images of the entry are taken out of the cache. */

import { MediaLibraryClient, NotFoundError } from 'livingdocs-media-library';
import { WebhookError, readWebhook } from 'livingdocs-media-library/webhooks';
import { readBody } from './body.js';
import { purgeImages } from './images.js';
import { Refusal } from './refusal.js';
/** @import { Config } from './config.js' */

/**
 * @param {Request} request
 * @param {Config} config
 * @param {{ maxBytes: number, bodyMs: number }} limits
 */
export async function hear(request, config, limits) {
  if (!config.webhookSecret) throw new Refusal(404);
  if (request.method !== 'POST') throw new Refusal(405, undefined, { allow: 'POST' });
  const body = await readBody(request, limits);
  const { url, headers } = request;
  let event;
  try {
    event = await readWebhook(new Request(url, { method: 'POST', headers, body }), config.webhookSecret);
  } catch (error) {
    throw error instanceof WebhookError ? new Refusal(error.status, { message: error.message }) : error;
  }
  // Whatever happened to an entry: more may be purged than has to be, but never less.
  if ('mediaId' in event && typeof event.mediaId === 'string' && event.event !== 'mediaLibraryEntry.create') {
    await purgeImages(await keysOf(event.mediaId, config), config);
  }
  return new Response(null, { status: 204 });
}

/**
 * Of an entry that was deleted there are none to be had: its images go when their time is up.
 * @param {string} id
 * @param {Config} config
 */
async function keysOf(id, { baseUrl, token }) {
  try {
    return await new MediaLibraryClient({ baseUrl, token, timeoutMs: 10_000 }).getAssetKeys(id);
  } catch (error) {
    if (error instanceof NotFoundError) return [];
    console.error('asset keys:', error instanceof Error ? error.message : typeof error);
    throw new Refusal(503, { message: 'The asset keys cannot be read' });
  }
}
