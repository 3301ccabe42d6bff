// A Worker in front of a server: tries the package out inside a request, and lets only valid patches through.

import module from 'livingdocs-media-library/client.wasm?module';
import { Validator, guardPatch } from 'livingdocs-media-library/validator';
import { run } from './app.mjs';
import { initSync, run as runSlim } from './slim-app.mjs';

initSync(module);

export default {
  async fetch(request, { UPSTREAM }) {
    const { pathname } = new URL(request.url);
    if (pathname === '/try-out') return Response.json(await run());
    if (pathname === '/try-out-slim') return Response.json(await runSlim());
    return (await guardPatch(request, new Validator())) ?? UPSTREAM.fetch(request);
  },
};
