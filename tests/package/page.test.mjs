// The page of `cargo xtask demo`, used as a person would: the installed package in Chromium, the emulator over HTTP.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newPage } from './browser.mjs';

async function open(width) {
  const page = await newPage({ viewport: { width, height: 900 } });
  await page.goto(`${process.env.DEMO_URL}/`);
  await page.getByLabel('Show').selectOption('2er11b3i');
  await page.getByText('An Other Image').waitFor();
  return page;
}

const log = (page) => page.locator('#log li').allTextContents();
const request = (page) => page.getByLabel('Request, as JSON');

test('issues are shown while typing, and only a valid request can be sent', async () => {
  const page = await open(1280);
  assert.equal(await page.locator('#verdict').textContent(), 'Valid');
  await request(page).fill('{"patches":[{"operation":"notExistingOperation"}]}');
  assert.equal(await page.locator('#verdict').textContent(), '1 issue');
  assert.equal(
    await page.locator('#issues li').textContent(),
    'patches.0.operationNo enum match for: "notExistingOperation"',
  );
  assert.equal(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled(), true);
  await page.getByLabel('Start from').selectOption({ label: 'The API reference’s example' });
  await page.locator('#verdict.valid').waitFor();
  assert.deepEqual(page.errors, []);
});

test('a request is sent, and a conflict is met and overcome', async () => {
  const page = await open(1280);
  const patches = (value) => JSON.stringify({ patches: [{ operation: 'setMetadataProperty', propertyName: 'credit', value }] });
  await request(page).fill(patches('R. Muster'));
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#fields').getByText('R. Muster').waitFor();
  await request(page).fill(patches('S. Muster'));
  await page.getByRole('button', { name: 'Send after a colleague’s change' }).click();
  await page.locator('#fields').getByText('S. Muster').waitFor();
  await page.locator('#fields').getByText('a colleague, at version 2').waitFor();
  assert.deepEqual((await log(page)).reverse(), [
    'PATCH 2er11b3i: 200, accepted.',
    'A colleague changed 2er11b3i. You still see version 2.',
    'PATCH 2er11b3i with version 2: 409 Conflict: Version: Expected 3 to be equal to 2',
    'updateEntry read version 3 and sends your patches with it.',
    'Accepted: your change and your colleague’s are both there.',
  ]);
  assert.deepEqual(page.errors, []);
});

for (const width of [1280, 390]) {
  test(`nothing is wider than a screen of ${width} pixels`, async () => {
    const page = await open(width);
    await page.getByLabel('Start from').selectOption({ label: 'Three mistakes' });
    await page.locator('#issues li').nth(2).waitFor();
    assert.ok((await page.evaluate('document.documentElement.scrollWidth')) <= width);
  });
}
