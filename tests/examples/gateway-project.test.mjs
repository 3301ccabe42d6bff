// The project examples-web/gateway as it stands: its types, its bundle, and that it refuses everybody until somebody fills it in.
// And the project's configuration: where it cannot be read, no PATCH passes.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { ENTRY, PAGE, PATCH, fileUrl, openGateway, openUpstream } from './gateway/harness.mjs';
import { example, needsNewNode, newNode } from './project.mjs';

const run = promisify(execFile);
const folder = example('gateway');

test('its types are right', async () => {
  await run(process.execPath, [join(folder, 'node_modules/typescript/bin/tsc'), '--project', folder]);
});

test('Wrangler bundles it for deployment', needsNewNode, async () => {
  const out = await mkdtemp(join(tmpdir(), 'gateway-'));
  const env = { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', XDG_CONFIG_HOME: out };
  await run(newNode, [join(folder, 'node_modules/wrangler/bin/wrangler.js'), 'deploy', '--dry-run', '--outdir', join(out, 'bundle')], { cwd: folder, env });
  const files = await readdir(join(out, 'bundle'));
  await rm(out, { recursive: true });
  assert.ok(files.includes('worker.js'), `${files}`);
});

describe('as it is deployed', needsNewNode, () => {
  let upstream;
  before(async () => {
    upstream = await openUpstream();
  });
  after(() => upstream.close());

  test('it refuses everybody until authorize is filled in', async () => {
    const gateway = await openGateway(upstream);
    try {
      for (const as of ['', 'editor', 'demo-token']) {
        for (const answer of [await gateway.ask(ENTRY, { as }), await gateway.patch(PATCH, { as }), await gateway.ask('/api/2026-05/mediaLibrary/serve-image/a.png', { as })]) {
          assert.equal(answer.status, 401);
        }
      }
      assert.equal((await gateway.ask('/healthz')).status, 200);
      assert.deepEqual(upstream.arrived, []);
    } finally {
      await gateway.close();
    }
  });

  for (const [name, value] of [
    ['LIVINGDOCS_URL', 'livingdocs.example'],
    ['LIVINGDOCS_URL', null],
    ['LIVINGDOCS_TOKEN', ''],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', ['*']],
    ['ALLOWED_ORIGINS', [`${PAGE}/`]],
    ['ALLOWED_ORIGINS', null],
    ['IMAGE_CACHE_SECONDS', '300'],
    ['PURGE_URL', 'https://zone.example'],
  ]) {
    test(`${name} ${JSON.stringify(value)} is refused by name`, async () => {
      const { readConfig } = await import(fileUrl('src/config.js'));
      const right = { LIVINGDOCS_URL: 'https://livingdocs.example/', LIVINGDOCS_TOKEN: 'x', ALLOWED_ORIGINS: [PAGE] };
      assert.equal(readConfig(right).baseUrl, 'https://livingdocs.example');
      assert.throws(() => readConfig({ ...right, [name]: value }), new RegExp(`^Error: ${name}: `));
    });
  }

  test('with a variable that is wrong everything is a 503, and the log says why', async () => {
    const gateway = await openGateway(upstream, { entry: 'worker.mjs', bindings: { ALLOWED_ORIGINS: ['*'] } });
    try {
      for (const path of ['/healthz', ENTRY]) {
        const answer = await gateway.ask(path);
        assert.deepEqual([answer.status, await answer.json()], [503, { status: 503, error: 'Service Unavailable' }]);
      }
      // Printed by another process, which may be later than its answer.
      for (let time = 0; !gateway.log().includes('configuration: ALLOWED_ORIGINS: '); time++) {
        assert.ok(time < 200, `the log says no more than ${gateway.log()}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    } finally {
      await gateway.close();
    }
  });
});

describe("the project's configuration", needsNewNode, () => {
  const failing = (status) => (_, response) => response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  const titleOnly = (_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(
      JSON.stringify({ mediaTypes: [{ handle: 'image', type: 'mediaImage', info: { label: 'Image' }, metadata: [{ handle: 'credit', type: 'li-text' }] }] }),
    );
  const set = (propertyName) => `{"patches":[{"operation":"setMetadataProperty","propertyName":"${propertyName}","value":"x"}]}`;

  for (const [what, config] of [
    ['is refused', failing(403)],
    ['is broken', (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"mediaTypes":[{"handle":7}]}')],
    ['is not JSON', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')],
    ['breaks off', (_, response) => response.destroy()],
  ]) {
    test(`where it ${what}, reads pass, PATCHes are a 503, and pass once it is there`, async () => {
      const upstream = await openUpstream();
      upstream.answers.config = config;
      const gateway = await openGateway(upstream, { entry: 'worker.mjs' });
      try {
        for (let time = 0; time < 3; time++) {
          const answer = await gateway.patch(PATCH);
          assert.deepEqual([answer.status, answer.headers.get('retry-after')], [503, '5']);
        }
        assert.equal((await gateway.ask(ENTRY)).status, 200);
        assert.equal((await gateway.ask('/api/2026-05/projectConfig')).status, 503);
        assert.deepEqual(upstream.arrived.map(({ method }) => method), ['GET']);
        upstream.answers.config = titleOnly;
        for (let time = 0; (await gateway.patch(set('credit'))).status === 503; time++) {
          assert.ok(time < 200, 'it is never asked for again');
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        assert.equal((await gateway.patch(set('title'))).status, 400);
        const before = upstream.answers.configsAsked;
        await Promise.all(Array.from({ length: 50 }, () => gateway.patch(set('credit'))));
        assert.equal(upstream.answers.configsAsked, before);
      } finally {
        await gateway.close();
        upstream.close();
      }
    });
  }

  test('a session is told of it what forms are made of, and no more; others are not', async () => {
    const mediaTypes = [{ handle: 'image', type: 'mediaImage', info: { label: 'Image' }, metadata: [{ handle: 'credit', type: 'li-text' }] }];
    const usagePurposes = [{ handle: 'web', label: 'Web', paramsSchema: [] }];
    const purposes = { usagePurposes, usageLog: { purposes: usagePurposes } };
    const whole = { mediaTypes, mediaCenter: { ...purposes, other: 'secret' }, integrations: { key: 'secret' } };
    const upstream = await openUpstream();
    upstream.answers.config = (_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole));
    const gateway = await openGateway(upstream, { entry: 'worker.mjs' });
    try {
      for (const as of ['', 'stranger']) assert.equal((await gateway.ask('/api/2026-05/projectConfig', { as })).status, 401);
      assert.equal(upstream.answers.configsAsked, 0);
      for (let time = 0; time < 3; time++) {
        const answer = await gateway.ask('/api/2026-05/projectConfig');
        assert.deepEqual([answer.status, answer.headers.get('cache-control'), await answer.json()], [200, 'private, no-store', { mediaTypes, mediaCenter: purposes }]);
      }
      assert.equal((await gateway.patch(set('credit'))).status, 200);
      assert.equal(upstream.answers.configsAsked, 1);
    } finally {
      await gateway.close();
      upstream.close();
    }
  });

  test('the first requests share one, and it is refreshed while the one before is used', async () => {
    const upstream = await openUpstream();
    const gateway = await openGateway(upstream, { entry: 'refreshing.mjs' });
    try {
      const all = await Promise.all(Array.from({ length: 50 }, () => gateway.patch(set('title'))));
      assert.deepEqual([...new Set(all.map(({ status }) => status))], [200]);
      // One that hangs keeps nobody waiting, as long as there is one to use.
      let hanging = 0;
      upstream.answers.config = () => void hanging++;
      for (let time = 0; hanging === 0; time++) {
        assert.ok(time < 200, 'it is never asked for again');
        assert.equal((await gateway.patch(set('title'))).status, 200);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal((await gateway.patch(set('title'))).status, 200);
      upstream.answers.config = titleOnly;
      // And the next one is what counts.
      for (let time = 0; (await gateway.patch(set('title'))).status === 200; time++) {
        assert.ok(time < 300, 'it is never used');
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.equal((await gateway.patch(set('credit'))).status, 200);
    } finally {
      await gateway.close();
      upstream.close();
    }
  });
});
