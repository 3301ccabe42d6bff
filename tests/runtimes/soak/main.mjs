// For runtimes that run a script: its words are the address of the server, the seconds in all, and those of a slice. Prints a line of JSON a
// slice, and ends by itself: whatever is left open keeps it from that.

import { slice } from './slice.mjs';
import { watch } from './watch.mjs';

const [api, seconds, sliceSeconds] = process.argv.slice(2);

function collect() {
  if (globalThis.Bun) Bun.gc(true);
  else globalThis.gc();
}

/** Bytes that are left after garbage collections. */
async function memory() {
  for (let round = 0; round < 3; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + (globalThis.Bun ? 0 : external), rss };
}

watch();
const until = Date.now() + Number(seconds) * 1_000;
for (let isLast = false; !isLast; ) {
  const result = await slice(api, Number(sliceSeconds) * 1_000);
  isLast = Date.now() >= until;
  console.log(JSON.stringify({ isLast, ...result, ...(await memory()) }));
}
