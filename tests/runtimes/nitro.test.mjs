// Nitro, which builds Nuxt's servers, for Cloudflare: its WebAssembly has to be switched on.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { executeIn, folder, get, needs, version } from './project.mjs';
import { EXPECTED } from './try-out.mjs';
import { missing, node, prepare, startDev } from './wrangler.mjs';

const project = join(folder, 'nitro');
const NITRO = join(folder, 'node_modules/nitropack/dist/cli/index.mjs');

before(prepare);

test(`Nitro ${version('nitropack')} for Cloudflare`, needs(node, missing), async () => {
  await executeIn(project, {}, process.execPath, NITRO, 'build');
  assert.equal((await readdir(join(project, '.output/server/wasm'))).length, 3);
  const server = await startDev(project, '.output/server/index.mjs', '--compatibility-date', '2026-11-17');
  try {
    assert.deepEqual(JSON.parse(await get(new URL('/try-out', server.url))), EXPECTED);
  } finally {
    await server.stop();
  }
});
