// Jobs for tests, and whether what became of them is right.

import assert from 'node:assert/strict';

const usage = (line) => ({
  operation: 'addUsageLogEntry',
  value: { purpose: 'web', state: 'confirmed', publicationDate: '2026-05-01T11:00:00.000Z', url: `https://jobs.example/${line}` },
});
const sameUsage = { operation: 'addUsageLogEntry', value: { purpose: 'print' } };
const title = (line) => ({ operation: 'setMetadataProperty', propertyName: 'title', value: `line ${line}` });

/** What the `turn`th request of an entry asks for: most can be seen in the entry, some cannot, and many must not come twice. */
function patchesOf(line, turn) {
  const kinds = [
    () => [title(line)],
    () => [usage(line)],
    () => [{ operation: 'revokeAsset', note: `line ${line}` }],
    () => [sameUsage],
    () => [{ operation: 'unrevokeAsset' }],
    () => [title(line), sameUsage],
    () => [{ operation: 'archive' }],
    () => [sameUsage],
  ];
  return kinds[turn % kinds.length]();
}

/** Lines of a job in no order of entries; `safeOnly` sets titles only. */
export function linesOf(jobs, entries, { safeOnly = false } = {}) {
  const turns = new Map();
  return Array.from({ length: jobs }, (_, index) => {
    const line = index + 1;
    const id = `entry-${(index * 7919) % entries}`;
    const turn = turns.get(id) ?? 0;
    turns.set(id, turn + 1);
    return { line, id, request: { patches: safeOnly ? [title(line)] : patchesOf(line, turn) } };
  });
}

export const toNdjson = (lines) => lines.map(({ id, request }) => `${JSON.stringify({ id, request })}\n`).join('');

/**
 * By the emulator's log: every line whose result is `applied` was applied once and in its order, and no other one. What its
 * result calls `repeated`, which only harmless lines may be, may have been applied several times in a row.
 * Gives how many there are of each state.
 */
export function assertExactlyOnce(lines, results, requests) {
  assert.equal(results.length, lines.length);
  const counts = {};
  const applied = new Map();
  for (const { method, path, status, body } of requests) {
    if (method === 'PATCH' && status === 200) push(applied, path.split('/').at(-1), JSON.stringify(JSON.parse(body).patches));
  }
  const wanted = new Map();
  for (const [index, { line, id, state, repeated }] of results.entries()) {
    assert.deepEqual({ line, id }, { line: lines[index].line, id: lines[index].id });
    const { patches } = lines[index].request;
    const text = JSON.stringify(patches);
    counts[state] = (counts[state] ?? 0) + 1;
    if (state !== 'applied') continue;
    push(wanted, id, text);
    if (!repeated) continue;
    assert.ok(patches.every(({ operation }) => HARMLESS.includes(operation)), text);
    counts.repeated = (counts.repeated ?? 0) + 1;
    while (applied.get(id)?.[wanted.get(id).length] === text) push(wanted, id, text);
  }
  for (const id of new Set([...wanted.keys(), ...applied.keys()])) assert.deepEqual(applied.get(id) ?? [], wanted.get(id) ?? [], id);
  return counts;
}

const HARMLESS = ['setMetadataProperty', 'replaceAsset', 'archive'];

function push(map, key, value) {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
