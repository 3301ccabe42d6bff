// The project that has the package and the runtimes installed: a copy of this folder, made by `cargo xtask test runtimes`.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { EXPECTED } from './try-out.mjs';

const run = promisify(execFile);

export const folder = fileURLToPath(new URL('.', import.meta.url));
export const installed = join(folder, 'node_modules/livingdocs-media-library');
if (!existsSync(installed)) throw new Error('Start these tests with `cargo xtask test runtimes`, which installs what they need.');

const require = createRequire(import.meta.url);

/** The version of an installed npm package. */
export const version = (name) => require(join(folder, 'node_modules', name, 'package.json')).version;

/** A program in an npm package that npm installs only where it runs; undefined where it does not. */
export function program(path) {
  const file = join(folder, 'node_modules', path);
  return existsSync(file) ? file : undefined;
}

/** The package in the scope whose name begins so, of which npm installs only the one for this machine; or undefined. */
export function packageForHere(scope, prefix) {
  const packages = join(folder, 'node_modules', scope);
  return existsSync(packages) ? readdirSync(packages).find((name) => name.startsWith(prefix)) : undefined;
}

/** For `test`: skips it, and says why, when the program is missing. */
export const needs = (file, name) => ({
  timeout: 120_000,
  skip: file ? false : `SKIPPED, NOT TESTED: ${name} is not on this machine (${platform()} ${arch()})`,
});

/** A new, empty folder for what a test makes. */
export async function output(name) {
  const path = join(folder, 'out', name);
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return path;
}

/** Runs a program in the project and returns what it printed. Throws, with that, when it fails. */
export const execute = (file, ...words) => executeWith({}, file, ...words);

/** The same, with these environment variables too. */
export const executeWith = (env, file, ...words) => executeIn(folder, env, file, ...words);

/** The same, in another folder. */
export async function executeIn(cwd, env, file, ...words) {
  const { stdout } = await run(file, words, { cwd, timeout: 60_000, env: { ...process.env, NO_COLOR: '1', ...env } });
  return stdout;
}

/** Runs a program that prints what came of `tryOut`. */
export async function check(file, ...words) {
  assert.deepEqual(JSON.parse(await execute(file, ...words)), EXPECTED);
}

/** The text that a server answers, which has to be a success. */
export async function get(url) {
  const response = await fetch(url);
  const text = await response.text();
  assert.equal(response.status, 200, text);
  return text;
}

/** The tests of a server of worker.mjs, which does all of app.mjs, or of slim-app.mjs, inside a request. */
export function tryInRequests(server, options) {
  for (const [what, path] of [['the package', '/try-out'], ['./slim', '/try-out-slim']]) {
    test(`${what} in a request`, options, async () => {
      assert.deepEqual(JSON.parse(await get(new URL(path, server().url))), EXPECTED);
    });
  }
}

/** Starts a server that prints its address. */
export async function startServer(file, words, { cwd, env }) {
  const child = spawn(file, words, { cwd, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NO_COLOR: '1', ...env } });
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill();
    await ended;
  };
  let printed = '';
  let timer;
  try {
    const url = await new Promise((resolve, reject) => {
      const fail = (what) => reject(new Error(`${words.join(' ')} ${what}:\n${printed}`));
      timer = setTimeout(fail, 60_000, 'told no address');
      ended.then(([code]) => fail(`ended with ${code}`), reject);
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (text) => {
          printed += text;
          const [address] = /http:\/\/\S+(?=\s)/.exec(printed) ?? [];
          if (address) resolve(address);
        });
      }
    });
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
