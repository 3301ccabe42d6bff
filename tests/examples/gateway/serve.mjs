// Serves a Worker in Miniflare, which needs a newer Node than the tests: prints its address, and ends with its input.

import { readFile, readdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';

const { entry, source, bindings } = JSON.parse(process.argv[2]);

const out = await mkdtemp(join(tmpdir(), 'gateway-'));
await build({
  entryPoints: [entry],
  outfile: join(out, 'worker.js'),
  bundle: true,
  format: 'esm',
  conditions: ['workerd', 'worker'],
  loader: { '.wasm': 'copy' },
  alias: { gateway: source },
  logLevel: 'warning',
});
const modules = await Promise.all(
  (await readdir(out)).map(async (name) => {
    const isWasm = name.endsWith('.wasm');
    const contents = await readFile(join(out, name), isWasm ? undefined : 'utf8');
    return [isWasm ? `${name}?module` : name, { type: isWasm ? 'wasm' : 'esm', contents }];
  }),
);
const env = Object.fromEntries(Object.entries(bindings).map(([name, value]) => [name, { type: 'json', value }]));
const manifest = { mainModule: 'worker.js', modules: Object.fromEntries(modules) };
const config = { name: 'gateway', compatibilityDate: '2026-11-17', manifest, env };
const miniflare = new Miniflare({ workers: [{ config }], host: '127.0.0.1', port: 0, cf: false });
console.log(`at ${(await miniflare.ready).origin} `);
process.stdin.resume().on('end', async () => {
  await miniflare.dispose();
  process.exit();
});
