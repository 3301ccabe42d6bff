// A server over real connections, of which every tenth request goes wrong in some way that only a network has.

import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';
import { chance, pick } from './calls.mjs';
import { faultyFetch } from './faults.mjs';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** What becomes of an answer that was ready. */
const FAULTS = {
  silence() {},
  reset: (response) => response.socket?.resetAndDestroy(),
  half(response, { bytes }) {
    response.setHeader('content-length', bytes.length + 100);
    response.write(bytes.subarray(0, bytes.length / 2));
    setTimeout(() => response.socket?.destroy(), 10);
  },
  async trickle(response, { bytes }) {
    for (let at = 0; at < bytes.length && !response.destroyed; at += 100) {
      response.write(bytes.subarray(at, at + 100));
      await sleep(30);
      if (at > 5_000) break;
    }
    response.end();
  },
  gzip(response, { bytes }) {
    response.setHeader('content-encoding', 'gzip').end(gzipSync(bytes));
  },
  corrupt(response, { bytes }) {
    response.setHeader('content-encoding', 'gzip').end(gzipSync(bytes).fill(0xff, 10, 14));
  },
  async late(response, { bytes }) {
    await sleep(Math.random() * 1_500);
    response.end(bytes);
  },
  close: (response, { bytes }) => response.setHeader('connection', 'close').end(bytes),
};

/** `{ url, open(), close() }`: `open` tells how many requests wait for an answer still. */
export async function openServer() {
  const open = new Set();
  const fetch = faultyFetch();
  const server = createServer(async (request, response) => {
    open.add(response);
    const controller = new AbortController();
    response.once('close', () => {
      open.delete(response);
      controller.abort();
    });
    try {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, headers } = request;
      const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
      const answer = await fetch(`http://emulator.example${request.url}`, { method, headers, body, signal: controller.signal });
      const bytes = Buffer.from(await answer.arrayBuffer());
      response.statusCode = answer.status;
      for (const [name, value] of answer.headers) if (name !== 'content-length') response.setHeader(name, value);
      if (chance(0.1)) await pick(Object.values(FAULTS))(response, { bytes });
      else response.end(bytes);
    } catch {
      response.socket?.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    open: () => open.size,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
