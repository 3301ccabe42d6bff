/** The same measurements in Chromium. */

import { build } from 'esbuild';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FOR_BROWSERS } from './sizes.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

export async function measureInBrowser(executablePath, example, method, progress) {
  const server = await serve(await bundle());
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    const page = await browser.newPage();
    await page.exposeFunction('progress', progress);
    await page.goto(`http://localhost:${server.address().port}/`);
    const measured = await page.evaluate(([example, method]) => window.measure(example, method, window.progress), [example, method]);
    return { name: `Chromium ${browser.version()}`, ...measured };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

async function bundle() {
  const entryPoints = [fileURLToPath(new URL('page.mjs', import.meta.url))];
  const { outputFiles } = await build({ entryPoints, ...FOR_BROWSERS, write: false });
  return outputFiles[0].text;
}

/** Isolated pages get the finer clock. */
async function serve(script) {
  const server = createServer((request, response) => {
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (request.url === '/') {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Bench</title><script type="module" src="page.js"></script>');
    } else if (request.url === '/page.js') {
      response.setHeader('content-type', 'text/javascript');
      response.end(script);
    } else {
      response.statusCode = 404;
      response.end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}
