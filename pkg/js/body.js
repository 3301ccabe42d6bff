/** Bodies as bytes, as far as they are wanted. */

/**
 * The bytes of a stream; undefined as soon as there are more than `most`. Throws the signal's reason once that is aborted.
 * @param {ReadableStream<Uint8Array>} stream
 * @param {number} most
 * @param {AbortSignal} [signal]
 * @returns {Promise<Uint8Array | undefined>}
 */
export async function readBody(stream, most, signal) {
  const reader = stream.getReader();
  const chunks = [];
  let length = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    if (!ArrayBuffer.isView(step.value)) throw new TypeError('not bytes');
    length += step.value.byteLength;
    if (length > most || signal?.aborted) {
      // What does not heed the signal would go on for ever.
      reader.cancel().catch(() => {});
      signal?.throwIfAborted();
      return undefined;
    }
    chunks.push(step.value);
  }
  if (chunks.length === 1) return chunks[0];
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.byteLength;
  }
  return body;
}
