import ky from 'ky';
import { BASE_URL, PATH, TOKEN, instantFetch } from './setting.mjs';

export function make() {
  const client = ky.create({ fetch: instantFetch, headers: { authorization: `Bearer ${TOKEN}` } });
  return {
    get: async () => (await client.get(BASE_URL + PATH).json()).id,
    patch: async (request) => (await client.patch(BASE_URL + PATH, { json: request })).ok,
  };
}
