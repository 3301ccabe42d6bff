// Compiled, never run: `livingdocs-media-library/webhooks` as a user meets it.

import { MediaLibraryEmulator, type Delivery } from 'livingdocs-media-library/emulator';
import {
  WebhookError,
  readWebhook,
  signWebhook,
  type MediaLibraryEvent,
  type OtherEvent,
  type WebhookErrorCode,
  type WebhookEvent,
} from 'livingdocs-media-library/webhooks';

export async function handle(request: Request, secrets: readonly string[]): Promise<unknown> {
  const event: WebhookEvent = await readWebhook(request, secrets, { maxBytes: 10_000 });
  switch (event.event) {
    case 'mediaLibraryEntry.create':
    case 'mediaLibraryEntry.revoke': {
      const entry: MediaLibraryEvent = event;
      const id: string = event.mediaId;
      return [entry, id];
    }
    case 'document.publish': {
      const other: OtherEvent = event;
      return other['documentId'];
    }
    // @ts-expect-error: a change that there is not
    case 'mediaLibraryEntry.publish':
      return undefined;
    default:
      return event.webhookHandle;
  }
}

export function status(error: unknown): number {
  if (!(error instanceof WebhookError)) throw error;
  const code: WebhookErrorCode = error.code;
  return code === 'too_large' ? 413 : error.status;
}

export const signature: Promise<string> = signWebhook(new Uint8Array(), 'secret');
// @ts-expect-error: one secret signs
signWebhook('', ['secret']);
// @ts-expect-error: a request, not its body
readWebhook('{}', 'secret');

const emulator = new MediaLibraryEmulator({ webhook: { fetch: (url, init) => fetch(url, init), secret: 'x' } });
new MediaLibraryEmulator({ webhook: { url: 'http://localhost:1', handle: 'cdn', projectId: 1, projectHandle: 'daily' } });
export const deliveries: Promise<Delivery[]> = emulator.delivered();
