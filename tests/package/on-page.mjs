// What the tests of pages do on them, as people and screen readers do.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const field = (page, name) => page.getByRole('textbox', { name });
export const said = (page, text) => page.getByRole('status').getByText(text, { exact: true }).waitFor();
export const shows = (page, text) => page.getByText(text, { exact: true }).filter({ visible: true }).first().waitFor();

/** The issue beside a field, found as a screen reader does. */
export async function issueOf(control) {
  return control.evaluate((element) => {
    const ids = (element.getAttribute('aria-describedby') ?? '').split(' ');
    const texts = ids.filter((id) => id.endsWith('-issue')).map((id) => document.getElementById(id).textContent);
    return element.getAttribute('aria-invalid') === 'true' ? texts.join(' ') : undefined;
  });
}

export const hasFocus = (control) => control.evaluate((element) => element === document.activeElement);

/** Waits for what takes a moment: a value, or a text that matches. */
export async function eventually(expected, read) {
  const isText = expected instanceof RegExp;
  let actual;
  for (let tries = 0; tries < 50; tries++) {
    actual = await read();
    if (isText ? expected.test(actual) : actual === expected) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  if (isText) assert.match(String(actual), expected);
  else assert.equal(actual, expected);
}

/** Nothing for axe to find, nothing too wide, no error. */
export async function assertAccessible(page, width) {
  // Past the page's policy: as a tool of the browser does it.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate('axe.run()');
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  assert.deepEqual(found, []);
  assert.ok((await page.evaluate('document.documentElement.scrollWidth')) <= width);
  assert.deepEqual(page.errors, []);
}
