// How fast a job is done with, and what it costs.

import { setTimeout as sleep } from 'node:timers/promises';
import { assertExactlyOnce, linesOf, toNdjson } from './lines.mjs';
import { makeRuntime } from './runtime.mjs';
import { startUpstream } from './upstream.mjs';

export const parseLines = (text) => text.trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));

/** Asks for the progress until the job is done. Where the runtime is away for a moment, it asks again. */
export async function untilDone(runtime, id, { told = () => {}, patienceMs = 60_000 } = {}) {
  let last = '';
  for (let changed = Date.now(); ; await sleep(250)) {
    const text = await runtime.ask(`/jobs/${id}`).catch(() => undefined);
    if (text === undefined) continue;
    const progress = JSON.parse(text);
    told(progress);
    if (progress.state === 'done') return progress;
    const { arriving, waiting, problem } = progress;
    const now = `${arriving} ${waiting}`;
    if (now !== last) changed = Date.now();
    else if (Date.now() - changed > patienceMs) throw new Error(`Nothing goes on: ${text} ${problem}`);
    last = now;
  }
}

/** A job without faults, from its POST to its last result. */
export async function drain({ jobs, entries, node, told, safeOnly = false }) {
  const upstream = await startUpstream({ entries });
  const runtime = await makeRuntime({ upstream: upstream.url, node });
  try {
    const lines = linesOf(jobs, entries, { safeOnly });
    const begun = performance.now();
    const { id } = JSON.parse(await runtime.ask('/jobs', { method: 'POST', body: toNdjson(lines) }));
    const takenIn = performance.now();
    const before = JSON.parse(await runtime.ask(`/jobs/${id}`));
    const { storageBytes } = await untilDone(runtime, id, { told });
    const ended = performance.now();
    const results = parseLines(await runtime.ask(`/jobs/${id}/results`));
    const { requests } = upstream.emulator;
    const counts = assertExactlyOnce(lines, results, requests);
    return {
      jobs,
      entries,
      ...counts,
      intakeSeconds: (takenIn - begun) / 1_000,
      seconds: (ended - begun) / 1_000,
      jobsPerSecond: jobs / ((ended - begun) / 1_000),
      requestsPerJob: requests.length / jobs,
      storageBytesPerJob: storageBytes / jobs,
      storageBytesPerJobBefore: before.storageBytes / jobs,
    };
  } finally {
    await runtime.stop();
    await upstream.stop();
  }
}
