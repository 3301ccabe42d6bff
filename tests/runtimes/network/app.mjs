// What every runtime does over a real network. `api` is the address of the server in servers.mjs.

import * as library from 'livingdocs-media-library';
import { bodies } from './bodies.mjs';
import { redirects } from './redirects.mjs';
import { webhooks } from './webhooks.mjs';

const JOBS = { bodies, redirects, webhooks };

export const run = (job, api) => JOBS[job](library, api);
