// How the tests of the picture desk come to it, and past it.

import assert from 'node:assert/strict';
import { newPage } from './browser.mjs';

export const DEMO = process.env.DEMO_URL;

/** Of a server that does not tell its project's configuration. */
export const WITHOUT_CONFIGURATION = { configuration: (route) => route.fulfill({ status: 403, json: { status: 403, error: 'Forbidden' } }) };

/**
 * Opens an entry's tab. `locale` is the browser's; `desk` is what the page is told instead of the demo's `desk.json`;
 * `configuration(route)` answers in the server's place what the project's is.
 */
export async function open(path, options = {}) {
  const page = await openAt(`/${path}`, options);
  await page.getByRole('heading', { level: 1 }).filter({ visible: true }).waitFor();
  return page;
}

export async function openAt(hash, { width = 1280, colorScheme = 'light', locale = 'en-GB', desk, configuration } = {}) {
  const viewport = { width, height: 844 };
  const page = await newPage({ viewport, colorScheme, locale, timezoneId: 'Europe/Zurich', reducedMotion: 'reduce' });
  if (desk) await page.route('**/desk.json', (route) => route.fulfill({ json: desk }));
  if (configuration) await page.route('**/projectConfig', configuration);
  await page.goto(`${DEMO}/#${hash}`);
  return page;
}

/** As somebody else does it, past the page. */
export async function api(path, patches) {
  const answer = await fetch(`${DEMO}/api/2026-05/mediaLibrary/${path}`, {
    method: patches ? 'PATCH' : 'GET',
    headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json' },
    body: patches && JSON.stringify({ patches }),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

export const set = (propertyName, value) => ({ operation: 'setMetadataProperty', propertyName, value });
