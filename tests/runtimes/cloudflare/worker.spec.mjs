// Run inside workerd.

import module from 'livingdocs-media-library/client.wasm';
import { expect, test } from 'vitest';
import { run } from '../app.mjs';
import { initSync, run as runSlim } from '../slim-app.mjs';
import { EXPECTED } from '../try-out.mjs';

test('the package', async () => {
  expect(navigator.userAgent).toBe('Cloudflare-Workers');
  expect(await run()).toEqual(EXPECTED);
});

test('./slim', async () => {
  initSync(module);
  expect(await runSlim()).toEqual(EXPECTED);
});
