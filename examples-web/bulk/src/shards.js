/** Which ledger an entry belongs to. */
/** @import { Env } from './types.js' */

/**
 * FNV-1a of the id's UTF-16 units.
 * @param {string} id
 * @param {number} shards how many there are
 */
export function shardOf(id, shards) {
  let hash = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) hash = Math.imul(hash ^ id.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % shards;
}

/**
 * @param {Env} env
 * @param {number} shard
 */
export const shardAt = (env, shard) => env.SHARD.getByName(String(shard));

/**
 * Asks all ledgers at once.
 * @template T
 * @param {Env} env
 * @param {number} shards
 * @param {(shard: ReturnType<typeof shardAt>, index: number) => T} ask
 */
export const askAll = (env, shards, ask) =>
  Promise.all(Array.from({ length: shards }, (_, index) => ask(shardAt(env, index), index)));

/** @param {Env} env */
export const coordinatorOf = (env) => env.COORDINATOR.getByName('coordinator');
