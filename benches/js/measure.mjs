/**
 * The method. All tasks of a comparison take turns, so that what slows the machine for a while slows all of them, and in
 * another order every round, so that nobody always has to clear up behind the same neighbour. A sample is a batch of calls,
 * long enough for the clock. Every call's result is checked, so that none is optimised away. The answer is the median of
 * the samples, and the quartiles' distance in per cent of it.
 */

/**
 * `tasks`: `[{ name, run, expected }]`; `run` may be an async function. Gives `[{ name, micros, spread, samples }]`.
 */
export async function compare(tasks, { warmMs, sampleMs, rounds, fewestRounds, groupMs }) {
  const runs = [];
  for (const task of tasks) {
    const batch = isAsync(task) ? asyncBatch : syncBatch;
    runs.push({ task, batch, calls: await callsFor(task, batch, warmMs, sampleMs), samples: [] });
  }
  const started = performance.now();
  for (let round = 0; round < rounds; round++) {
    if (round >= fewestRounds && performance.now() - started > groupMs) break;
    for (const { task, batch, calls, samples } of shuffled(runs)) {
      // Not timed: what the neighbour left in the caches is no matter of this task.
      await batch(task, 1);
      samples.push(((await batch(task, calls)) * 1_000) / calls);
    }
  }
  return runs.map(({ task, samples }) => ({ name: task.name, ...summary(samples) }));
}

const isAsync = ({ run }) => run.constructor.name === 'AsyncFunction';

/** How many calls make a sample, found while the engine gets to know the task. */
async function callsFor(task, batch, warmMs, sampleMs) {
  // The first call compiles, and says nothing about the next.
  await batch(task, 1);
  const started = performance.now();
  let calls = 1;
  for (;;) {
    const took = await batch(task, calls);
    const isWarm = performance.now() - started >= warmMs;
    if (isWarm && took >= sampleMs) return calls;
    if (took < sampleMs) calls = Math.ceil(took > 0.1 ? Math.min(calls * 4, (calls * sampleMs * 1.2) / took) : calls * 4);
  }
}

function syncBatch({ name, run, expected }, calls) {
  const started = performance.now();
  for (let call = 0; call < calls; call++) {
    if (run() !== expected) throw new Error(`${name} does not give ${expected}`);
  }
  return performance.now() - started;
}

async function asyncBatch({ name, run, expected }, calls) {
  const started = performance.now();
  for (let call = 0; call < calls; call++) {
    if ((await run()) !== expected) throw new Error(`${name} does not give ${expected}`);
  }
  return performance.now() - started;
}

function shuffled(list) {
  const order = list.map((item) => [Math.random(), item]);
  return order.sort(([a], [b]) => a - b).map(([, item]) => item);
}

function summary(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.round((sorted.length - 1) * share)];
  return { micros: at(0.5), spread: ((at(0.75) - at(0.25)) / at(0.5)) * 100, samples: sorted.length };
}
