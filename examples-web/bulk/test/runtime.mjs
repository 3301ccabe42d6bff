// The Worker in workerd, by `wrangler dev`, as wrangler.jsonc has it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('..', import.meta.url));
export const BULK_TOKEN = 'bulk-token';
// In memory where that is easy: a disk of this machine says little about Cloudflare's storage.
const folder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Its storage lasts over `kill` and `start`, until `stop`. `node` is one that Wrangler starts in, 22.12 or newer. */
export async function makeRuntime({ upstream, node = process.execPath, vars = {} }) {
  const state = await mkdtemp(join(folder, 'bulk-'));
  const all = { LIVINGDOCS_URL: upstream, LIVINGDOCS_TOKEN: 'demo-token', BULK_TOKEN, ...vars };
  let child;
  let url;

  async function start() {
    const words = ['dev', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0', '--persist-to', state];
    for (const [name, value] of Object.entries(all)) if (value !== undefined) words.push('--var', `${name}:${value}`);
    child = spawn(node, [join(project, 'node_modules/wrangler/bin/wrangler.js'), ...words], {
      cwd: project,
      // A group of its own, so that workerd can be killed with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NO_COLOR: '1',
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        XDG_CONFIG_HOME: state,
        TMPDIR: state,
      },
    });
    let printed = '';
    url = await new Promise((resolve, reject) => {
      const fail = (what) => {
        clearTimeout(timer);
        reject(new Error(`wrangler dev ${what}:\n${printed}`));
      };
      const timer = setTimeout(fail, 120_000, 'told no address');
      child.once('exit', (code) => fail(`ended with ${code}`));
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          if (process.env.BULK_VERBOSE) process.stderr.write(text);
          printed = (printed + text).slice(-10_000);
          const [, address] = /Ready on (http:\/\/\S+)/.exec(printed) ?? [];
          if (address) {
            clearTimeout(timer);
            resolve(address);
          }
        });
      }
    });
  }

  /** SIGKILL, for Wrangler and its workerd. */
  async function kill() {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await ended;
  }

  // Its group outlives this process otherwise.
  const abandon = () => child.exitCode === null && child.signalCode === null && process.kill(-child.pid, 'SIGKILL');
  process.once('exit', abandon);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

  await start();
  return {
    start,
    kill,
    async stop() {
      await kill();
      process.off('exit', abandon);
      await rm(state, { recursive: true, force: true });
    },
    /** Rejects where the answer is no success. */
    async ask(path, init = {}) {
      const response = await fetch(new URL(path, url), {
        ...init,
        headers: { authorization: `Bearer ${BULK_TOKEN}`, ...init.headers },
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${init.method ?? 'GET'} ${path}: ${response.status} ${text}`);
      return text;
    },
    url: () => url,
    fetch: (path, init) => fetch(new URL(path, url), init),
  };
}
