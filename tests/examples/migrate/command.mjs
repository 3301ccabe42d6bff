// Runs the command as its users do: in a process of its own.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { example } from '../project.mjs';

export const main = join(example('migrate'), 'src/main.js');
export const TOKEN = 'demo-token';

const folders = [];
process.on('exit', () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder with these files, texts or lists of lines of NDJSON, that is gone when this process is. */
export function folder(files) {
  const path = mkdtempSync(join(tmpdir(), 'migrate-'));
  folders.push(path);
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(path, name), Array.isArray(content) ? content.map((line) => `${JSON.stringify(line)}\n`).join('') : content);
  }
  return path;
}

/** The whole lines of NDJSON; a kill may have torn the last. */
export const readLines = (file) => readFileSync(file, 'utf8').split('\n').slice(0, -1).map((line) => JSON.parse(line));

/** `{ child, ended }`; `ended` gives `{ code, signal, out, err, events }`. */
export function start(cwd, args, { env = {} } = {}) {
  const child = spawn(process.execPath, [main, ...args], { cwd, env: { PATH: process.env.PATH, LIVINGDOCS_TOKEN: TOKEN, ...env } });
  let out = '';
  let err = '';
  child.stdout.on('data', (data) => (out += data));
  child.stderr.on('data', (data) => (err += data));
  const ended = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, out, err, events: eventsOf(out) }));
  });
  return { child, ended, said: () => out };
}

export const run = (cwd, args, options) => start(cwd, args, options).ended;

function eventsOf(out) {
  return out.split('\n').flatMap((line) => (line.startsWith('{"event"') && line.endsWith('}') ? [JSON.parse(line)] : []));
}
