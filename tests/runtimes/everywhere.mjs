// A job of network/app.mjs in every runtime, over a real network.

import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { BROWSERS, browserVersion, serve, visit } from './browsers.mjs';
import { bundleForEdge, openEdge } from './edge.mjs';
import { openNetwork } from './network/servers.mjs';
import { PROGRAMS } from './programs.mjs';
import { execute, folder, get, needs, output, version } from './project.mjs';
import { NEWEST, OLDEST, nameOf, startWorkerd, workerd } from './workerd.mjs';

/** Below it, workerd sends Authorization along to another origin. */
const BEFORE_IT_KEPT_TOKENS = '2025-08-31';

/** `{ name, title, kind, needs, run }`: `run(job, api)` gives the results; `needs` is what may be missing. */
const RUNTIMES = [
  ...PROGRAMS.map(({ name, title, file, words, net }) => ({
    name,
    title,
    kind: 'program',
    needs: file,
    run: async (job, api) => JSON.parse(await execute(file, ...words, ...net, 'network/main.mjs', job, api)),
  })),
  ...[NEWEST, BEFORE_IT_KEPT_TOKENS, OLDEST].map((date) => ({
    name: 'workerd',
    title: nameOf(date),
    kind: 'workerd',
    needs: workerd,
    run: (job, api) => inWorkerd(date, job, api),
  })),
  {
    name: 'edge-runtime',
    title: `@edge-runtime/vm ${version('@edge-runtime/vm')}`,
    kind: 'edge',
    needs: true,
    run: inEdge,
  },
  ...BROWSERS.map((browser) => ({
    name: browser.name,
    title: browserVersion(browser),
    kind: 'browser',
    needs: browser.file,
    run: (job, api) => inBrowser(browser, job, api),
  })),
];

/** A test in each; `check(results, network, runtime)` judges them. */
export function everywhere(job, check) {
  for (const runtime of RUNTIMES) {
    test(runtime.title, needs(runtime.needs, runtime.name), async () => {
      const network = await openNetwork();
      try {
        check(await runtime.run(job, network.api), network, runtime);
      } finally {
        network.close();
      }
    });
  }
}

async function inWorkerd(date, job, api) {
  const worker = await startWorkerd(join(folder, 'network/worker.mjs'), { date });
  try {
    return JSON.parse(await get(`${worker.url}/?${new URLSearchParams({ job, api })}`));
  } finally {
    await worker.stop();
  }
}

async function inEdge(job, api) {
  const { code, modules } = await bundleForEdge(
    'edge-network',
    `import { run } from './network/app.mjs'; globalThis.result = run(${JSON.stringify(job)}, ${JSON.stringify(api)});`,
  );
  const vm = openEdge(modules);
  vm.evaluate(code);
  return JSON.parse(JSON.stringify(await vm.evaluate('result')));
}

let site;
async function inBrowser(browser, job, api) {
  site ??= (async () => {
    const out = await output(`site-network-${job}`);
    await build({ entryPoints: [join(folder, 'network/page.js')], outfile: join(out, 'main.js'), bundle: true, format: 'esm', logLevel: 'warning' });
    await copyFile(join(folder, 'site/index.html'), join(out, 'index.html'));
    return out;
  })();
  const server = await serve(await site);
  try {
    return await visit(browser, `${server.url}/?${new URLSearchParams({ job, api })}`);
  } finally {
    server.close();
  }
}
