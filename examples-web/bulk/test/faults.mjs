// A job under every fault at once: 429s, 500s before and after a patch is applied, lost answers, slow ones, and a runtime that is
// killed at random moments and started again.

import { setTimeout as sleep } from 'node:timers/promises';
import { parseLines, untilDone } from './drain.mjs';
import { assertExactlyOnce, linesOf, toNdjson } from './lines.mjs';
import { makeRuntime } from './runtime.mjs';
import { startUpstream } from './upstream.mjs';

const TIMEOUT_MS = 1_500;

/** One request in `oneIn` meets one of these. Those beyond the timeout are applied after the Worker has given up. */
const FAULTS = [
  { oneIn: 150, status: 429, headers: { 'retry-after': '1' } },
  { oneIn: 30, status: 500 },
  { oneIn: 60, status: 503 },
  { oneIn: 30, status: 500, applied: true },
  { oneIn: 60, status: 502, applied: true },
  { oneIn: 30, reset: true },
  { oneIn: 30, reset: true, applied: true },
  { oneIn: 30, delayMs: TIMEOUT_MS / 3 },
  { oneIn: 100, delayMs: TIMEOUT_MS + 500 },
  { oneIn: 100, delayMs: TIMEOUT_MS + 2_500 },
];

/** The first fault that chance gives. */
function draw() {
  return FAULTS.find(({ oneIn }) => Math.random() * oneIn < 1);
}

export async function faults({ jobs, entries, kills, node, told }) {
  const upstream = await startUpstream({ entries, fault: draw });
  const runtime = await makeRuntime({ upstream: upstream.url, node, vars: { TIMEOUT_MS } });
  try {
    const lines = linesOf(jobs, entries);
    const begun = performance.now();
    const key = crypto.randomUUID();
    const post = () =>
      runtime.ask('/jobs', { method: 'POST', body: toNdjson(lines), headers: { 'idempotency-key': key } }).then(JSON.parse);
    // The first kill comes while the job is taken in. It is sent again with its key, and is one job.
    const lost = post().catch(() => {});
    await sleep(300 * Math.random());
    await runtime.kill();
    await lost;
    await runtime.start();
    // The queue of `wrangler dev` is in memory: all lines have to have arrived before the next kill.
    let { id, arriving } = await post();
    for (; arriving > 0; await sleep(100)) ({ arriving } = JSON.parse(await runtime.ask(`/jobs/${id}`)));

    const finished = { done: false };
    const end = untilDone(runtime, id, { told, patienceMs: 120_000 }).finally(() => (finished.done = true));
    let killed = 1;
    // At random moments of the work, however fast it goes: after so many requests.
    const moments = Array.from({ length: kills - 1 }, () => upstream.arrivals.length + Math.random() * jobs).sort((a, b) => a - b);
    const killing = (async () => {
      for (const moment of moments) {
        while (upstream.arrivals.length < moment && !finished.done) await sleep(5);
        if (finished.done) return;
        await runtime.kill();
        killed++;
        await runtime.start();
      }
    })();
    await Promise.all([end, killing]);
    const ended = performance.now();
    // What was on its way when the Worker gave up.
    await sleep(TIMEOUT_MS + 3_000);
    const results = parseLines(await runtime.ask(`/jobs/${id}/results`));
    const { requests } = upstream.emulator;
    const counts = assertExactlyOnce(lines, results, requests);
    const attempts = results.reduce((total, result) => total + result.attempts, 0);
    return {
      jobs,
      entries,
      kills: killed,
      ...counts,
      seconds: (ended - begun) / 1_000,
      requestsPerJob: upstream.arrivals.length / jobs,
      attemptsPerJob: attempts / jobs,
      others: results.filter(({ state }) => state !== 'applied').slice(0, 5),
    };
  } finally {
    await runtime.stop();
    await upstream.stop();
  }
}
