/** What callers get. */

/** @param {unknown} body @param {number} [status] @param {Record<string, string>} [headers] */
export const json = (body, status = 200, headers = {}) =>
  new Response(`${JSON.stringify(body)}\n`, {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  });

/** @param {number} status @param {string} message @param {Record<string, string>} [headers] */
export const refuse = (status, message, headers) => json({ status, message }, status, headers);

/**
 * Lines of JSON, made as they are read.
 * @param {AsyncGenerator<string>} lines
 */
export function ndjson(lines) {
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(body, { headers: { 'content-type': 'application/x-ndjson', 'cache-control': 'no-store' } });
}
