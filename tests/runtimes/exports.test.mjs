// Tools that do not read `exports`: they find the subpaths by the folders of that name. Parcel, too, is in bundlers.test.mjs.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ESLint } from 'eslint';
import imports from 'eslint-plugin-import';
import { execute, folder, version } from './project.mjs';

test(`eslint-plugin-import ${version('eslint-plugin-import')} with ESLint ${version('eslint')}`, async () => {
  const rules = { 'import/no-unresolved': 'error', 'import/named': 'error', 'import/namespace': 'error' };
  const eslint = new ESLint({ cwd: folder, overrideConfigFile: true, overrideConfig: [{ plugins: { import: imports }, rules }] });
  const lint = async (text) => (await eslint.lintText(text, { filePath: join(folder, 'linted.mjs') }))[0].messages.map(({ message }) => message);
  const [file] = await eslint.lintFiles('app.mjs');
  assert.deepEqual(file.messages, []);
  assert.deepEqual(await lint("import { Validator } from 'livingdocs-media-library/validator';\nimport * as all from 'livingdocs-media-library';\n"), []);
  assert.equal((await lint("import { Validator } from 'livingdocs-media-library/nothing';\n")).length, 1);
});

test(`Jest ${version('jest27')}`, { timeout: 120_000 }, async () => {
  const words = ['--config', join(folder, 'jest/jest.config.cjs'), '--runInBand', '--json', 'exports.test.cjs'];
  const printed = await execute(process.execPath, join(folder, 'node_modules/jest27/bin/jest.js'), ...words).catch(
    ({ stdout, stderr }) => stdout || JSON.stringify({ stderr }),
  );
  const { numPassedTests, numTotalTests, ...rest } = JSON.parse(printed);
  assert.deepEqual([numPassedTests, numTotalTests], [1, 1], JSON.stringify(rest, null, 2));
});
