// `cargo xtask soak --minutes N`: all runtimes at once; prints what came of each, and fails where something is left behind.

import { RUNTIMES, callsOf, faultsOf, growthsOf, heapsOf, outcomesOf, soak } from './run.mjs';

const minutes = Number(process.argv[2]);
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

async function run(runtime) {
  if (!runtime.needs) return [`${runtime.title}: SKIPPED, NOT TESTED: it is not on this machine`];
  try {
    const slices = await soak(runtime, minutes * 60);
    const [first, middle, last] = [slices[1] ?? slices[0], slices[slices.length >> 1], slices.at(-1)];
    const told = (kind) => [first, middle, last].map((slice) => megabytes(slice[kind])).join(', ');
    const { start, end } = heapsOf(slices);
    console.log(`${runtime.title}: ${callsOf(slices)} calls in ${slices.length} slices: ${JSON.stringify(outcomesOf(slices))}`);
    console.log(`  megabytes at the start, in the middle, at the end: heap ${told('heap')}; process ${told('rss')}`);
    console.log(`  the least heap of the first half ${megabytes(start)}, of the second ${megabytes(end)}`);
    console.log(`  bytes a call by which it grew, by quarters of the second half: ${growthsOf(slices).map(Math.round).join(', ') || 'too few slices'}`);
    return faultsOf(slices).map((fault) => `${runtime.title}: ${fault}`);
  } catch (error) {
    return [`${runtime.title}: ${error.stack}`];
  }
}

const faults = (await Promise.all(RUNTIMES.map(run))).flat();
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
