// WebKitGTK's small browser, by WebDriver (https://www.w3.org/TR/webdriver2/), on a screen that nobody sees: it has no
// headless mode.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** Opens the page; gives what ends it, and a promise that rejects when the driver ends by itself. */
export async function openWebKit(driver, xvfb, url, profile) {
  const screen = spawn(xvfb, ['-displayfd', '3', '-screen', '0', '1024x768x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  let browser;
  try {
    const display = await Promise.race([once(screen.stdio[3], 'data'), failureOf(screen, 'Xvfb')]);
    const port = await freePort();
    browser = spawn(driver, [`--port=${port}`], {
      stdio: 'ignore',
      env: { ...process.env, DISPLAY: `:${String(display).trim()}`, HOME: profile },
    });
    const failed = failureOf(browser, 'WebKitWebDriver');
    const session = await Promise.race([startSession(`http://127.0.0.1:${port}`), failed]);
    await Promise.race([command(`${session}/url`, { url }), failed]);
    return {
      failed,
      async close() {
        // Which also ends the browser that the driver has started.
        await command(session, undefined, 'DELETE').catch(() => {});
        await end(browser, screen);
      },
    };
  } catch (error) {
    await end(browser, screen);
    throw error;
  }
}

async function startSession(driver) {
  for (let attempt = 1; ; attempt++) {
    try {
      const { sessionId } = await command(`${driver}/session`, { capabilities: {} });
      return `${driver}/session/${sessionId}`;
    } catch (error) {
      // It takes a moment until the driver listens.
      if (!(error instanceof TypeError) || attempt === 100) throw error;
      await pause(100);
    }
  }
}

async function command(url, body, method = 'POST') {
  const response = await fetch(url, { method, body: body && JSON.stringify(body) });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`WebKitWebDriver: ${value.error}: ${value.message}`);
  return value;
}

/** Rejects when the program cannot be started, or ends. */
function failureOf(child, name) {
  const failed = new Promise((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code}`)));
  });
  // Nobody waits for it once the page is closed.
  failed.catch(() => {});
  return failed;
}

async function end(...children) {
  for (const child of children) {
    if (!child || child.exitCode !== null || child.pid === undefined) continue;
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
