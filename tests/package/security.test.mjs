// What SECURITY.md and CONTRIBUTING.md name as tests is there.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { read, root } from './installed.mjs';

/** A file, and the names of tests in it, or parts of them. */
const NAMED = /`([\w./-]+\.(?:m?js|rs))` › ((?:"[^"]+"(?:, )?)+)/g;

/** `[file, name]` of all that a document names. */
function named(document) {
  return [...document.matchAll(NAMED)].flatMap(([, file, names]) => [...names.matchAll(/"([^"]+)"/g)].map(([, name]) => [file, name]));
}

/** What the tests of a file are called, as they are written there: in JavaScript, the line with the name. */
function tests(file) {
  const source = readFileSync(join(root, file), 'utf8');
  if (file.endsWith('.rs')) return [...source.matchAll(/#\[(?:wasm_bindgen_)?test\]\s+(?:async )?fn (\w+)/g)].map(([, name]) => name);
  return [...source.matchAll(/\btest\(\s*(['"`].*)/g)].map(([, name]) => name);
}

for (const document of ['SECURITY.md', 'CONTRIBUTING.md']) {
  test(`every test that ${document} names is there`, () => {
    const text = readFileSync(join(root, document), 'utf8');
    const all = named(text);
    assert.ok(all.length > 5, document);
    assert.equal(text.split('›').length - 1, [...text.matchAll(NAMED)].length, 'a name is written in another way');
    for (const [file, name] of all) assert.ok(tests(file).some((written) => written.includes(name)), `${file} has no test "${name}"`);
  });
}

test('a test that is gone is missed', () => {
  const [[file, name]] = named('| a | `tests/package/security.test.mjs` › "no such test" |');
  assert.ok(!tests(file).some((written) => written.includes(name)));
  assert.ok(tests(file).some((written) => written.includes('a test that is gone is missed')));
  assert.ok(tests('tests/json.rs').length > 1);
});

test('SECURITY.md is in the package', () => {
  assert.equal(read('SECURITY.md'), readFileSync(join(root, 'SECURITY.md'), 'utf8'));
});
