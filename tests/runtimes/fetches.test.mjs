// Fetches that callers bring along, proxies, and certificates of one's own, over real connections.

import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { openProxy } from './network/proxy.mjs';
import { openNetwork } from './network/servers.mjs';
import { PROGRAMS } from './programs.mjs';
import { execute, executeIn, executeWith, installed, needs, output, version } from './project.mjs';

/** undici 8 needs Node 22.19. */
const UNDICI = { Node: 'undici', 'Node 24': 'undici8' };

const readme = await readFile(join(installed, 'README.md'), 'utf8');
const examples = [...readme.matchAll(/^```js\n(\/\/ example with undici: (.+)\n[^]*?)^```$/gm)].map(([, code, name]) => [name, code]);

const openssl = spawnSync('openssl', ['version']).status === 0;

/** A certificate that no one knows, and that is its own authority. */
let tls;
let file;
before(async () => {
  if (!openssl) return;
  const out = await output('certificate');
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => join(out, name));
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=media-library'];
  await promisify(execFile)('openssl', [...words, '-addext', 'subjectAltName=IP:127.0.0.1,DNS:livingdocs.example', '-keyout', key, '-out', cert]);
  tls = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
  file = cert;
});

for (const program of PROGRAMS.filter(({ name }) => UNDICI[name])) {
  const undici = UNDICI[program.name];
  const options = openssl ? needs(program.file, program.name) : needs(undefined, 'openssl');
  describe(`${program.title} with undici ${version(undici)} and node-fetch ${version('node-fetch')}`, () => {
    test('every fetch works, on every way', options, async () => {
      const network = await openNetwork(tls);
      const proxy = await openProxy();
      try {
        const places = { http: network.api, https: network.secure, proxy: proxy.url, ca: tls.cert };
        const results = JSON.parse(await execute(program.file, 'network/fetches.mjs', undici, JSON.stringify(places)));
        for (const [way, result] of Object.entries(results)) {
          if (way.includes('unknown')) {
            assert.equal(result.code, 'connection', way);
            assert.match(result.message, /self-signed certificate/, way);
            continue;
          }
          const expected = { patch: 'ok', image: true, missing: 'not_found', timeout: 'timeout', abort: 'TimeoutError', cut: 'connection', endless: true };
          const { moved, ...rest } = result;
          assert.deepEqual([way, rest], [way, expected]);
          assert.match(moved, new RegExp(`a redirect to ${network.elsewhere}/moved in place of an answer`), way);
          const ports = network.arrived.filter(({ headers }) => headers['x-way'] === way).map(({ port }) => port);
          assert.equal(ports.length, 9, way);
          assert.equal(ports.every((port) => proxy.ports.has(port) === way.includes('Proxy')), true, way);
        }
        assert.deepEqual(network.strayed, []);
      } finally {
        network.close();
        proxy.close();
      }
    });

    for (const [name, code] of examples) {
      test(`the readme's example: ${name}`, options, async () => {
        const network = await openNetwork(tls);
        const proxy = await openProxy({ 'livingdocs.example:443': new URL(network.secure).host });
        try {
          const out = await output('readme');
          await copyFile(file, join(out, 'own-ca.pem'));
          const script = join(out, 'example.mjs');
          await writeFile(script, code.replaceAll("'undici'", `'${undici}'`));
          const env = { HTTPS_PROXY: proxy.url, LIVINGDOCS_TOKEN: 'demo-token' };
          // Of the one for all, the example leaves the authority to what follows.
          if (name === 'proxy') env.NODE_EXTRA_CA_CERTS = file;
          assert.equal(await executeIn(out, env, program.file, script), '1\n');
          assert.deepEqual(network.arrived.map(({ url, port }) => [url, proxy.ports.has(port)]), [['/api/2026-05/mediaLibrary/asze63i9', true]]);
          if (code.includes('x-team')) assert.equal(network.arrived[0].headers['x-team'], 'pictures');
        } finally {
          network.close();
          proxy.close();
        }
      });
    }

    test('Node takes a certificate authority from NODE_EXTRA_CA_CERTS', options, async () => {
      const network = await openNetwork(tls);
      try {
        const words = ['network/main.mjs', 'redirects', network.secure];
        const results = JSON.parse(await executeWith({ NODE_EXTRA_CA_CERTS: file }, program.file, ...words));
        assert.equal(results['307 getEntry'].status, 307);
      } finally {
        network.close();
      }
    });
  });
}

for (const { title, name, file: node } of PROGRAMS.filter(({ name }) => /^Node 2/.test(name))) {
  test(`${title} takes a proxy from HTTPS_PROXY, with NODE_USE_ENV_PROXY`, openssl ? needs(node, name) : needs(undefined, 'openssl'), async () => {
    const network = await openNetwork(tls);
    const proxy = await openProxy();
    try {
      const env = { NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy.url, NO_PROXY: '', NODE_EXTRA_CA_CERTS: file };
      await executeWith(env, node, 'network/main.mjs', 'redirects', network.secure);
      assert.ok(network.arrived.length > 0 && network.arrived.every(({ port }) => proxy.ports.has(port)));
    } finally {
      network.close();
      proxy.close();
    }
  });
}
