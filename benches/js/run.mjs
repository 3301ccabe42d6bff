/**
 * `node run.mjs <results.json> [--quick]`: measures everything and writes what it found. `cargo xtask bench` starts it, and
 * makes the report. With CHROMIUM, the path of a browser, it measures there, too.
 */

import { writeFileSync } from 'node:fs';
import { FULL, QUICK } from './paces.mjs';
import { measureAll } from './results.mjs';

const [file, pace] = process.argv.slice(2);
const results = await measureAll(pace === '--quick' ? QUICK : FULL, process.env.CHROMIUM, (what) => console.log(`  ${what}`));
writeFileSync(file, JSON.stringify(results));
