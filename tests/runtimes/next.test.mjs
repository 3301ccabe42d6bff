// Next.js without a next.config: the package in the browser, in Node and in the edge runtime, built and in development.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, cp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { onBrowsers, visit } from './browsers.mjs';
import { openUpstream } from './next/upstream.mjs';
import { folder, get, needs, output, packageForHere, startServer, version } from './project.mjs';
import { EXPECTED } from './try-out.mjs';

process.env.NEXT_TELEMETRY_DISABLED = '1';

const NEXT = join(folder, 'node_modules/next/dist/bin/next');
const name = `Next.js ${version('next')}`;
const compiler = packageForHere('@next', 'swc-');

const TIMEOUT = { timeout: 120_000 };
const ANSWERS = [
  ['a server component', '/server'],
  ['a route handler in Node', '/node'],
  ['middleware in the edge runtime', '/middleware'],
];

if (compiler) {
  tryNext('Turbopack, the default', [], [...ANSWERS, ['a route handler in the edge runtime', '/edge']]);
  // With webpack, this Next.js ends with ENOENT on any route handler in the edge runtime, even one that imports nothing: it
  // looks for a route_client-reference-manifest.js, which it has not written.
  tryNext('webpack', ['--webpack'], ANSWERS, ['edge']);
} else {
  test(name, needs(compiler, name));
}

function tryNext(bundler, words, answers, without = []) {
  describe(`${name} with ${bundler}`, () => {
    let project;
    before(async () => {
      project = await output(`next${words}`);
      await cp(join(folder, 'next'), project, { recursive: true });
      for (const file of ['app.mjs', 'slim-app.mjs', 'try-out.mjs']) await copyFile(join(folder, file), join(project, file));
      for (const route of without) await rm(join(project, 'app', route), { recursive: true });
    });

    tryServer('next build, next start', answers, async () => {
      const { stdout, stderr } = await promisify(execFile)(process.execPath, [NEXT, 'build', ...words], { cwd: project });
      assert.doesNotMatch(stdout + stderr, /compiled with warnings|encountered \d+ warning/i);
      // `next start` lets the edge runtime compile bytes, which Vercel does not: it has to have the files.
      const { middleware, functions } = JSON.parse(await readFile(join(project, '.next/server/middleware-manifest.json'), 'utf8'));
      for (const { name, wasm } of Object.values({ ...middleware, ...functions })) assert.equal(wasm?.length, 3, name);
      return start(project, 'start');
    });
    tryServer('next dev', answers, () => start(project, 'dev', ...words));
  });
}

const upstream = await openUpstream();
after(() => upstream.close());

const start = (cwd, ...words) => {
  const env = { UPSTREAM: upstream.url };
  return startServer(process.execPath, [NEXT, ...words, '--hostname', '127.0.0.1', '--port', '0'], { cwd, env });
};

/** What the page at the path shows, or what the route answers. */
async function answerOf(path, server) {
  const text = await get(new URL(path, server.url));
  // A page is HTML, in which React has escaped what it shows.
  const [, shown] = /<pre>(.*)<\/pre>/.exec(text) ?? [];
  return JSON.parse(shown?.replaceAll('&quot;', '"') ?? text);
}

function tryServer(what, answers, open) {
  describe(what, () => {
    let server;
    before(async () => {
      server = await open();
    });
    after(() => server?.stop());

    for (const [where, path] of answers) {
      test(where, TIMEOUT, async () => {
        assert.deepEqual(await answerOf(path, server), EXPECTED);
      });
    }

    // Twice, since nothing may be kept from one request to the next either.
    for (const time of ['the first', 'the second']) {
      test(`no equal calls of ${time} render are merged`, TIMEOUT, async () => {
        upstream.forget();
        assert.deepEqual(await answerOf('/network', server), {
          version: 5,
          attempts: [503, 503, 200],
          isChanged: true,
          seen: [5, 6],
          twins: ['timed out', 6],
        });
        assert.deepEqual(upstream.requests(), [
          ...Array(3).fill('GET busy'),
          ...Array(2).fill('GET conflict'),
          'GET plain',
          ...Array(2).fill('GET plain-with-signal'),
          ...Array(2).fill('GET slow'),
          ...Array(2).fill('PATCH conflict'),
        ]);
      });
    }

    test('a client component, rendered on the server', TIMEOUT, async () => {
      assert.match(await get(new URL('/client', server.url)), /<p>invalid_enum<\/p>/);
    });
    for (const path of ['/client', '/slim']) {
      onBrowsers(
        async (browser) => assert.deepEqual(await visit(browser, new URL(path, server.url)), EXPECTED),
        `a client component${path === '/slim' ? ' with ./slim' : ''}`,
      );
    }
  });
}
