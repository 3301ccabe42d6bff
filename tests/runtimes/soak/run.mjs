// The work of slice.mjs in each runtime for some time, and what has to be said of it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { PROGRAMS } from '../programs.mjs';
import { folder } from '../project.mjs';
import { NEWEST, nameOf, startWorkerd, workerd } from '../workerd.mjs';
import { heapOf } from './inspector.mjs';
import { openServer } from './server.mjs';

/** Of work, which all that it has begun is waited for after. */
const SLICE_SECONDS = 4;
/** A process that has nothing left to do ends within so long. */
const END_MS = 20_000;

/** For Node and Deno, so that what is counted is not garbage. */
const COLLECTS = { Node: ['--expose-gc'], Deno: ['--v8-flags=--expose-gc'] };

/** `{ title, name, needs, work }`: `work(api, seconds, tell)` tells of each slice. */
export const RUNTIMES = [
  ...['Node', 'Deno', 'Bun'].map((name) => {
    const { title, file, words, net } = PROGRAMS.find((program) => program.name === name);
    return { title, name, needs: file, work: (...given) => inProgram(file, [...words, ...net, ...(COLLECTS[name] ?? [])], ...given) };
  }),
  { title: nameOf(NEWEST), name: 'workerd', needs: workerd, work: inWorkerd },
];

async function inProgram(file, words, api, seconds, tell) {
  const given = [join(folder, 'soak/main.mjs'), api, seconds, SLICE_SECONDS];
  const child = spawn(file, [...words, ...given], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  let timer;
  for await (const line of createInterface({ input: child.stdout })) {
    const { isLast, ...slice } = JSON.parse(line);
    await tell(slice);
    // Whatever is left open keeps it.
    if (isLast) timer = setTimeout(() => child.kill(), END_MS);
  }
  const [code, signal] = await ended;
  clearTimeout(timer);
  if (signal) throw new Error(`all calls have ended, but not the process within ${END_MS} ms: something is open`);
  if (code !== 0) throw new Error(`ended with ${code}`);
}

async function inWorkerd(api, seconds, tell) {
  const worker = await startWorkerd(join(folder, 'soak/worker.mjs'), { date: NEWEST, isInspected: true });
  try {
    const query = new URLSearchParams({ api, seconds: SLICE_SECONDS });
    const until = Date.now() + seconds * 1_000;
    do {
      const response = await fetch(`${worker.url}/?${query}`);
      const slice = await response.json();
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readStatus(worker.pid)) ?? [];
      await tell({ ...slice, heap: await heapOf(worker.inspector), rss: kilobytes * 1_024 });
    } while (Date.now() < until);
  } finally {
    await worker.stop();
  }
}

/** Of Linux; elsewhere nothing. */
function readStatus(pid) {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}

/** Works in a runtime for `seconds`; gives its slices, each with the requests that the server still has. */
export async function soak({ work }, seconds) {
  const server = await openServer();
  const slices = [];
  try {
    await work(server.url, seconds, (slice) => slices.push({ ...slice, requests: server.open() }));
  } finally {
    server.close();
  }
  return slices;
}

/** What engines keep for themselves, which depends on how fast the machine is: Bun's heap levels off at 9 MB or at 24. */
const NOISE = 20_000_000;

/**
 * A leak goes on, quarter by quarter, by so many bytes a call. What else grows levels off, or grows in steps: the code that engines
 * compile, and the memory of the emulator's WebAssembly, which never shrinks and has as many emulators as were not collected yet at
 * once. Of a loop of `Response` and `AbortController` alone, Node's heap grows by 3 to 15 bytes a round for some ten thousand rounds.
 */
const LEAK = 25;
/** In fewer slices, quarters say nothing. */
const ENOUGH = 40;

/** What is wrong with what slices have left behind, a line each. */
export function faultsOf(slices) {
  const faults = slices.flatMap(({ outcomes, unsettled, timers, listeners, unhandled, requests }, index) => [
    ...Object.keys(outcomes).filter((outcome) => outcome.startsWith('UNEXPECTED')),
    ...unsettled.map((name) => `a promise of ${name} is not settled`),
    ...unhandled.map((reason) => `unhandled: ${reason}`),
    ...Object.entries({ timers, listeners, requests }).flatMap(([what, count]) => (count === 0 ? [] : `${count} ${what} are left after slice ${index}`)),
  ]);
  const { start, end } = heapsOf(slices);
  if (end - start > NOISE) faults.push(`the heap has grown from ${start} to ${end} bytes`);
  const growths = growthsOf(slices);
  if (growths.length > 0 && growths.every((bytes) => bytes > LEAK)) faults.push(`the heap grows on and on, by ${growths.map(Math.round).join(', ')} bytes a call`);
  return faults;
}

/** By how many bytes a call the least that was left is more in each quarter of the second half than in the one before. */
export function growthsOf(slices) {
  if (slices.length < ENOUGH) return [];
  const length = slices.length >> 3;
  const quarters = [4, 3, 2, 1].map((left) => slices.slice(slices.length - left * length).slice(0, length));
  const least = quarters.map((quarter) => Math.min(...quarter.map(({ heap }) => heap)));
  return quarters.slice(1).map((quarter, index) => (least[index + 1] - least[index]) / callsOf(quarter));
}

/** The least that was left in the first and in the second half, once all was warm. */
export function heapsOf(slices) {
  const heaps = slices.map(({ heap }) => heap).slice(Math.ceil(slices.length / 10));
  const half = heaps.length >> 1;
  return { start: Math.min(...heaps.slice(0, half)), end: Math.min(...heaps.slice(half)) };
}

/** How many calls. */
export const callsOf = (slices) => slices.flatMap(({ outcomes }) => Object.values(outcomes)).reduce((sum, count) => sum + count, 0);

/** Calls by their outcomes. */
export function outcomesOf(slices) {
  const all = {};
  for (const { outcomes } of slices) for (const [name, count] of Object.entries(outcomes)) all[name] = (all[name] ?? 0) + count;
  return all;
}
