// Kills the command at random moments and lets it go on, until it is through; then the emulator's log tells what was applied.
//   node migrate/kills.mjs 50    in the folder where `cargo xtask test examples` has put these tests

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { folder, readLines, start } from './command.mjs';
import { applied, library } from './library.mjs';

/**
 * Lines for `entries` entries, in rounds, each with a mark of its own: half of them unsafe, and some with a version.
 */
function linesOf(entries, rounds) {
  const lines = [];
  for (let round = 0; round < rounds; round++) {
    for (let entry = 0; entry < entries; entry++) {
      const mark = `m${lines.length}`;
      const title = { operation: 'setMetadataProperty', propertyName: 'title', value: mark };
      const usage = { operation: 'addUsageLogEntry', value: { purpose: 'print', params: { mark } } };
      const patches = [[title], [usage], [title, usage], [{ operation: round % 2 ? 'unrevokeAsset' : 'revokeAsset' }, title]];
      const kind = entry % 4;
      lines.push({ id: `entry-${entry}`, request: { ...(kind === 0 && { version: String(round + 1) }), patches: patches[kind] } });
    }
  }
  return lines;
}

/** `{ kills, resent, applied }` once all holds; throws where something is lost, repeated or out of order. */
export async function killAndResume({ kills, entries = 40, rounds = 10 }) {
  const lines = linesOf(entries, rounds);
  const ids = [...new Set(lines.map(({ id }) => id))];
  const delay = () => Math.random() * 20;
  const { emulator, url, seen, close } = await library({ ids, delay });
  const cwd = folder({ 'patches.ndjson': lines });
  const args = ['patches.ndjson', '--url', url, '--concurrency', '8'];
  let killed = 0;
  try {
    for (;;) {
      // A kill before the journal's first line leaves none.
      const resume = existsSync(`${cwd}/patches.ndjson.journal`) && readLines(`${cwd}/patches.ndjson.journal`).length > 0;
      const { child, ended } = start(cwd, resume ? [...args, '--resume'] : args);
      let isThrough = false;
      ended.then(() => (isThrough = true));
      if (killed < kills) {
        // From before the first request to some way through; in all, a few of them before the last lines.
        const at = seen() + Math.floor(Math.random() * ((lines.length * 2) / kills));
        while (seen() < at && !isThrough) await sleep(1);
        await sleep(Math.random() * 20);
        child.kill('SIGKILL');
      }
      const { code, signal, err } = await ended;
      if (signal !== 'SIGKILL') {
        assert.equal(code, 0, err);
        break;
      }
      killed++;
    }
  } finally {
    close();
  }
  return { killed, ...check(lines, emulator), journal: readLines(`${cwd}/patches.ndjson.journal`).length };
}

/** Every line once by its mark; what may be repeated at least once; each entry's in their order. */
function check(lines, emulator) {
  const marksOf = ({ patches }) => JSON.stringify(patches).match(/m\d+/)[0];
  const counts = new Map();
  const order = new Map();
  for (const request of applied(emulator)) {
    const mark = marksOf(request);
    counts.set(mark, (counts.get(mark) ?? 0) + 1);
    if (counts.get(mark) === 1) order.set(request.id, [...(order.get(request.id) ?? []), mark]);
  }
  let repeated = 0;
  for (const { id, request } of lines) {
    const count = counts.get(marksOf(request)) ?? 0;
    const mayRepeat = request.version === undefined && request.patches.every(({ operation }) => operation === 'setMetadataProperty');
    assert.ok(count > 0, `${marksOf(request)} of ${id} is lost`);
    assert.ok(count === 1 || mayRepeat, `${marksOf(request)} of ${id} was applied ${count} times`);
    repeated += count - 1;
  }
  for (const [id, marks] of order) {
    assert.deepEqual(marks, lines.filter((line) => line.id === id).map(({ request }) => marksOf(request)), `the order of ${id}`);
  }
  return { lines: lines.length, repeated, requests: emulator.requests.length };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await killAndResume({ kills: Number(process.argv[2] ?? 50), entries: 100, rounds: 20 }));
}
