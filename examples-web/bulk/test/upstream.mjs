// Livingdocs for tests: the package's emulator behind a server of Node's, with faults before and after a request is applied.

import { once } from 'node:events';
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { MediaLibraryEmulator } from 'livingdocs-media-library/emulator';

export const TOKEN = 'demo-token';

/** Entries `entry-0` … */
export const entriesOf = (count) =>
  Array.from({ length: count }, (_, index) => ({
    id: `entry-${index}`,
    version: 1,
    mediaType: 'image',
    asset: { key: `${index}.jpg`, url: `https://files.example/${index}.jpg`, mimeType: 'image/jpeg' },
    metadata: { title: 'before' },
    createdAt: '2026-05-01T06:00:00.000Z',
    updatedAt: '2026-05-01T06:00:00.000Z',
  }));

/**
 * `fault(request)` gives what goes wrong with it, if anything: `{ status, headers, delayMs, reset, applied }`. Where `applied` is
 * true, the fault comes after the request was applied, else it is not applied; `delayMs` alone makes it late.
 */
export async function startUpstream({ entries, fault = () => undefined, ...options }) {
  const emulator = new MediaLibraryEmulator({ entries: entriesOf(entries), ...options });
  const arrivals = [];
  const server = createServer(async (incoming, outgoing) => {
    const { method, url, headers } = incoming;
    try {
      const body = method === 'GET' ? undefined : await buffer(incoming);
      arrivals.push({ at: Date.now(), method });
      const met = fault({ method, url }) ?? {};
      if (met.delayMs) await sleep(met.delayMs);
      const isFaulty = met.status !== undefined || met.reset;
      let answer;
      if (!isFaulty || met.applied) answer = await emulator.fetch(`http://emulator${url}`, { method, headers: plain(headers), body });
      if (met.reset) return incoming.socket.destroy();
      if (isFaulty) outgoing.writeHead(met.status, met.headers).end();
      else outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(Buffer.from(await answer.arrayBuffer()));
    } catch (error) {
      console.error('The upstream failed:', error);
      incoming.socket.destroy();
    }
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    emulator,
    arrivals,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const plain = ({ authorization, accept, 'content-type': type }) =>
  Object.fromEntries(Object.entries({ authorization, accept, 'content-type': type }).filter(([, value]) => value));
