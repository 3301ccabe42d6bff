// Cloudflare's Vitest, which runs tests inside workerd and evaluates modules in functions.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { execute, folder, needs, version } from './project.mjs';
import { missing, node, prepare } from './wrangler.mjs';

const VITEST = join(folder, 'node_modules/vitest/vitest.mjs');
const PLUGIN = '@cloudflare/vitest-plugin';

before(prepare);

test(`${PLUGIN} ${version(PLUGIN)} with Vitest ${version('vitest')}`, needs(node, missing), async () => {
  const words = ['run', '--root', folder, '--config', 'cloudflare/vitest.config.mjs', '--reporter', 'json', 'cloudflare/worker.spec.mjs'];
  const printed = await execute(node, VITEST, ...words).catch(({ stdout, stderr }) => (stdout.includes('{') ? stdout : JSON.stringify({ stderr })));
  const { numPassedTests, numTotalTests, ...rest } = JSON.parse(printed.slice(printed.indexOf('{')));
  assert.deepEqual([numPassedTests, numTotalTests], [2, 2], JSON.stringify(rest, null, 2));
});
