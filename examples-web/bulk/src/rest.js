/** What a 429 asks for. */
import { retryAfterMs } from './outcome.js';
import { coordinatorOf } from './shards.js';
/** @import { Pace } from './pace.js' */
/** @import { Env } from './types.js' */

/**
 * This ledger rests at once, all others as soon as the coordinator has told them.
 * @param {unknown} error
 * @param {Pace} pace
 * @param {Env} env
 */
export async function restAll(error, pace, env) {
  const until = Date.now() + (retryAfterMs(error) ?? pace.nextWait());
  if (until <= pace.restUntil) return;
  pace.rest(until);
  await coordinatorOf(env).rest(until, Number(env.SHARD_COUNT));
}
