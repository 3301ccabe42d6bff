/** The editor's own session, checked by the deployer's function. */

import { TOO_LATE, within } from './deadline.js';
import { Refusal } from './refusal.js';
/** @import { Authorize } from './gateway.js' */
/** @import { Env } from './config.js' */
/** @import { Route } from './routes.js' */

/**
 * @param {Request} request
 * @param {Route} route
 * @param {Env} env
 * @param {Authorize} authorize
 * @param {number} ms
 */
export async function checkSession(request, route, env, authorize, ms) {
  // Without the body, which is read once, and by the gateway.
  const { url, method, headers } = request;
  const shown = new Request(url, { method, headers });
  const action = route.kind === 'patch' ? 'patch' : 'read';
  let verdict;
  try {
    verdict = await within(ms, (signal) => authorize(shown, { action, env, signal }));
  } catch (error) {
    // Of the error no more than its name: its message may hold the session.
    console.error('authorize threw', error instanceof Error ? error.name : typeof error);
    verdict = TOO_LATE;
  }
  if (verdict === true) return;
  if (verdict === TOO_LATE) throw new Refusal(503, { message: 'The session could not be checked' }, { 'retry-after': '5' });
  if (verdict === 'forbidden') throw new Refusal(403, { access_token: 'The session may not do this' });
  throw new Refusal(401, { access_token: 'There is no session, or it has ended' });
}
