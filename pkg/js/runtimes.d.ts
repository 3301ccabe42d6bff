/** What some runtimes have, and TypeScript's libraries do not. */

interface Uint8ArrayConstructor {
  fromBase64?(text: string): Uint8Array<ArrayBuffer>;
}

interface ErrorConstructor {
  /** V8's. */
  captureStackTrace?(error: Error): void;
}

/** Timers, which are numbers in browsers, are objects in Node. */
interface Number {
  unref?(): void;
}

/** Node's; elsewhere it may be missing. */
declare var Buffer: { from(from: string | Uint8Array | undefined, encoding?: 'base64'): Uint8Array<ArrayBuffer> };
