import { MediaLibraryClient } from 'livingdocs-media-library';
import { BASE_URL, ID, TOKEN, instantFetch } from './setting.mjs';

export function make() {
  const client = new MediaLibraryClient({ baseUrl: BASE_URL, token: TOKEN, fetch: instantFetch });
  return {
    get: async () => (await client.getEntry(ID)).id,
    patch: async (request) => (await client.patchEntry(ID, request)) === undefined,
  };
}
