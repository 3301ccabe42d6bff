/** What the deployer has set: wrangler.jsonc and secrets. */

/**
 * @typedef {object} Env
 * @property {string} LIVINGDOCS_URL
 * @property {string} LIVINGDOCS_TOKEN
 * @property {string[]} ALLOWED_ORIGINS
 * @property {string} [GATEWAY_URL]
 * @property {number} [IMAGE_CACHE_SECONDS]
 * @property {string} [WEBHOOK_SECRET]
 * @property {string} [PURGE_URL]
 * @property {string} [PURGE_TOKEN]
 *
 * @typedef {ReturnType<typeof readConfig>} Config
 */

/** @param {unknown} url */
const parse = (url) => (typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined);

/**
 * Throws an Error that names what is wrong, and shows no value: it may be secret.
 * @param {Env} env
 */
export function readConfig(env) {
  const { LIVINGDOCS_URL, LIVINGDOCS_TOKEN, ALLOWED_ORIGINS, GATEWAY_URL, IMAGE_CACHE_SECONDS = 300 } = env;
  const base = parse(LIVINGDOCS_URL);
  if (!base || !/^https?:$/.test(base.protocol) || base.search || base.hash) throw new Error('LIVINGDOCS_URL: expected https://…, without /api');
  if (!/^[!-~]+$/.test(LIVINGDOCS_TOKEN ?? '')) throw new Error('LIVINGDOCS_TOKEN: set it by `wrangler secret put LIVINGDOCS_TOKEN`');
  if (!Array.isArray(ALLOWED_ORIGINS) || !ALLOWED_ORIGINS.every((origin) => parse(origin)?.origin === origin)) {
    throw new Error('ALLOWED_ORIGINS: expected a list of origins as browsers send them, like ["https://desk.example"]');
  }
  if (!Number.isSafeInteger(IMAGE_CACHE_SECONDS) || IMAGE_CACHE_SECONDS < 0) throw new Error('IMAGE_CACHE_SECONDS: expected whole seconds');
  if (env.PURGE_URL && !(env.PURGE_TOKEN && parse(GATEWAY_URL))) throw new Error('PURGE_URL: needs PURGE_TOKEN and GATEWAY_URL');
  return {
    baseUrl: LIVINGDOCS_URL.replace(/\/+$/, ''),
    token: LIVINGDOCS_TOKEN,
    origins: ALLOWED_ORIGINS,
    gatewayUrl: GATEWAY_URL ?? 'https://gateway.invalid',
    imageCacheSeconds: IMAGE_CACHE_SECONDS,
    webhookSecret: env.WEBHOOK_SECRET,
    purge: env.PURGE_URL ? { url: env.PURGE_URL, token: env.PURGE_TOKEN } : undefined,
  };
}
