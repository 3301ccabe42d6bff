import { createFetch } from 'ofetch';
import { BASE_URL, PATH, TOKEN, instantFetch } from './setting.mjs';

export function make() {
  const client = createFetch({ fetch: instantFetch, Headers, AbortController });
  const options = { baseURL: BASE_URL, headers: { authorization: `Bearer ${TOKEN}` } };
  return {
    get: async () => (await client(PATH, options)).id,
    patch: async (body) => (await client(PATH, { ...options, method: 'PATCH', body })).status === 200,
  };
}
