import { expect, test } from 'vitest';
import { run } from './app.mjs';
import { EXPECTED } from './try-out.mjs';

test('the package with jsdom', async () => {
  expect(document.body).toBeDefined();
  expect(await run()).toEqual(EXPECTED);
});
