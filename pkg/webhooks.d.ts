/**
 * `livingdocs-media-library/webhooks`: what Livingdocs posts when something changes, verified before it is read. Needs no
 * WebAssembly; WebCrypto, which every supported runtime has, and pages that were loaded by https or from a loopback host.
 */

/** What every event has. Of these, `event` alone is checked. */
export interface WebhookEventFields {
  /** New at every call, so that it does not tell a repeated call of the same change. */
  deliveryId: string;
  /** The project that the webhook is configured for. */
  projectId: number;
  projectHandle: string;
  /** The webhook's handle in the project's configuration. */
  webhookHandle: string;
  /** Who made the change, where Livingdocs says so. */
  actor?: unknown;
}

/**
 * The changes of entries that Livingdocs tells of: `mediaLibraryEntry.revoke` after a revocation, `mediaLibraryEntry.active` once
 * an entry may be used again, `mediaLibraryEntry.invalid` when it is marked as invalid.
 */
export type MediaLibraryEventName = `mediaLibraryEntry.${'create' | 'update' | 'archive' | 'revoke' | 'active' | 'invalid' | 'delete'}`;

/** A change of an entry, told apart by `event`. It says neither what changed nor when: read the entry for that. */
export type MediaLibraryEvent = {
  [Name in MediaLibraryEventName]: WebhookEventFields & {
    event: Name;
    /** The entry's id. Checked: a string that is not empty. */
    mediaId: string;
  };
}[MediaLibraryEventName];

/** Any other event, of documents say, with its fields as they came. */
export interface OtherEvent extends WebhookEventFields {
  event: `document${string}`;
  [field: string]: unknown;
}

/**
 * What a webhook may be told. TypeScript knows the events of entries by their names, and of others those that begin with
 * `document`; whatever else comes passes, too, as an {@link OtherEvent}.
 */
export type WebhookEvent = MediaLibraryEvent | OtherEvent;

export interface ReadWebhookOptions {
  /** The most bytes that a body may have. Default: 512,000. */
  maxBytes?: number | undefined;
}

/**
 * Reads a request that Livingdocs has sent to a webhook: verifies the header `x-livingdocs-signature`, in constant time and over the
 * bytes as they came, and parses them only then. With several secrets, any of them will do: so one is replaced without a gap.
 *
 * Rejects with a {@link WebhookError} for what the request is, and reads of a body no more than `maxBytes`. How long a body may
 * take is up to the server in front.
 *
 * @param request as it came; its body must not have been read. Of Node's own server, make one of the bytes:
 *   `new Request(url, { method: 'POST', headers, body })`
 * @throws TypeError (as a rejection) when a secret is empty or there is none, when an option is wrong, or when the body was read
 *
 * @example
 * try {
 *   const event = await readWebhook(request, env.WEBHOOK_SECRET);
 *   if (event.event === 'mediaLibraryEntry.revoke') await purge(event.mediaId);
 *   return new Response(null, { status: 204 });
 * } catch (error) {
 *   if (!(error instanceof WebhookError)) throw error;
 *   return new Response(error.message, { status: error.status });
 * }
 */
export declare function readWebhook(
  request: Request,
  secret: string | readonly string[],
  options?: ReadWebhookOptions,
): Promise<WebhookEvent>;

/**
 * The value of `x-livingdocs-signature` for a body: `sha256=` and the HMAC-SHA-256 in hexadecimal digits. For tests, and for what
 * stands in for Livingdocs. The body has to be sent byte for byte as it was signed.
 *
 * @throws TypeError (as a rejection) when `body` is neither text nor bytes, or `secret` is empty
 */
export declare function signWebhook(body: string | Uint8Array | ArrayBuffer, secret: string): Promise<string>;

/**
 * - `missing_signature` (401): the header is not there
 * - `malformed_signature` (400): it is not `sha256=` and 64 hexadecimal digits, or is there twice
 * - `wrong_signature` (401): it was made of another body, or with another secret
 * - `too_large` (413): the body has more than `maxBytes`
 * - `incomplete_body` (400): the body broke off; `cause` says how
 * - `invalid_json` (400): the signature is right, but the body is not JSON in UTF-8
 * - `invalid_event` (400): it is not an object with an `event`, or an entry's event has no `mediaId`
 */
export type WebhookErrorCode =
  | 'missing_signature'
  | 'malformed_signature'
  | 'wrong_signature'
  | 'too_large'
  | 'incomplete_body'
  | 'invalid_json'
  | 'invalid_event';

/** Why a request was refused. Neither a secret nor a signature is in it: its message may be answered and logged. */
export declare class WebhookError extends Error {
  private constructor();
  readonly name: 'WebhookError';
  readonly code: WebhookErrorCode;
  /** The status to answer with. */
  readonly status: 400 | 401 | 413;
}
