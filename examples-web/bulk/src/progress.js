/** How far a job is. */
import { askAll, coordinatorOf } from './shards.js';
/** @import { Env, Job, ShardProgress } from './types.js' */

/**
 * @param {Job} job
 * @param {Env} env
 */
export async function progressOf(job, env) {
  const all = await askAll(env, job.shards, (shard) => shard.progress(job.id));
  const shards = all.filter((progress) => progress !== null);
  /** @param {(progress: ShardProgress) => number} count */
  const sum = (count) => shards.reduce((total, progress) => total + count(progress), 0);
  const { id, accepted, refused, createdAt } = job;
  const applied = sum((shard) => shard.applied);
  const failed = sum((shard) => shard.failed);
  const unknown = sum((shard) => shard.unknown);
  const cancelled = sum((shard) => shard.cancelled);
  const waiting = sum((shard) => shard.waiting);
  const hasEnded = ['running', 'paused', 'cancelled'].includes(job.state);
  const done = applied + failed + unknown + cancelled;
  // What is neither done nor waiting is in the queue, or has come while other lines of its ledger are missing.
  const arriving = hasEnded && job.state !== 'cancelled' ? accepted - done - waiting : sum((shard) => shard.arriving);
  const left = arriving + waiting;
  const perSecond = sum((shard) => shard.perSecond);
  const restUntil = Math.max(0, ...shards.map((shard) => shard.restUntil), await coordinatorOf(env).restUntil());
  const problem = shards.find((shard) => shard.problem)?.problem;
  return {
    id,
    state: hasEnded && left === 0 && job.state !== 'cancelled' ? 'done' : job.state,
    createdAt: new Date(createdAt).toISOString(),
    accepted,
    refused,
    ...{ arriving, waiting, applied, failed, unknown, cancelled },
    perSecond: Math.round(perSecond * 10) / 10,
    secondsLeft: left === 0 ? 0 : job.state === 'running' && perSecond > 0 ? Math.ceil(left / perSecond) : null,
    restUntil: restUntil > Date.now() ? new Date(restUntil).toISOString() : null,
    problem: left > 0 ? (problem ?? null) : null,
    storageBytes: sum((shard) => shard.storageBytes),
  };
}
