// Runs one README example. When it is a Worker, that is called too.

import { pathToFileURL } from 'node:url';
import { signWebhook } from 'livingdocs-media-library/webhooks';

const [, , file] = process.argv;
const { default: worker } = await import(pathToFileURL(file));
if (typeof worker?.fetch === 'function') await (file.endsWith('webhook.mjs') ? callWebhook(worker) : callGuard(worker));

/** Its whole work is tested in workerd. */
async function callWebhook(worker) {
  const env = { WEBHOOK_SECRET: 'a secret' };
  const body = JSON.stringify({ event: 'document.publish' });
  for (const [secret, expected] of [['a secret', 204], ['another', 401]]) {
    const headers = { 'x-livingdocs-signature': await signWebhook(body, secret) };
    const { status } = await worker.fetch(new Request('https://worker.example', { method: 'POST', headers, body }), env);
    if (status !== expected) throw new Error(`the Worker answered ${status} to what was signed with ${secret}, not ${expected}`);
  }
}

async function callGuard(worker) {
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
