import createClient from 'openapi-fetch';
import { BASE_URL, ID, TOKEN, instantFetch } from './setting.mjs';

const ENTRY = '/api/2026-05/mediaLibrary/{id}';

export function make() {
  const client = createClient({ baseUrl: BASE_URL, fetch: instantFetch, headers: { authorization: `Bearer ${TOKEN}` } });
  const params = { path: { id: ID } };
  return {
    get: async () => (await client.GET(ENTRY, { params })).data.id,
    patch: async (body) => (await client.PATCH(ENTRY, { params, body })).data.status === 200,
  };
}
