// A while of work, and what it has left behind once all of it is over.

import { begin, chance } from './calls.mjs';
import { faultyFetch } from './faults.mjs';
import { left } from './watch.mjs';

const CONCURRENCY = 64;
/** No call takes as long, with its attempts, the waits between them, and the pages or jobs of a list. */
const LONGEST_MS = 40_000;
/** The longest that a body is drained, and that the caller aborts after a call has ended. */
const LATE_MS = 1_500;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Calls for `ms`, one in seven over the network to `api`. Gives their outcomes, and what is left. */
export async function slice(api, ms) {
  const end = Date.now() + ms;
  const outcomes = {};
  const running = new Set();
  const servers = [{ baseUrl: 'https://livingdocs.example', fetch: faultyFetch() }, { baseUrl: api }];
  const worker = async () => {
    while (Date.now() < end) {
      const call = begin(servers[Number(chance(0.15))]);
      running.add(call);
      const outcome = await call.ended;
      running.delete(call);
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  for (let started = 0; started < CONCURRENCY; started++) worker();
  await sleep(ms);
  for (const { abort } of running) abort();
  for (let waited = 0; running.size > 0 && waited < LONGEST_MS; waited += 100) await sleep(100);
  await sleep(LATE_MS);
  return { outcomes, unsettled: [...running].map(({ name }) => name), ...left() };
}
