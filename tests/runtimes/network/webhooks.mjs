// A webhook is read, by the WebCrypto of the runtime. It needs no network; pages have it from here by http on a loopback host.

import { WebhookError, readWebhook, signWebhook } from 'livingdocs-media-library/webhooks';

const SECRET = 'pässword';
export const EVENT = { event: 'mediaLibraryEntry.update', deliveryId: '1', projectId: 1, projectHandle: 'p', webhookHandle: 'w', mediaId: 'Zürich 😀' };
const BODY = JSON.stringify(EVENT);

/** An HMAC that Node made of the body: `createHmac('sha256', SECRET).update(BODY).digest('hex')`. */
export const SIGNATURE = 'sha256=4891d5398c22bec199c14966ea323bc7d0317cb060d64c3949a0f52db18a2cac';

export async function webhooks() {
  const signature = await signWebhook(BODY, SECRET);
  const read = (body, header, options) => {
    const headers = header ? { 'x-livingdocs-signature': header } : {};
    const request = new Request('https://worker.example/hook', { method: 'POST', headers, body });
    return readWebhook(request, ['another', SECRET], options).catch((error) =>
      error instanceof WebhookError ? `${error.status} ${error.code}` : `${error?.name}: ${error?.message}`,
    );
  };
  return {
    signature,
    taken: await read(BODY, signature),
    refused: [
      await read(BODY),
      await read(BODY, signature.slice(1)),
      await read(`${BODY} `, signature),
      await read(BODY, signature, { maxBytes: 10 }),
      await read('{', await signWebhook('{', SECRET)),
    ],
  };
}
