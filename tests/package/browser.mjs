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

/** Chromium reports an answer like 404 as an error of its own; here such answers are asked for. */
const REFUSED = /^Failed to load resource: the server responded with a status of 4\d\d /;

/** A new page that keeps the errors it meets, and those it writes to the console, in `page.errors`. */
export async function newPage(options) {
  browser ??= await chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
  const page = await browser.newPage(options);
  page.errors = [];
  page.on('pageerror', (error) => page.errors.push(error));
  page.on('console', (message) => {
    if (message.type() === 'error' && !REFUSED.test(message.text())) page.errors.push(message.text());
  });
  return page;
}

after(() => browser?.close());
