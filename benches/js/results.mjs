/** Everything that is measured, as plain data. */

import { readFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { agreement, byteCases, cases } from './agreement.mjs';
import { measureInBrowser } from './browser.mjs';
import { CLIENTS } from './clients.mjs';
import { CONTENDERS } from './contenders.mjs';
import { generate } from './generate.mjs';
import { measureHere } from './here.mjs';
import { firstCalls, memory } from './processes.mjs';
import { sizes } from './sizes.mjs';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** `chromium`: where the browser is, if it is to be measured, too. `progress` is told what comes next. */
export async function measureAll({ method, firstCalls: rounds, memoryCalls }, chromium, progress) {
  const examplePath = path('from-tests/example-request.json');
  const example = readFileSync(examplePath, 'utf8');
  await generate();
  // What was generated is imported by it.
  const { judges, clients } = await (await import('./load.mjs')).load();
  const node = (what) => progress(`Node: ${what}`);
  const runtimes = [{ name: `Node ${process.versions.node}`, ...(await measureHere({ judges, clients }, example, method, node)) }];
  if (chromium) {
    runtimes.push(await measureInBrowser(chromium, example, method, (what) => progress(`Chromium: ${what}`)));
  }
  progress('first calls');
  const calls = await firstCalls(examplePath, rounds);
  progress('memory');
  const held = await memory(examplePath, memoryCalls);
  progress('sizes');
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: machine(),
    versions: versions(),
    cases: cases.length + byteCases.length,
    agreement: agreement(judges.filter(({ judge }) => judge.object)),
    runtimes,
    firstCalls: calls,
    memory: held,
    sizes: await sizes(),
  };
}

function machine() {
  const cpus = os.cpus();
  return { cpu: cpus[0]?.model.trim() ?? 'unknown', cores: cpus.length, memoryGb: Math.round(os.totalmem() / 2 ** 30), system: `${os.type()} ${os.arch()}` };
}

/** Of every package that is measured. */
function versions() {
  const names = new Set([...CONTENDERS, ...CLIENTS].map((entry) => entry.package).filter(Boolean));
  return [...names, 'ajv-formats', 'esbuild'].map((name) => ({
    name,
    version: JSON.parse(readFileSync(path(`node_modules/${name}/package.json`), 'utf8')).version,
  }));
}
