// What the page `network` talks to. Every path answers as if it were asked for the first time after `forget`.

import { createServer } from 'node:http';

export async function openUpstream() {
  let requests = [];
  let version;
  const forget = () => {
    requests = [];
    version = 5;
  };
  forget();
  const server = createServer(async (request, response) => {
    for await (const _ of request);
    const [, kind] = request.url.split('/');
    requests.push(`${request.method} ${kind}`);
    const times = requests.filter((one) => one === `${request.method} ${kind}`).length;
    const answer = (status, body, headers = {}) => {
      // As long as this is allowed, a cache would take it.
      response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'max-age=3600', ...headers });
      response.end(JSON.stringify(body));
    };
    const entry = () => ({ id: 'asze63i9', version, mediaType: 'image', metadata: {}, createdAt: '', updatedAt: '' });
    if (kind === 'busy' && times < 3) return answer(503, {}, { 'retry-after-ms': '1' });
    if (kind === 'slow') await new Promise((resolve) => setTimeout(resolve, 400));
    if (request.method === 'PATCH' && times === 1) {
      // Somebody else was faster.
      version = 6;
      return answer(409, { status: 409, error: 'Conflict', error_details: { message: 'Version: Expected 6 to be equal to 5' } });
    }
    answer(200, entry());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    forget,
    requests: () => [...requests].sort(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
