// Real browsers, started with the address of a page that reports what came of it. `cargo xtask test runtimes` names them.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { needs } from './project.mjs';
import { openWebKit } from './webkit.mjs';

const CHROMIUM_FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const FIREFOX_PREFERENCES = [
  'user_pref("app.normandy.enabled", false);',
  'user_pref("app.update.enabled", false);',
  'user_pref("browser.shell.checkDefaultBrowser", false);',
  'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
  'user_pref("extensions.update.enabled", false);',
  'user_pref("network.captive-portal-service.enabled", false);',
  'user_pref("network.connectivity-service.enabled", false);',
  'user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");',
  'user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);',
];

const { CHROMIUM, FIREFOX, WEBKIT_DRIVER, XVFB } = process.env;

/** `open(url, profile)` gives `close`, and a promise that rejects when the browser ends by itself. */
export const BROWSERS = [
  {
    name: 'Chromium',
    file: CHROMIUM || undefined,
    tellsVersion: true,
    open: (url, profile) => openProgram(CHROMIUM, ...CHROMIUM_FLAGS, `--user-data-dir=${profile}`, url),
  },
  {
    name: 'Firefox',
    file: FIREFOX || undefined,
    tellsVersion: true,
    open: (url, profile) => openProgram(FIREFOX, '--headless', '--no-remote', '--profile', profile, url),
  },
  {
    name: 'WebKit',
    file: (XVFB && WEBKIT_DRIVER) || undefined,
    open: (url, profile) => openWebKit(WEBKIT_DRIVER, XVFB, url, profile),
  },
];

function openProgram(file, ...words) {
  const child = spawn(file, words, { stdio: 'ignore' });
  const ended = once(child, 'exit');
  return {
    failed: ended.then(([code]) => Promise.reject(new Error(`${file} ended with ${code}`))),
    async close() {
      child.kill();
      await ended.catch(() => {});
    },
  };
}

/** The browser's name, with its version where it tells that. */
export function browserVersion({ name, file, tellsVersion }) {
  if (!file || !tellsVersion) return name;
  return `${name} ${/\d[\d.]*/.exec(execFileSync(file, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))}`;
}

/** A test in each browser. */
export function onBrowsers(run, what = 'the bundle') {
  for (const browser of BROWSERS) {
    test(`${what} in ${browserVersion(browser)}`, needs(browser.file, browser.name), () => run(browser));
  }
}

/** Opens the page and returns what it reports, with `?report=` telling it where. */
export async function visit({ name, open }, page) {
  const profile = await mkdtemp(join(tmpdir(), 'runtimes-'));
  await writeFile(join(profile, 'user.js'), FIREFOX_PREFERENCES.join('\n'));
  const reports = createServer();
  const reported = new Promise((resolve, reject) => {
    setTimeout(reject, 60_000, new Error(`${name} reported nothing`)).unref();
    reports.on('request', async (request, response) => {
      let text = '';
      for await (const chunk of request) text += chunk;
      response.end();
      if (request.method === 'POST') resolve(JSON.parse(text));
    });
  });
  const url = new URL(page);
  url.searchParams.set('report', await listen(reports));
  let opened;
  try {
    opened = await open(url.href, profile);
    return await Promise.race([reported, opened.failed]);
  } finally {
    await opened?.close();
    reports.closeAllConnections();
    reports.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 10 });
  }
}

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css' };

/** Serves the files of a folder, with these headers too. */
export async function serve(folder, headers = {}) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = join(folder, pathname === '/' ? 'index.html' : pathname);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    const content = await readFile(file).catch(() => undefined);
    if (content) response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    else response.statusCode = 404;
    response.end(content);
  });
  const url = await listen(server);
  return {
    url,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function listen(server) {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}
