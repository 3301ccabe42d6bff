// The schemas fit the types of the libraries, and carry their own along: types/ compiles, and is never run.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

const place = (path) => fileURLToPath(new URL(path, import.meta.url));

for (const exactOptionalPropertyTypes of [false, true]) {
  test(`the types of forms and servers, with exactOptionalPropertyTypes ${exactOptionalPropertyTypes}`, () => {
    const tsc = [place('node_modules/typescript/bin/tsc'), '--project', place('types'), '--exactOptionalPropertyTypes', String(exactOptionalPropertyTypes)];
    try {
      execFileSync(process.execPath, tsc, { encoding: 'utf8' });
    } catch (error) {
      assert.fail(error.stdout || error);
    }
  });
}
