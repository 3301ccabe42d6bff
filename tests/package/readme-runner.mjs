// Runs one README example. When it is a Worker, that is called too.

import { pathToFileURL } from 'node:url';

const { default: worker } = await import(pathToFileURL(process.argv[2]));
if (typeof worker?.fetch === 'function') {
  const env = { LIVINGDOCS_TOKEN: 'demo-token', LIVINGDOCS_URL: 'https://livingdocs.example', ORIGIN: 'https://livingdocs.example' };
  for (const operation of ['archive', 'notExistingOperation']) {
    const request = new Request('https://livingdocs.example/api/2026-05/mediaLibrary/asze63i9', {
      method: 'PATCH',
      headers: { authorization: 'Bearer demo-token', 'content-type': 'application/json' },
      body: JSON.stringify({ patches: [{ operation }] }),
    });
    const response = await worker.fetch(request, env, { waitUntil() {}, passThroughOnException() {} });
    const expected = operation === 'archive' ? 200 : 400;
    if (response?.status !== expected) {
      throw new Error(`the Worker answered ${response?.status} to ${operation}, not ${expected}: ${await response?.text()}`);
    }
  }
  // Where it hands on to: a query stays, and no path leads elsewhere.
  for (const path of ['/api/2026-05/mediaLibrary?ids=a,b', '//elsewhere.example/steal?x', '/a%2Fb/c%20d']) {
    let target;
    globalThis.fetch = async (request) => {
      target = request.url;
      return new Response();
    };
    await worker.fetch(new Request(`https://gate.example${path}`), env);
    if (target !== `https://livingdocs.example${path}`) throw new Error(`${path} was handed on to ${target}`);
  }
}
