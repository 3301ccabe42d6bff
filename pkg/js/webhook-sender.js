/** The emulator's webhook: events are signed and sent one after another, and nobody waits for them. */

import { attempted } from './callbacks.js';
import { checkFunction, checkWhole, demand, fail, isObject } from './options.js';
import { signWebhook } from './webhooks.js';
/** @import { Delivery, EmulatedWebhook } from '../emulator.js' */
/** @import { MediaLibraryEvent } from '../webhooks.js' */

const PATIENCE_MS = 10_000;

export class WebhookSender {
  /** @type {ReturnType<typeof check>} */
  #options;
  /** @type {Delivery[]} */
  #deliveries = [];
  #last = Promise.resolve();

  /** @param {EmulatedWebhook} options */
  constructor(options) {
    this.#options = check(options);
  }

  /** @param {Pick<MediaLibraryEvent, 'event' | 'mediaId'>[]} changes */
  send(changes) {
    for (const change of changes) this.#last = this.#last.then(() => this.#deliver(change));
  }

  async delivered() {
    await this.#last;
    return this.#deliveries.map(({ event, ...rest }) => ({ event: { ...event }, ...rest }));
  }

  /** @param {Pick<MediaLibraryEvent, 'event' | 'mediaId'>} change */
  async #deliver(change) {
    const { fields, ...how } = this.#options;
    const event = /** @type {MediaLibraryEvent} */ ({ ...change, deliveryId: crypto.randomUUID(), ...fields });
    try {
      this.#deliveries.push({ event, status: await post(event, how) });
    } catch (error) {
      this.#deliveries.push({ event, status: null, error });
    }
  }
}

/** @param {EmulatedWebhook} options */
function check(options) {
  if (!isObject(options)) fail('webhook', 'an object', options);
  const { url, fetch, secret, handle = 'emulated', projectId = 1, projectHandle = 'emulated' } = options;
  if (!globalThis.crypto?.randomUUID) throw new TypeError('webhook: this runtime has no crypto.randomUUID; pages have it by https only');
  checkFunction('webhook.fetch', fetch);
  if (!fetch) {
    if (url === undefined) throw new TypeError('webhook: expected url, or fetch');
    demand('fetch');
  }
  // Not what it is, for that may be secret.
  if (secret !== undefined && (typeof secret !== 'string' || !secret)) throw new TypeError('webhook.secret: expected a string that is not empty');
  if (typeof handle !== 'string') fail('webhook.handle', 'a string', handle);
  if (typeof projectHandle !== 'string') fail('webhook.projectHandle', 'a string', projectHandle);
  checkWhole('webhook.projectId', projectId);
  return { url: checkUrl(url), fetch, secret, fields: { projectId, projectHandle, webhookHandle: handle } };
}

/** @param {EmulatedWebhook['url']} given */
function checkUrl(given = 'https://webhook.example/') {
  const url = attempted(() => new URL(given).href);
  if (!url || !/^https?:/.test(url)) fail('webhook.url', 'an absolute URL of http or https', given);
  return url;
}

/**
 * @param {MediaLibraryEvent} event
 * @param {Omit<ReturnType<typeof check>, 'fields'>} how
 */
async function post(event, { url, fetch, secret }) {
  const body = JSON.stringify(event);
  /** @type {Record<string, string>} */
  const headers = { 'content-type': 'application/json' };
  if (secret) headers['x-livingdocs-signature'] = await signWebhook(body, secret);
  const late = new AbortController();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const timeout = new Promise((_, reject) => {
    timer = setTimeout(() => {
      late.abort();
      reject(new Error(`no answer within ${PATIENCE_MS / 1_000} seconds`));
    }, PATIENCE_MS);
  });
  try {
    // Looked up at each call, for the sake of tests.
    const send = fetch ?? ((...call) => globalThis.fetch(...call));
    const answer = await Promise.race([timeout, send(url, { method: 'POST', headers, body, redirect: 'manual', signal: late.signal })]);
    answer.body?.cancel().catch(() => {});
    return answer.status;
  } finally {
    clearTimeout(timer);
  }
}
