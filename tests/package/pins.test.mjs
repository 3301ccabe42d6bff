// What is built, tested and released with is the same everywhere: versions are exact, locked, and looked after.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { root } from './installed.mjs';

const text = (path) => readFileSync(join(root, path), 'utf8');
const json = (path) => JSON.parse(text(path));
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => path && existsSync(join(root, path)));

/** Those of our own npm projects; pkg/ is what is published, and depends on nothing. */
const manifests = tracked.filter((path) => /(^|\/)package\.json$/.test(path) && !path.startsWith('pkg/'));
const locks = tracked.filter((path) => /(^|\/)package-lock\.json$/.test(path));
const workflows = readdirSync(join(root, '.github/workflows')).map((name) => `.github/workflows/${name}`);
/** `1.2.3`, or another package under this name. */
const EXACT = /^(npm:(@[\w-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

const dependencies = (manifest) =>
  ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) => Object.entries(manifest[kind] ?? {}));

test('npm packages have exact versions, and a lock file with their hashes', () => {
  assert.ok(manifests.length > 5, `${manifests}`);
  for (const path of manifests) {
    const named = dependencies(json(path));
    for (const [name, version] of named) assert.match(version, EXACT, `${path}: ${name}`);
    if (named.length > 0) assert.ok(locks.includes(path.replace('package.json', 'package-lock.json')), path);
  }
  for (const path of locks) {
    for (const [place, { integrity, inBundle, link }] of Object.entries(json(path).packages)) {
      if (place && !inBundle && !link) assert.match(`${integrity}`, /^sha512-/, `${path}: ${place}`);
    }
  }
});

test('every Cargo.toml that is no member has a Cargo.lock beside it', () => {
  const files = tracked.filter((path) => /(^|\/)Cargo\.toml$/.test(path));
  const workspaces = files.filter((path) => /^\[workspace\]/m.test(text(path)));
  assert.ok(workspaces.includes('Cargo.toml'), `${files}`);
  for (const path of workspaces) assert.ok(tracked.includes(path.replace('.toml', '.lock')), path);
});

test('no install script is run, here and by workflows', () => {
  assert.match(text('.npmrc'), /^ignore-scripts=true$/m);
  for (const path of workflows) {
    for (const [line] of text(path).matchAll(/npm (ci|install|i|publish)\b.*/g)) assert.match(line, /--ignore-scripts/, path);
  }
});

test('actions are pinned by the hash of a commit, and have no more rights than they need', () => {
  assert.ok(workflows.length > 2, `${workflows}`);
  for (const path of workflows) {
    const source = text(path);
    const uses = [...source.matchAll(/uses: *(\S+)(.*)/g)].filter(([, action]) => !action.startsWith('./'));
    assert.ok(uses.length > 0, path);
    for (const [, action, comment] of uses) {
      assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40}$/, path);
      assert.match(comment, /^ # v\d+\.\d+\.\d+$/, `${path}: ${action}`);
    }
    assert.match(source, /^permissions:\n {2}contents: read\n(?! {2})/m, path);
    assert.doesNotMatch(source, /pull_request_target|\$\{\{ *github\.event|: write(?!$)/m, path);
  }
  const writes = workflows.flatMap((path) => text(path).match(/\S+: write/g) ?? []);
  assert.deepEqual(writes, ['id-token: write']);
});

test('dependabot looks after every lock file', () => {
  const source = text('.github/dependabot.yml');
  const folders = (ecosystem) => {
    const [, list] = source.match(new RegExp(`package-ecosystem: ${ecosystem}\\n +directories: \\[(.*)\\]`));
    return list.split(', ').map((item) => item.slice(1, -1));
  };
  const covers = (patterns, path) => {
    const folder = join('/', dirname(path));
    return patterns.some((pattern) => pattern === folder || (pattern.endsWith('/*') && dirname(folder) === pattern.slice(0, -2)));
  };
  for (const path of locks) assert.ok(covers(folders('npm'), path), path);
  for (const path of tracked.filter((path) => path.endsWith('Cargo.lock'))) assert.ok(covers(folders('cargo'), path), path);
});

test('the release publishes with provenance, what it has tested, and only the tag of its version', () => {
  const source = text('.github/workflows/release.yml');
  const steps = ['needs: test', '= "v$(node -p', 'cargo xtask reproduce', 'cargo xtask release', '--provenance'];
  const places = steps.map((step) => source.indexOf(step));
  assert.ok(places.every((place, index) => place > (places[index - 1] ?? 0)), `${places}`);
});
