/** The clients, and their comparison over a `fetch` that answers at once. */

import { ID } from './clients/setting.mjs';
import { compare } from './measure.mjs';

/** `module` in `clients/`. */
export const CLIENTS = [
  { name: 'livingdocs-media-library', module: 'package', package: 'livingdocs-media-library' },
  { name: 'bare fetch', module: 'bare' },
  { name: 'ky', module: 'ky', package: 'ky' },
  { name: 'ofetch', module: 'ofetch', package: 'ofetch' },
  { name: 'openapi-fetch', module: 'openapi-fetch', package: 'openapi-fetch' },
];

/** `clients`: `[{ name, client }]`. Only the package's client validates what it sends. */
export async function calls(clients, example, method, progress) {
  const request = JSON.parse(example);
  progress('clients');
  return [
    {
      call: 'GET of an entry',
      results: await compare(clients.map(({ name, client }) => ({ name, run: async () => client.get(), expected: ID })), method),
    },
    {
      call: "PATCH with the reference's example",
      results: await compare(clients.map(({ name, client }) => ({ name, run: async () => client.patch(request), expected: true })), method),
    },
  ];
}
