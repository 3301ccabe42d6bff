/** The body of a job → the queue. */
import { Validator } from 'livingdocs-media-library';
import { judge } from './judge.js';
import { linesOf } from './lines.js';
import { LONGEST_LINE, MESSAGE_BYTES, SHOWN_REFUSALS } from './settings.js';
import { coordinatorOf, shardAt, shardOf } from './shards.js';
import { clientOf, judging } from './upstream.js';
/** @import { Env, Line, Refusal, Upload } from './types.js' */

/** Messages on their way to the queue at once. */
const IN_FLIGHT = 4;
const encoder = new TextEncoder();

/**
 * Reads a body to its end; gives how many lines each ledger is to get, and the first of those refused.
 * @param {ReadableStream<Uint8Array>} body
 * @param {Env} env
 * @param {Upload & { shards: number, dryRun: boolean }} job
 */
export async function takeIn(body, env, job) {
  const projectConfig = env.PROJECT_CONFIG === 'true' ? await clientOf(env).getProjectConfig() : undefined;
  const validator = new Validator({ ...judging(env), projectConfig });
  const refusals = new Refusals(env, job);
  const outbox = new Outbox(env, job);
  let number = 0;
  for await (const lines of linesOf(body, LONGEST_LINE)) {
    for (const bytes of lines) {
      const judged = judge(bytes, ++number, validator, projectConfig !== undefined);
      if (!judged) continue;
      if ('state' in judged) await refusals.add(judged);
      else await outbox.add(judged);
    }
  }
  await refusals.end();
  await outbox.end();
  return { expected: outbox.expected, refused: refusals.count, refusals: refusals.shown };
}

/** Refused lines go to the coordinator as they come: there may be a million. */
class Refusals {
  count = 0;
  /** @type {Refusal[]} */
  shown = [];
  /** @type {Refusal[]} */
  #held = [];
  #coordinator;
  #job;

  /** @param {Env} env @param {Upload} job */
  constructor(env, job) {
    this.#coordinator = coordinatorOf(env);
    this.#job = job;
  }

  /** @param {Refusal} refusal */
  async add(refusal) {
    this.count++;
    if (this.shown.length < SHOWN_REFUSALS) this.shown.push(refusal);
    if (this.#held.push(refusal) >= SHOWN_REFUSALS) await this.end();
  }

  async end() {
    const held = this.#held;
    this.#held = [];
    if (held.length > 0) await this.#coordinator.refuse(this.#job.job, held);
  }
}

/** Lines, gathered by ledger until they fill a message. */
class Outbox {
  /** How many lines each ledger is to get. */
  expected;
  /** @type {Map<number, { texts: string[], bytes: number }>} */
  #gathered = new Map();
  /** @type {Set<Promise<unknown>>} */
  #inFlight = new Set();
  #env;
  #job;

  /** @param {Env} env @param {Upload & { shards: number, dryRun: boolean }} job */
  constructor(env, job) {
    this.#env = env;
    this.#job = job;
    this.expected = new Array(job.shards).fill(0);
  }

  /** @param {Line} line */
  async add(line) {
    const shard = shardOf(line.id, this.#job.shards);
    this.expected[shard]++;
    if (this.#job.dryRun) return;
    const text = JSON.stringify(line);
    const bytes = encoder.encode(text).length + 1;
    if (bytes > MESSAGE_BYTES) return this.#post(shardAt(this.#env, shard).add(this.#upload, text));
    const gathered = this.#gathered.get(shard) ?? { texts: [], bytes: 0 };
    this.#gathered.set(shard, gathered);
    if (gathered.bytes + bytes > MESSAGE_BYTES) await this.#send(shard);
    gathered.texts.push(text);
    gathered.bytes += bytes;
  }

  async end() {
    for (const shard of this.#gathered.keys()) await this.#send(shard);
    await Promise.all(this.#inFlight);
  }

  get #upload() {
    const { job, upload } = this.#job;
    return { job, upload };
  }

  /** @param {number} shard */
  async #send(shard) {
    const gathered = this.#gathered.get(shard);
    if (!gathered || gathered.texts.length === 0) return;
    const message = [JSON.stringify({ ...this.#upload, shard }), ...gathered.texts].join('\n');
    gathered.texts = [];
    gathered.bytes = 0;
    await this.#post(this.#env.INTAKE.send(message, { contentType: 'text' }));
  }

  /** Waits only where much is under way. @param {PromiseLike<unknown>} sending */
  async #post(sending) {
    // One that fails stays, so that the next one to wait hears of it.
    /** @type {Promise<void>} */
    const sent = Promise.resolve(sending).then(() => void this.#inFlight.delete(sent));
    sent.catch(() => {});
    this.#inFlight.add(sent);
    if (this.#inFlight.size >= IN_FLIGHT) await Promise.race(this.#inFlight);
  }
}

/**
 * Messages of the queue → the ledgers. What a ledger does not take comes again, and whatever comes twice is taken once.
 * @param {MessageBatch<string>} batch
 * @param {Env} env
 */
export async function deliver(batch, env) {
  await Promise.all(
    batch.messages.map(async (message) => {
      try {
        const end = message.body.indexOf('\n');
        const { job, upload, shard } = JSON.parse(message.body.slice(0, end));
        await shardAt(env, shard).add({ job, upload }, message.body.slice(end + 1));
        message.ack();
      } catch (error) {
        console.error('A message waits for another try:', error);
        message.retry();
      }
    }),
  );
}
