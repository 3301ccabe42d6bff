// A media library that notes what arrives, and the gateway in front of it, in workerd.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { example, newNode } from '../project.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const gateway = example('gateway');

/** The package, as the gateway has it. */
const require = createRequire(join(gateway, 'package.json'));
export const load = (path = '') => require(`livingdocs-media-library${path}`);
const { MediaLibraryEmulator } = load('/emulator');

export const UPSTREAM_TOKEN = 'token-of-the-worker';
export const PAGE = 'https://desk.example';
export const WEBHOOK_SECRET = 'secret of the webhook';
export const ID = 'asze63i9';
export const ENTRY = `/api/2026-05/mediaLibrary/${ID}`;
export const PATCH = '{"patches":[{"operation":"archive"}]}';

/**
 * An emulator behind real connections. `arrived` has what came, but for the project's configuration; `answers.next`, a function of
 * what came, answers in its place for as long as it is there, and `config` for the configuration.
 */
export async function openUpstream(options) {
  const emulator = new MediaLibraryEmulator({ tokens: { [UPSTREAM_TOKEN]: ['public-api:read', 'public-api:write'] }, ...options });
  const arrived = [];
  const answers = { next: undefined, config: undefined, configsAsked: 0 };
  const server = createServer({ keepAliveTimeout: 60_000 }, async (message, response) => {
    const chunks = [];
    for await (const chunk of message) chunks.push(chunk);
    const { method, url, headers } = message;
    const isConfig = url.endsWith('/projectConfig');
    const seen = { method, url, headers, body: Buffer.concat(chunks) };
    if (isConfig) answers.configsAsked++;
    else arrived.push(seen);
    const answer = isConfig ? answers.config : answers.next;
    if (answer) return answer(seen, response);
    const body = method === 'GET' ? undefined : seen.body;
    const given = await emulator.fetch(`http://upstream${url}`, { method, headers: { authorization: headers.authorization ?? '', ...(body && { 'content-type': headers['content-type'] ?? '' }) }, body });
    const bytes = Buffer.from(await given.arrayBuffer());
    response.writeHead(given.status, { ...Object.fromEntries(given.headers), 'content-length': bytes.length, server: 'internal/1.2', 'set-cookie': 'a=b' }).end(bytes);
  });
  server.listen(0, '127.0.0.1', 4_096);
  await once(server, 'listening');
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { emulator, arrived, answers, url: `http://127.0.0.1:${server.address().port}`, close };
}

/** The gateway with `entry`, a file of this folder; or, without it, as it is deployed. */
export async function openGateway(upstream, { entry, bindings } = {}) {
  const given = {
    entry: entry ? join(here, entry) : join(gateway, 'src/worker.js'),
    source: join(gateway, 'src/gateway.js'),
    bindings: {
      LIVINGDOCS_URL: upstream.url,
      LIVINGDOCS_TOKEN: UPSTREAM_TOKEN,
      ALLOWED_ORIGINS: [PAGE],
      GATEWAY_URL: 'https://gateway.example',
      IMAGE_CACHE_SECONDS: 300,
      WEBHOOK_SECRET,
      ...bindings,
    },
  };
  const child = spawn(newNode, [join(here, 'serve.mjs'), JSON.stringify(given)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let printed = '';
  const url = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the gateway ended with ${code}:\n${printed}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text;
        const [, address] = /at (http:\S+) /.exec(printed) ?? [];
        if (address) resolve(address);
      });
    }
  });
  return {
    url,
    /** What it has logged. */
    log: () => printed,
    ask: (path, { as = 'editor', ...init } = {}) =>
      fetch(url + path, { ...init, headers: { ...(as && { authorization: `Bearer ${as}` }), ...init.headers } }),
    patch(body, { path = ENTRY, headers, ...init } = {}) {
      return this.ask(path, { method: 'PATCH', body, headers: { 'content-type': 'application/json', ...headers }, ...init });
    },
    /** Sends lines as they are; the answer's status, head and body. Without an answer, the status is 0. */
    raw: (text, more) => sendRaw(url, text, more),
    async close() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}

function sendRaw(url, text, more) {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1');
    let answer = '';
    const read = () => {
      const [head, ...body] = answer.split('\r\n\r\n');
      return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: body.join('\r\n\r\n') };
    };
    socket.setEncoding('latin1').on('data', (part) => {
      answer += part;
      const { head, body } = read();
      if (body.length >= Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Infinity)) socket.destroy();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(read()));
    socket.write(text, 'latin1');
    // What is to follow, for as long as somebody listens.
    more?.(socket);
  });
}

/** No part of an answer may say these. */
export function assertDiscreet(response, text) {
  const told = JSON.stringify([...response.headers]) + text;
  for (const secret of [UPSTREAM_TOKEN, WEBHOOK_SECRET, 'internal/1.2', 'set-cookie', '127.0.0.1', 'livingdocs_url', '10.0.0.7', 'stack']) {
    assert.ok(!told.toLowerCase().includes(secret.toLowerCase()), `${secret} in ${told}`);
  }
}

export const fileUrl = (path) => pathToFileURL(join(gateway, path)).href;
