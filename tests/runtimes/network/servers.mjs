// Two servers on two ports: one that has a fault for every first part of a path, and one that nothing may reach.

import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { Readable, pipeline } from 'node:stream';
import { gzipSync } from 'node:zlib';

/** Long and without a pattern, so that half of it packed gives a good part of it unpacked. */
const title = Array.from({ length: 4_000 }, (_, index) => Math.imul(index + 1, 2654435761).toString(36)).join('');
const ENTRY = JSON.stringify({ id: 'asze63i9', version: 1, mediaType: 'image', metadata: { title }, createdAt: '', updatedAt: '' });
const PACKED = gzipSync(ENTRY);
const HALF = PACKED.length >> 1;
const CORRUPT = Buffer.from(PACKED);
// After the header, for browsers do not mind a wrong checksum.
CORRUPT.fill(0xff, 10, 74);

/** How a body breaks. The socket is destroyed a little later, so that what was written arrives. */
const BROKEN = {
  'cut-length': (response) => {
    response.setHeader('content-length', ENTRY.length);
    cut(response, ENTRY);
  },
  'cut-chunked': (response) => cut(response, ENTRY),
  'cut-gzip': (response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(PACKED.subarray(0, HALF));
  },
  'corrupt-gzip': (response) => {
    response.setHeader('content-encoding', 'gzip');
    response.end(CORRUPT);
  },
};

function cut(response, text) {
  response.write(text.slice(0, text.length / 2));
  setTimeout(() => response.socket?.destroy(), 20);
}

/** What a path that begins so is answered with. */
const ENDLESS = {
  endless(response) {
    const chunk = Buffer.alloc(65_536, ' ');
    pipeline(new Readable({ read() { this.push(chunk); } }), response, () => {});
  },
  silent() {},
  trickling(response) {
    const timer = setInterval(() => response.write(' '), 50);
    response.once('close', () => clearInterval(timer));
  },
};

/**
 * `api` and `elsewhere` are their addresses, `arrived` and `strayed` what came to each, but for browsers' preflights. With
 * `tls`, a key and a certificate, the first is also there over https, at `secure`.
 */
export async function openNetwork(tls) {
  const arrived = [];
  const strayed = [];
  const connections = new Map();
  /** By the first part of the path, and what the header `x-way` says: what became of an answer without an end. */
  const ended = new Map();
  const endOf = (kind) => {
    if (!ended.has(kind)) {
      const end = {};
      end.known = new Promise((resolve) => (end.tell = resolve));
      ended.set(kind, end);
    }
    return ended.get(kind);
  };

  const other = await listen((request, response) => {
    strayed.push(note(request));
    // What would pass for success, did anybody take it.
    response.setHeader('content-type', 'application/json').end(ENTRY);
  });
  const answer = async (request, response) => {
    const [, kind, name] = request.url.split('/');
    const way = request.headers['x-way'];
    if (kind === 'end-of') return response.end(JSON.stringify(await endOf(`${name} ${way}`).known));
    const seen = note(request);
    const isFirst = !arrived.some(({ method, url }) => method === seen.method && url === seen.url);
    arrived.push(seen);
    connections.set(kind, (connections.get(kind) ?? new Set()).add(request.socket));

    const [how, status] = kind.split(/-(?=\d+$)/);
    if (how === 'moved' || how === 'followed') return response.writeHead(status, { location: `${other.url}/${how}` }).end('Moved');
    response.setHeader('content-type', 'application/json');
    if (ENDLESS[kind]) {
      const { socket } = request;
      const before = socket.bytesWritten;
      socket.once('close', () => endOf(`${kind} ${way}`).tell({ bytes: socket.bytesWritten - before }));
      return ENDLESS[kind](response);
    }
    const id = request.url.split('/').at(-1);
    if (id === 'missing') response.statusCode = 404;
    if (BROKEN[kind] && (isFirst || id !== 'once')) return BROKEN[kind](response);
    response.end(ENTRY);
  };
  const main = await listen(answer);
  const secure = tls && (await listen(answer, tls));
  return {
    api: main.url,
    secure: secure?.url,
    elsewhere: other.url,
    arrived,
    strayed,
    /** How many connections the requests came over. */
    connections: (kind) => connections.get(kind)?.size ?? 0,
    close() {
      main.close();
      secure?.close();
      other.close();
    },
  };
}

const note = ({ method, url, headers, socket }) => ({ method, url, headers, port: socket.remotePort });

/** Allows what a page of another origin asks for. */
async function listen(handle, tls) {
  const take = async (request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '*');
    response.setHeader('access-control-allow-methods', 'GET, PATCH');
    response.setHeader('access-control-max-age', '600');
    for await (const _ of request);
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else await handle(request, response);
  };
  const server = tls ? createSecureServer(tls, take) : createServer(take);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${server.address().port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
