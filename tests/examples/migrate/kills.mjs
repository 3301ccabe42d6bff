// Kills the command at random moments and lets it go on, until it is through; then the emulator's log tells what was applied.
//   node migrate/kills.mjs 50    in the folder where `cargo xtask test examples` has put these tests

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { folder, readLines, start } from './command.mjs';
import { applied, library } from './library.mjs';

/**
 * Lines for `entries` entries, in rounds, each with a mark of its own, where it takes one. Four fifths of them are not to be repeated.
 */
function linesOf(entries, rounds) {
  const lines = [];
  for (let round = 0; round < rounds; round++) {
    for (let entry = 0; entry < entries; entry++) {
      const mark = `m${lines.length}`;
      const title = { operation: 'setMetadataProperty', propertyName: 'title', value: mark };
      const usage = { operation: 'addUsageLogEntry', value: { purpose: 'print', params: { mark } } };
      const patches = [[title], [usage], [title, usage], [round % 2 ? { operation: 'unrevokeAsset' } : { operation: 'revokeAsset', note: mark }], [title]];
      const kind = entry % patches.length;
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

const isRepeatable = ({ version, patches }) => version === undefined && patches.every(({ operation }) => operation === 'setMetadataProperty');

const grouped = (list) => {
  const groups = {};
  for (const element of list) (groups[element.id] ??= []).push(element);
  return groups;
};

/** Each entry got its lines, each once and in their order; those that may be repeated perhaps twice in a row. */
function check(lines, emulator) {
  const wanted = grouped(lines);
  const got = grouped(applied(emulator));
  let repeated = 0;
  for (const [id, ofEntry] of Object.entries(wanted)) {
    const texts = ofEntry.map(({ request }) => JSON.stringify(request.patches));
    const free = new Set(ofEntry.filter(({ request }) => isRepeatable(request)).map(({ request }) => JSON.stringify(request.patches)));
    const arrived = (got[id] ?? []).map(({ patches }) => JSON.stringify(patches));
    const once = arrived.filter((text, i) => text !== arrived[i - 1] || !free.has(text));
    assert.deepEqual(once, texts, `what ${id} got, in order`);
    repeated += arrived.length - once.length;
  }
  return { lines: lines.length, repeated, requests: emulator.requests.length };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(await killAndResume({ kills: Number(process.argv[2] ?? 50), entries: 100, rounds: 20 }));
}
