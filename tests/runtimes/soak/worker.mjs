// For workerd: a slice a request; the address of the server and its seconds come in the query.

import { slice } from './slice.mjs';
import { watch } from './watch.mjs';

watch();

export default {
  async fetch(request) {
    const { searchParams } = new URL(request.url);
    const result = await slice(searchParams.get('api'), Number(searchParams.get('seconds')) * 1_000);
    for (let round = 0; round < 3; round++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return Response.json(result);
  },
};
