// node build.mjs makes dist/. What the page shares with the picture desk, styles and data, is in the checkout: two folders up, or
// where CHECKOUT says.

import { cp, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/main.js'],
  alias: { checkout: resolve(process.env.CHECKOUT ?? '../..') },
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  logLevel: 'warning',
});
await cp('index.html', 'dist/index.html');
