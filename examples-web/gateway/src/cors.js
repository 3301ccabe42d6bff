/** Which pages may call: origins are compared whole, as texts. */

import { Refusal } from './refusal.js';
/** @import { Config } from './config.js' */

const METHODS = ['GET', 'PATCH'];
const HEADERS = ['accept', 'authorization', 'content-type'];

/**
 * What the answer tells the browser; nothing where no page is calling. Refuses pages that are not on the list, `null` among them,
 * before anything else is done for them.
 * @param {Request} request
 * @param {Config} config
 * @returns {Record<string, string>}
 */
export function corsHeaders(request, { origins }) {
  const origin = request.headers.get('origin');
  if (origin === null) return {};
  if (!origins.includes(origin)) throw new Refusal(403);
  return { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after, retry-after-ms' };
}

/** @param {Request} request of a page that may call */
export function preflight({ headers }) {
  const method = headers.get('access-control-request-method') ?? '';
  const names = (headers.get('access-control-request-headers') ?? '').toLowerCase().split(',').map((name) => name.trim());
  if (!METHODS.includes(method) || !names.every((name) => name === '' || HEADERS.includes(name))) throw new Refusal(403);
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS.join(', '),
      'access-control-allow-headers': HEADERS.join(', '),
      'access-control-max-age': '600',
    },
  });
}
