// workerd, which is what Cloudflare runs, with a Worker bundled as Wrangler does it.

import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { output, program, version } from './project.mjs';

const platform = ['linux-64', 'linux-arm64', 'darwin-64', 'darwin-arm64'].find((name) =>
  program(`@cloudflare/workerd-${name}/bin/workerd`),
);
const release = platform ? version(`@cloudflare/workerd-${platform}`) : '(none)';

/** Its program, undefined where it is missing. */
export const workerd = platform && program(`@cloudflare/workerd-${platform}/bin/workerd`);

export const OLDEST = '2024-01-01';
/** Today, or the newest date that this workerd knows: seven days after the one in its version. */
export const NEWEST = workerd ? newest() : 'the newest';

export const nameOf = (date) => `workerd ${release}, compatibility date ${date}`;

function newest() {
  const [, year, month, day] = /^\d+\.(\d{4})(\d{2})(\d{2})\./.exec(release);
  const known = Date.UTC(year, month - 1, Number(day) + 7);
  return new Date(Math.min(known, Date.now())).toISOString().slice(0, 10);
}

/**
 * Starts the Worker on a free port, and where it is inspected, its inspector and `gc()`; `services` are addresses and `texts` texts by the
 * names of its bindings. It may reach this machine.
 */
export async function startWorkerd(script, { date, services = {}, texts = {}, isInspected = false }) {
  const out = await output(`workerd-${basename(script, '.mjs')}-${date}`);
  await build({
    entryPoints: [script],
    outfile: join(out, 'worker.js'),
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker'],
    loader: { '.wasm': 'copy' },
    logLevel: 'warning',
  });
  const wasm = (await readdir(out)).filter((name) => name.endsWith('.wasm'));
  const modules = [
    '(name = "worker.js", esModule = embed "worker.js")',
    // Named as they are imported; from the end of 2026 on, workerd does without the query.
    ...wasm.map((name) => `(name = "${name}?module", wasm = embed "${name}")`),
  ];
  const names = Object.keys(services);
  const bindings = [
    ...names.map((name) => `(name = "${name}", service = "${name}")`),
    ...Object.entries(texts).map(([name, text]) => `(name = "${name}", text = ${JSON.stringify(text)})`),
  ];
  await writeFile(
    join(out, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [${modules.join(', ')}],
      bindings = [${bindings.join(', ')}],
      compatibilityDate = "${date}",
    )),
    (name = "internet", network = (allow = ["public", "private"])),
    ${names.map((name) => `(name = "${name}", external = "${services[name]}"),`).join('\n    ')}
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
  v8Flags = [${isInspected ? '"--expose-gc"' : ''}],
);
`,
  );
  const words = ['serve', join(out, 'config.capnp'), '--control-fd=3', ...(isInspected ? ['--inspector-addr=127.0.0.1:0'] : [])];
  const child = spawn(workerd, words, {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let inspector;
  const port = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}; what it printed is above`)));
    createInterface({ input: child.stdio[3] }).on('line', (line) => {
      const event = JSON.parse(line);
      // It listens before the Worker does.
      if (event.event === 'listen-inspector') inspector = event.port;
      if (event.event === 'listen' && event.socket === 'http') resolve(event.port);
    });
  });
  // Told to end, workerd waits for the requests that it has open, for ever if need be.
  const stop = () => {
    child.kill('SIGKILL');
    return ended;
  };
  return { url: `http://127.0.0.1:${port}`, inspector, pid: child.pid, wasm, stop };
}
