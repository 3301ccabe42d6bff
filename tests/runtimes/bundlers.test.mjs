// Bundlers, each with its default configuration. What they make is run: in browsers, or in Node.

import assert from 'node:assert/strict';
import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import nodeResolve from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import { rollup } from 'rollup';
import webpack from 'webpack';
import { onBrowsers, serve, visit } from './browsers.mjs';
import { check, execute, folder, output, version } from './project.mjs';
import { EXPECTED } from './try-out.mjs';

const site = join(folder, 'site');
const page = join(site, 'main.js');
const script = join(folder, 'main.mjs');
/** The page that brings the wasm of `./slim` by itself. */
const slimSite = join(folder, 'slim');

before(() => copyFile(join(site, 'index.html'), join(slimSite, 'index.html')));

/** Each makes `out` a site with an index.html. */
const FOR_BROWSERS = {
  [`webpack ${version('webpack')}`]: async (out) => {
    await runWebpack({ entry: page, output: { path: out } });
    await copyFile(join(site, 'index.html'), join(out, 'index.html'));
  },
  [`webpack ${version('webpack')}, ./slim`]: async (out) => {
    await runWebpack({ entry: join(slimSite, 'webpack.js'), output: { path: out } });
    await copyFile(join(site, 'index.html'), join(out, 'index.html'));
  },
  [`Rollup ${version('rollup')} with node-resolve`]: async (out) => {
    const bundle = await rollup({ input: page, plugins: [nodeResolve()] });
    await bundle.write({ dir: out });
    await copyFile(join(site, 'index.html'), join(out, 'index.html'));
  },
  [`esbuild ${version('esbuild')}`]: async (out) => {
    await esbuild.build({ entryPoints: [page], bundle: true, outdir: out, logLevel: 'warning' });
    await copyFile(join(site, 'index.html'), join(out, 'index.html'));
  },
  [`Parcel ${version('parcel')}`]: async (out) => {
    // It reads `/main.js` from the project's own folder.
    const html = join(site, 'parcel.html');
    await writeFile(html, (await readFile(join(site, 'index.html'), 'utf8')).replace('"/main.js"', '"./main.js"'));
    await execute(process.execPath, join(folder, 'node_modules/parcel/lib/bin.js'), 'build', html, '--dist-dir', out, '--no-cache');
    await copyFile(join(out, 'parcel.html'), join(out, 'index.html'));
  },
};
/** Each gives the script to run with Node. */
const FOR_NODE = {
  [`webpack ${version('webpack')} for Node`]: async (out) => {
    await runWebpack({ entry: script, target: 'node', output: { path: out } });
    return join(out, 'main.js');
  },
  [`Rollup ${version('rollup')} with node-resolve`]: async (out) => {
    const bundle = await rollup({ input: script, plugins: [nodeResolve()] });
    await bundle.write({ file: join(out, 'main.mjs') });
    return join(out, 'main.mjs');
  },
  [`esbuild ${version('esbuild')} for Node`]: async (out) => {
    await esbuild.build({ entryPoints: [script], bundle: true, platform: 'node', outfile: join(out, 'main.cjs'), logLevel: 'warning' });
    return join(out, 'main.cjs');
  },
  [`esbuild ${version('esbuild')} for browsers, run in Node`]: async (out) => {
    await esbuild.build({ entryPoints: [script], bundle: true, outfile: join(out, 'main.cjs'), logLevel: 'warning' });
    return join(out, 'main.cjs');
  },
};

/** Its default is no mode, of which it warns, as it does of a script with more than 244 KiB. */
async function runWebpack(options) {
  const stats = await promisify(webpack)({ context: folder, ...options });
  const { errors, warnings } = stats.toJson({ all: false, errors: true, warnings: true });
  assert.deepEqual(errors, []);
  const expected = /^configuration\n|size limit|limit the size/;
  assert.deepEqual(warnings.filter(({ message }) => !expected.test(message)), []);
}

for (const [name, build] of Object.entries(FOR_BROWSERS)) {
  describe(name, () => {
    let built;
    onBrowsers(async (browser) => {
      const out = await (built ??= output(`site-${name.replace('./', '')}`).then(async (path) => (await build(path), path)));
      const server = await serve(out);
      try {
        assert.deepEqual(await visit(browser, server.url), EXPECTED);
      } finally {
        server.close();
      }
    });
  });
}

for (const [name, build] of Object.entries(FOR_NODE)) {
  test(`${name}: the bundle runs in Node`, { timeout: 120_000 }, async () => {
    await check(process.execPath, await build(await output(`node-${name}`)));
  });
}

for (const npmName of ['vite', 'vite8']) {
  describe(`Vite ${version(npmName)}`, () => {
    let vite;
    const load = async () => (vite ??= await import(npmName));

    for (const [root, suffix] of [[site, ''], [slimSite, ', ./slim']]) {
      onBrowsers(async (browser) => {
        const { createServer } = await load();
        // Or it would take what another version has prepared.
        await rm(join(folder, 'node_modules/.vite'), { recursive: true, force: true });
        const server = await createServer({ root, configFile: false, logLevel: 'error', server: { port: 0, host: '127.0.0.1' } });
        try {
          await server.listen();
          assert.deepEqual(await visit(browser, `http://127.0.0.1:${server.httpServer.address().port}/`), EXPECTED);
        } finally {
          await server.close();
        }
      }, `the development server${suffix}`);

      let built;
      onBrowsers(async (browser) => {
        built ??= load().then(async ({ build }) => {
          const outDir = await output(`site-${npmName}-${basename(root)}`);
          await build({ root, configFile: false, logLevel: 'error', build: { outDir } });
          return outDir;
        });
        const server = await serve(await built);
        try {
          assert.deepEqual(await visit(browser, server.url), EXPECTED);
        } finally {
          server.close();
        }
      }, `the build${suffix}`);
    }

    test('a server-rendered import in development', { timeout: 120_000 }, async () => {
      const { createServer } = await load();
      const server = await createServer({ root: site, configFile: false, logLevel: 'error', appType: 'custom', server: { middlewareMode: true, ws: false } });
      try {
        const { run } = await server.ssrLoadModule(join(folder, 'app.mjs'));
        assert.deepEqual(await run(), EXPECTED);
      } finally {
        await server.close();
      }
    });

    for (const noExternal of [false, true]) {
      test(`a server-rendered import in the build${noExternal ? ', with the package in it' : ''}`, { timeout: 120_000 }, async () => {
        const { build } = await load();
        const outDir = await output(`server-${npmName}-${noExternal}`);
        await build({
          root: site,
          configFile: false,
          logLevel: 'error',
          build: { outDir, ssr: script },
          ...(noExternal && { ssr: { noExternal } }),
        });
        await check(process.execPath, join(outDir, 'main.mjs').replace(/mjs$/, 'js'));
      });
    }
  });
}
