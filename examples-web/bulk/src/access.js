/** @import { Env } from './types.js' */

/** @param {string} text */
const digest = (text) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));

/**
 * Whether the caller has the Worker's token. Digests are compared, in constant time, so that the answer's time tells nothing.
 * @param {Request} request
 * @param {Env} env
 */
export async function mayEnter(request, env) {
  const [, given = ''] = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '') ?? [];
  const [a, b] = await Promise.all([digest(given), digest(env.BULK_TOKEN ?? '')]);
  return Boolean(env.BULK_TOKEN) && crypto.subtle.timingSafeEqual(a, b);
}
