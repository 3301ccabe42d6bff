// Always in the edge runtime.

import { run } from './app.mjs';

export const config = { matcher: '/middleware' };
export default async function middleware() {
  return Response.json(await run());
}
