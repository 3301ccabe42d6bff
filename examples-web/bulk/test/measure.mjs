// `npm run measure -- drain --jobs 100000 --entries 10000`, or `faults --jobs 5000 --entries 500 --kills 10`.

import { parseArgs } from 'node:util';
import { drain } from './drain.mjs';
import { faults } from './faults.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    jobs: { type: 'string', default: '3000' },
    entries: { type: 'string', default: '300' },
    kills: { type: 'string', default: '3' },
    // Sets titles only, one request a line; without it, half of the lines log a usage.
    safeOnly: { type: 'boolean', default: false },
    node: { type: 'string' },
  },
});
const run = { drain, faults }[positionals[0]];
if (!run) throw new Error('Say `drain` or `faults`');
let last = 0;
const told = (progress) => {
  if (Date.now() - last < 5_000) return;
  last = Date.now();
  console.error(JSON.stringify(progress));
};
const { jobs, entries, kills, ...rest } = values;
const measured = await run({ jobs: Number(jobs), entries: Number(entries), kills: Number(kills), ...rest, told });
console.log(JSON.stringify(measured, null, 2));
