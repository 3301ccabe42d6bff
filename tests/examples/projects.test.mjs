// What holds for every project of examples-web/: whoever copies one installs what was tested.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkout } from './project.mjs';

const examples = join(checkout, 'examples-web');
const projects = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'package.json')));

test('there are projects', () => assert.ok(projects.length > 0));

for (const name of projects) {
  const json = (file) => JSON.parse(readFileSync(join(examples, name, file), 'utf8'));

  test(`${name} names exact versions, and its lock file those versions`, () => {
    const { dependencies, devDependencies } = json('package.json');
    const { packages } = json('package-lock.json');
    const wanted = Object.entries({ ...dependencies, ...devDependencies });
    for (const [dependency, version] of wanted) {
      assert.match(version, /^(npm:.+@)?\d+\.\d+\.\d+/, dependency);
      assert.equal(packages[`node_modules/${dependency}`]?.version, version.replace(/^npm:.+@/, ''), dependency);
    }
  });

  test(`${name} says nothing of where its packages come from`, () => {
    for (const [path, entry] of Object.entries(json('package-lock.json').packages)) {
      assert.equal(entry.resolved, undefined, path);
    }
  });

  test(`${name} has a README`, () => assert.match(readFileSync(join(examples, name, 'README.md'), 'utf8'), /^# /));
}
