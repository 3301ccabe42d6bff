/** The Worker: who may enter, and what answers whom. */
import { isMediaLibraryError } from 'livingdocs-media-library';
import { mayEnter } from './access.js';
import { refuse } from './answers.js';
import { deliver } from './intake.js';
import { answerJobs } from './jobs.js';
/** @import { Env } from './types.js' */

export { Coordinator } from './coordinator.js';
export { Shard } from './shard.js';

/** @type {ExportedHandler<Env, string>} */
const worker = {
  async fetch(request, env) {
    const missing = ['BULK_TOKEN', 'LIVINGDOCS_TOKEN'].filter((name) => !Reflect.get(env, name));
    if (missing.length > 0) return refuse(503, `Not configured: set ${missing.join(' and ')} by \`wrangler secret put\``);
    const { pathname } = new URL(request.url);
    // The page has no data: it asks for the token.
    if (pathname !== '/jobs' && !pathname.startsWith('/jobs/')) return env.ASSETS.fetch(request);
    if (!(await mayEnter(request, env))) {
      return refuse(401, 'Send the token of this Worker as Authorization: Bearer', { 'www-authenticate': 'Bearer' });
    }
    try {
      return await answerJobs(request, env);
    } catch (error) {
      console.error(error);
      const why = isMediaLibraryError(error) ? `: ${error.message}` : '';
      return refuse(503, `The request broke off${why}. Send it again; a job with the same Idempotency-Key`);
    }
  },

  queue: deliver,
};

export default worker;
