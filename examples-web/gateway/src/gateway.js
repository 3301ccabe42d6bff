/** A request through all its checks, in their order, to the server behind and back. */

import { guardPatch } from 'livingdocs-media-library';
import { readBody } from './body.js';
import { readConfig } from './config.js';
import { corsHeaders, preflight } from './cors.js';
import { serveImage } from './images.js';
import { Project } from './project.js';
import { Refusal, json } from './refusal.js';
import { findRoute } from './routes.js';
import { checkSession } from './session.js';
import { ask, passJson, refusalOf } from './upstream.js';
import { hear } from './webhook.js';
/** @import { Config, Env } from './config.js' */

/**
 * @callback Authorize
 * @param {Request} request without its body
 * @param {{ action: 'read' | 'patch', env: any, signal: AbortSignal }} details `signal` is aborted when its time is up
 * @returns {Promise<boolean | 'forbidden'> | boolean | 'forbidden'}
 *
 * @typedef {typeof LIMITS} Limits
 */

const LIMITS = {
  /** As Livingdocs: 500 KB. */
  maxBytes: 512_000,
  bodyMs: 10_000,
  authorizeMs: 5_000,
  upstreamMs: 30_000,
  /** How long the project's configuration is used as it is; while it is refreshed, or cannot be; and how long one may take. */
  freshMs: 5 * 60_000,
  usableMs: 60 * 60_000,
  configMs: 10_000,
  /** After one that failed, so that a server that is down is not asked by every request. */
  restMs: 5_000,
};

/** By which servers are told another method or path than the request's, or which are for the next server only. */
const REFUSED_HEADERS = /^(x[-_](http[-_])?method([-_]override)?|x[-_](original|rewrite)[-_](ur[il]|method)|te|trailer|upgrade|keep-alive|proxy-.*)$/;
const CONNECTION = /^[\s,]*((keep-alive|close)[\s,]*)*$/i;

/**
 * @param {Authorize} authorize
 * @param {Partial<Limits>} [given]
 * @returns {ExportedHandler<Env>}
 */
export function createGateway(authorize, given) {
  const limits = { ...LIMITS, ...given };
  const project = new Project(limits);
  return {
    async fetch(request, env, context) {
      /** @type {Record<string, string>} */
      let cors = {};
      let answer;
      try {
        const config = configOf(env);
        const target = targetOf(request);
        if (target === '/healthz') return health(request);
        cors = corsHeaders(request, config);
        checkHeaders(request);
        if (target === '/webhook') answer = await hear(request, config, limits);
        else if (request.method === 'OPTIONS' && cors['access-control-allow-origin']) answer = preflight(request);
        else answer = await pass(request, target, config, env, context);
      } catch (error) {
        if (!(error instanceof Refusal)) console.error('unexpected', error instanceof Error ? error.stack : typeof error);
        answer = (error instanceof Refusal ? error : new Refusal(500)).response();
      }
      for (const [name, value] of Object.entries(cors)) answer.headers.set(name, value);
      answer.headers.set('vary', 'origin');
      return answer;
    },
  };

  /**
   * @param {Request} request
   * @param {string} target
   * @param {Config} config
   * @param {Env} env
   * @param {ExecutionContext} context
   */
  async function pass(request, target, config, env, context) {
    const route = findRoute(request.method, target);
    await checkSession(request, route, env, authorize, limits.authorizeMs);
    if (route.kind === 'project') return json((await project.known(config, context)).shown);
    const body = route.kind === 'patch' ? await judged(request, config, context) : undefined;
    const answered = async () => {
      const answer = await ask(config, route, limits.upstreamMs, body);
      if (answer.status === 200) return answer;
      throw await refusalOf(answer, config, limits.upstreamMs);
    };
    return route.kind === 'image' ? serveImage(route, config, context, answered) : passJson(await answered());
  }

  /**
   * The body of a PATCH that is valid, byte for byte.
   * @param {Request} request
   * @param {Config} config
   * @param {ExecutionContext} context
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   */
  async function judged(request, config, context) {
    const { validator } = await project.known(config, context);
    const body = /** @type {Uint8Array<ArrayBuffer>} */ (await readBody(request, limits));
    const { url, headers } = request;
    const refused = await guardPatch(new Request(url, { method: 'PATCH', headers, body }), validator, { apiVersion: 'path', maxBytes: limits.maxBytes });
    if (refused) throw new Refusal(refused.status, /** @type {any} */ (await refused.json()).error_details);
    return body;
  }
}

/** @param {Env} env */
function configOf(env) {
  try {
    return readConfig(env);
  } catch (error) {
    console.error('configuration:', error instanceof Error ? error.message : typeof error);
    throw new Refusal(503);
  }
}

/**
 * From the first slash on, as it was sent, and not as `URL` would mend it.
 * @param {Request} request
 */
const targetOf = ({ url }) => url.replace(/^[a-z]+:\/\/[^/?#\\]*/i, '');

/** @param {Request} request */
function health({ method }) {
  if (method !== 'GET' && method !== 'HEAD') throw new Refusal(405, undefined, { allow: 'GET' });
  return json({ status: 'ok' });
}

/** @param {Request} request */
function checkHeaders({ headers }) {
  for (const [name, value] of headers) {
    if (REFUSED_HEADERS.test(name) || (name === 'connection' && !CONNECTION.test(value))) throw new Refusal(400);
  }
}
