// That the bench still runs: every contender judges alike, and is asked once in every way. No times are judged.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { CLIENTS } from './clients.mjs';
import { CONTENDERS } from './contenders.mjs';
import { GLANCE } from './paces.mjs';
import { measureAll } from './results.mjs';

/** Where each contender differs, as BENCHMARKS.md lists it: whoever parses with `JSON.parse` sees values, not bytes. */
const OF_JSON_PARSE = ['a key twice', 'a byte order mark', 'bytes that are not UTF-8', '998 levels within a value'];

function differences(module) {
  return module === 'package' ? [] : OF_JSON_PARSE;
}

const results = await measureAll(GLANCE, process.env.CHROMIUM, () => {});
// For the report, which the stage makes of it.
if (process.env.BENCH_RESULTS) writeFileSync(process.env.BENCH_RESULTS, JSON.stringify(results));

for (const { name, module } of CONTENDERS.filter(({ module }) => module !== 'json-parse')) {
  test(`${name} judges all cases as the rules say`, () => {
    const { disagreements } = results.agreement.find((entry) => entry.name === name);
    assert.deepEqual(disagreements.map((difference) => difference.name), differences(module));
  });
}

for (const runtime of results.runtimes) {
  const comparisons = [...runtime.validation, ...runtime.issues.rows, ...runtime.clients].map(({ results }) => results);
  for (const { name } of [...CONTENDERS, ...CLIENTS.slice(1)]) {
    test(`${name} runs in ${runtime.name}`, () => {
      const measured = comparisons.flat().filter((result) => result.name === name);
      assert.ok(measured.length >= 2);
      assert.ok(measured.every(({ micros, spread }) => micros > 0 && Number.isFinite(spread)));
    });
  }
}

test('first calls, memory and sizes are measured', () => {
  assert.equal(results.firstCalls.length, CONTENDERS.length - 1);
  assert.equal(results.memory.results[0].before.wasm > 0, true);
  assert.ok(results.sizes.parts.every(({ gzip }) => gzip > 0));
});
