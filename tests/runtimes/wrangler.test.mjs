// Wrangler: what it would deploy, and its local server.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { execute, folder, needs, output, tryInRequests } from './project.mjs';
import { WRANGLER, missing, name, node, prepare, startDev } from './wrangler.mjs';

before(prepare);

describe(name, () => {
  test('wrangler deploy --dry-run', needs(node, missing), async () => {
    const out = await output('wrangler');
    assert.doesNotMatch(await execute(node, WRANGLER, 'deploy', '--dry-run', '--outdir', out), /warning|error/i);
    assert.equal((await readdir(out)).filter((file) => file.endsWith('.wasm')).length, 3);
  });

  for (const date of [undefined, '2024-01-01']) {
    describe(`wrangler dev${date ? `, compatibility date ${date}` : ''}`, () => {
      let server;
      before(async () => {
        server = await startDev(folder, ...(date ? ['--compatibility-date', date] : []));
      });
      after(() => server?.stop());

      tryInRequests(() => server, needs(node, missing));
    });
  }
});
