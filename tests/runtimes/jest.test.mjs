// Jest with jsdom, which hides Node's TextEncoder, fetch and more; and with jest-fixed-jsdom, which gives them back.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openNetwork } from './network/servers.mjs';
import { executeWith, folder, version } from './project.mjs';

const TESTS = {
  [`jest-environment-jsdom ${version('jest-environment-jsdom')}`]: ['plain.test.cjs', 3],
  [`jest-fixed-jsdom ${version('jest-fixed-jsdom')}`]: ['fixed.test.cjs', 2],
};

for (const [environment, [file, tests]] of Object.entries(TESTS)) {
  test(`Jest ${version('jest')} with ${environment}`, { timeout: 120_000 }, async () => {
    const network = await openNetwork();
    try {
      const words = ['--config', join(folder, 'jest/jest.config.cjs'), '--runInBand', '--json', file];
      const printed = await executeWith({ NETWORK: network.api }, process.execPath, join(folder, 'node_modules/jest/bin/jest.js'), ...words).catch(
        ({ stdout, stderr }) => stdout || JSON.stringify({ stderr }),
      );
      const { numPassedTests, numTotalTests, ...rest } = JSON.parse(printed);
      assert.deepEqual([numPassedTests, numTotalTests], [tests, tests], JSON.stringify(rest, null, 2));
    } finally {
      network.close();
    }
  });
}
