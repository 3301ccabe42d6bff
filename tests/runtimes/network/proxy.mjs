// A forward proxy as companies have them: CONNECT for https, and for http either that or whole URLs.

import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { pipeline } from 'node:stream';

/** `ports` are those that the proxy has sent from; `hosts` are places by the names that it alone knows. */
export async function openProxy(hosts = {}) {
  const ports = new Set();
  const sockets = new Set();
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const forwarded = request(url, { method, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      // An answer that breaks off does so for the client, too.
      pipeline(answer, outgoing, () => {});
    });
    forwarded.on('socket', (socket) => socket.on('connect', () => ports.add(socket.localPort)));
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  server.on('connection', (socket) => sockets.add(socket.on('error', () => {})));
  server.on('connect', ({ url }, client, head) => {
    const [host, port] = (hosts[url] ?? url).split(':');
    const upstream = connect(port, host, () => {
      ports.add(upstream.localPort);
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      client.pipe(upstream).pipe(client);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    ports,
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
