// A Worker in front of a server: tries the package out inside a request, and lets only valid patches through.

import { Validator, guardPatch } from 'livingdocs-media-library/validator';
import { run } from './app.mjs';

export default {
  async fetch(request, { UPSTREAM }) {
    if (new URL(request.url).pathname === '/try-out') return Response.json(await run());
    return (await guardPatch(request, new Validator())) ?? UPSTREAM.fetch(request);
  },
};
