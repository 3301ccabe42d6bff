/** What can be asked for below /jobs. */
import { json, ndjson, refuse } from './answers.js';
import { takeIn } from './intake.js';
import { progressOf } from './progress.js';
import { RESULT_STATES, resultsOf } from './results.js';
import { askAll, coordinatorOf } from './shards.js';
/** @import { Env, Job } from './types.js' */

/** @typedef {(job: Job, env: Env, url: URL) => Promise<Response>} Handler */

/**
 * By method and the last part of the path.
 * @type {Record<string, Handler>}
 */
const HANDLERS = {
  'GET ': async (job, env) => json(await progressOf(job, env)),
  'DELETE ': forget,
  'GET results': results,
  'POST pause': (job, env) => change(job, env, ['running', 'paused'], 'paused'),
  'POST resume': (job, env) => change(job, env, ['running', 'paused'], 'running'),
  'POST cancel': (job, env) => change(job, env, ['receiving', 'running', 'paused', 'cancelled'], 'cancelled'),
  'POST retry': retry,
};

/**
 * @param {Request} request
 * @param {Env} env
 */
export async function answerJobs(request, env) {
  const url = new URL(request.url);
  const [, , id, action = '', ...more] = url.pathname.split('/');
  if (!id) return request.method === 'POST' ? post(request, env, url) : list(request, env);
  const handler = more.length === 0 ? HANDLERS[`${request.method} ${action}`] : undefined;
  if (!handler) return refuse(404, `There is no ${request.method} ${url.pathname}`);
  const job = await coordinatorOf(env).job(id);
  return job ? handler(job, env, url) : refuse(404, `There is no job ${id}`);
}

/** @param {Request} request @param {Env} env */
async function list(request, env) {
  if (request.method !== 'GET') return refuse(405, 'Jobs are listed by GET and made by POST', { allow: 'GET, POST' });
  return json({ results: (await coordinatorOf(env).jobs()).map(({ id, createdAt }) => ({ id, createdAt: new Date(createdAt).toISOString() })) });
}

/**
 * Takes a job: judges its lines, and sends them on. With `dryRun` it only judges.
 * @param {Request} request
 * @param {Env} env
 * @param {URL} url
 */
async function post(request, env, url) {
  const body = bodyOf(request);
  if (!body) return refuse(415, 'Send lines of JSON, as they are or with Content-Encoding: gzip');
  const dryRun = url.searchParams.has('dryRun') && url.searchParams.get('dryRun') !== 'false';
  const coordinator = coordinatorOf(env);
  const key = dryRun ? null : request.headers.get('idempotency-key');
  const { job, isNew } = await coordinator.open({ key, shards: Number(env.SHARD_COUNT) });
  if (isNew) return receive(body, env, job, dryRun);
  const progress = await progressOf(job, env);
  const isHere = job.state !== 'receiving' && (job.state !== 'running' || progress.arriving === 0);
  // All of its lines have come, only the answer has not: what is sent once more is not read.
  return isHere ? json(progress) : receive(body, env, await coordinator.reopen(job.id), dryRun);
}

/**
 * @param {ReadableStream<Uint8Array>} body
 * @param {Env} env
 * @param {Job} job
 * @param {boolean} dryRun
 */
async function receive(body, env, job, dryRun) {
  const coordinator = coordinatorOf(env);
  const { id, upload, shards } = job;
  const { expected, refused, refusals } = await takeIn(body, env, { job: id, upload, shards, dryRun });
  const accepted = expected.reduce((total, count) => total + count, 0);
  const state = dryRun ? 'checked' : 'running';
  if (!dryRun) await askAll(env, shards, (shard, index) => shard.expect({ job: id, upload }, expected[index]));
  if (!(await coordinator.close(id, upload, { state, accepted, refused }))) {
    return refuse(409, 'The job was uploaded once more, or cancelled, meanwhile');
  }
  const closed = await coordinator.job(id);
  if (!closed) return refuse(404, `There is no job ${id}`);
  return json({ ...(await progressOf(closed, env)), refusals }, dryRun ? 200 : 202, { location: `/jobs/${id}` });
}

/** @param {Request} request */
function bodyOf(request) {
  const coding = request.headers.get('content-encoding') ?? 'identity';
  const body = request.body ?? new Blob([]).stream();
  if (coding === 'identity') return body;
  return coding === 'gzip' ? body.pipeThrough(new DecompressionStream('gzip')) : undefined;
}

/** @type {Handler} */
async function results(job, env, url) {
  const state = url.searchParams.get('state');
  if (state !== null && !RESULT_STATES.includes(state)) return refuse(400, `state is one of ${RESULT_STATES.join(', ')}`);
  return ndjson(resultsOf(job, state, env));
}

/** @param {Job} job @param {Env} env @param {string[]} from @param {'paused' | 'running' | 'cancelled'} to */
async function change(job, env, from, to) {
  if (!from.includes(job.state)) return refuse(409, `The job is ${job.state}`);
  await coordinatorOf(env).setState(job.id, to);
  await askAll(env, job.shards, (shard) => shard.setState(job.id, to));
  return json(await progressOf({ ...job, state: to }, env));
}

/** @type {Handler} */
async function retry(job, env, url) {
  if (job.state !== 'running' && job.state !== 'paused') return refuse(409, `The job is ${job.state}`);
  const unknown = url.searchParams.get('state') === 'unknown';
  const counts = await askAll(env, job.shards, (shard) => shard.retry(job.id, unknown));
  return json({ ...(await progressOf(job, env)), retried: counts.reduce((total, count) => total + count, 0) });
}

/** @type {Handler} */
async function forget(job, env) {
  const { arriving, waiting } = await progressOf(job, env);
  if (job.state !== 'checked' && arriving + waiting > 0) return refuse(409, 'The job is not done: cancel it first');
  await askAll(env, job.shards, (shard) => shard.forget(job.id));
  await coordinatorOf(env).forget(job.id);
  return new Response(null, { status: 204 });
}
