// Headless Chromium for the tests of one file. `cargo xtask test` says where it is, in CHROMIUM.

import { after } from 'node:test';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

let browser;

/** A new page that keeps the errors it meets in `page.errors`. */
export async function newPage(options) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  const page = await browser.newPage(options);
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error));
  return page;
}

after(() => browser?.close());
