// Vitest with the environments that play a browser. That of jsdom replaces AbortController, but leaves fetch to Node, which
// refuses jsdom's signals as foreign.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openNetwork } from './network/servers.mjs';
import { PROGRAMS } from './programs.mjs';
import { executeWith, folder, needs, version } from './project.mjs';

for (const { name, title, file } of PROGRAMS.filter(({ name }) => /^Node( 24)?$/.test(name))) {
  for (const environment of ['jsdom', 'happy-dom']) {
    test(`Vitest ${version('vitest')} with ${environment} ${version(environment)} on ${title}`, needs(file, name), async () => {
      const network = await openNetwork();
      try {
        const words = ['run', '--root', folder, '--environment', environment, '--reporter', 'json', 'dom.spec.mjs'];
        const printed = await executeWith({ NETWORK: network.api }, file, join(folder, 'node_modules/vitest/vitest.mjs'), ...words).catch(
          ({ stdout }) => stdout,
        );
        const { numPassedTests, numTotalTests, testResults } = JSON.parse(printed);
        assert.deepEqual([numPassedTests, numTotalTests], [4, 4], JSON.stringify(testResults, null, 2));
        assert.equal(network.arrived.filter(({ url }) => url.startsWith('/plain/')).length, 4);
      } finally {
        network.close();
      }
    });
  }
}
