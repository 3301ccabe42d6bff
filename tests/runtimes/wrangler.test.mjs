// Wrangler: what it would deploy, and its local server, without an account and without a network.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { execute, folder, needs, output, packageForHere, program, startServer, tryInRequests, version } from './project.mjs';

const WRANGLER = join(folder, 'node_modules/wrangler/bin/wrangler.js');
const name = `Wrangler ${version('wrangler')}`;

// It refuses to start in Node 20.
const isNewEnough = Number.parseFloat(process.versions.node) >= 22.12;
const node = packageForHere('@cloudflare', 'workerd-') && (isNewEnough ? process.execPath : program('node22/bin/node'));
const missing = `${name}, which needs workerd and Node 22.12,`;

before(async () => {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: 'false',
    // With these it would ask servers: for its newest version, and where it is.
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // Its logs would go to the user's folder.
    XDG_CONFIG_HOME: await output('wrangler-home'),
  });
});

describe(name, () => {
  test('wrangler deploy --dry-run', needs(node, missing), async () => {
    const out = await output('wrangler');
    assert.doesNotMatch(await execute(node, WRANGLER, 'deploy', '--dry-run', '--outdir', out), /warning|error/i);
    assert.equal((await readdir(out)).filter((file) => file.endsWith('.wasm')).length, 3);
  });

  describe('wrangler dev', () => {
    let server;
    before(async () => {
      const words = [WRANGLER, 'dev', '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'];
      if (node) server = await startServer(node, words, { cwd: folder });
    });
    after(() => server?.stop());

    tryInRequests(() => server, needs(node, missing));
  });
});
