/** Livingdocs, as wrangler.jsonc has it. */
import { MediaLibraryClient } from 'livingdocs-media-library';
/** @import { Env } from './types.js' */

/**
 * What requests are judged by, beside the project's configuration.
 * @param {Env} env
 */
export const judging = (env) => ({
  apiVersion: env.API_VERSION,
  serverRelease: env.SERVER_RELEASE,
});

/**
 * It repeats nothing itself: what was sent, and how it ended, has to be in the ledger first.
 * @param {Env} env
 */
export const clientOf = (env) =>
  new MediaLibraryClient({
    baseUrl: env.LIVINGDOCS_URL,
    token: env.LIVINGDOCS_TOKEN ?? '',
    maxRetries: 0,
    timeoutMs: Number(env.TIMEOUT_MS ?? 30_000),
    ...judging(env),
  });
