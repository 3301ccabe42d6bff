// Wrangler, without an account and without a network.

import { join } from 'node:path';
import { folder, output, packageForHere, program, startServer, version } from './project.mjs';

export const WRANGLER = join(folder, 'node_modules/wrangler/bin/wrangler.js');
export const name = `Wrangler ${version('wrangler')}`;

// It refuses to start in Node 20.
const isNewEnough = Number.parseFloat(process.versions.node) >= 22.12;
/** The Node that it runs in; undefined where that or workerd is missing. */
export const node = packageForHere('@cloudflare', 'workerd-') && (isNewEnough ? process.execPath : program('node22/bin/node'));
export const missing = `${name}, which needs workerd and Node 22.12,`;

/** To be called before it is started. */
export async function prepare() {
  Object.assign(process.env, {
    WRANGLER_SEND_METRICS: 'false',
    // With these it would ask servers: for its newest version, and where it is.
    WRANGLER_HIDE_BANNER: 'true',
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    // Its logs would go to the user's folder.
    XDG_CONFIG_HOME: await output('wrangler-home'),
  });
}

/** `wrangler dev` with these words; undefined where it cannot run. */
export function startDev(cwd, ...words) {
  return node && startServer(node, [WRANGLER, 'dev', ...words, '--ip', '127.0.0.1', '--port', '0', '--inspector-port', '0'], { cwd });
}
