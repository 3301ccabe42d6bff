// For workerd: the job and the address of the server come in the query.

import { run } from './app.mjs';

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    return Response.json(await run(searchParams.get('job'), searchParams.get('api')));
  },
};
