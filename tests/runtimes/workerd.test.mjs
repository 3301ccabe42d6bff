// workerd, which is what Cloudflare runs: bundled with its export condition, and called inside a request.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { build } from 'esbuild';
import { folder, needs, output, program, tryInRequests, version } from './project.mjs';

const platform = ['linux-64', 'linux-arm64', 'darwin-64', 'darwin-arm64'].find((name) =>
  program(`@cloudflare/workerd-${name}/bin/workerd`),
);
const file = platform && program(`@cloudflare/workerd-${platform}/bin/workerd`);
const release = platform ? version(`@cloudflare/workerd-${platform}`) : '(none)';

/** Today, or the newest date that this workerd knows: seven days after the one in its version. */
function newest() {
  const [, year, month, day] = /^\d+\.(\d{4})(\d{2})(\d{2})\./.exec(release);
  const known = Date.UTC(year, month - 1, Number(day) + 7);
  return new Date(Math.min(known, Date.now())).toISOString().slice(0, 10);
}

const PATH = '/api/2026-05/mediaLibrary/asze63i9';
const JSON_TYPE = { 'content-type': 'application/json' };
const bytes = (text) => Buffer.from(text);
const valid = (value) => `{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":${value}}]}`;

const PASSES = [
  ['a patch', [bytes(valid('"Lake"'))]],
  ['white space and escapes, as they are', [bytes(` \r\n${valid('"\\u00fc \\ud83d\\ude00 \u00fc \u2028"')}\t\n`)]],
  ['a number that JavaScript would round', [bytes(valid('1.00000000000000000001e0'))]],
  ['chunks that split a character', [bytes(valid('"😀"')).subarray(0, 81), bytes(valid('"😀"')).subarray(81)]],
  ['half a megabyte', [bytes(valid(JSON.stringify('ü'.repeat(200_000))))]],
];
const REFUSED = [
  ['an unknown operation', [bytes('{"patches":[{"operation":"x"}]}')], 400],
  ['a note that is too long', [bytes(`{"patches":[{"operation":"revokeAsset","note":"${'x'.repeat(201)}"}]}`)], 400],
  ['JSON that breaks off', [bytes(valid('"x"').slice(0, -1))], 400],
  ['bytes that are not UTF-8', [bytes('{"patches":['), Buffer.from([0xff]), bytes(']}')], 400],
  ['a key twice', [bytes('{"patches":[],"patches":[]}')], 400],
  ['no body', [], 400],
  ['too many bytes, with their number', [bytes(valid('"x"') + ' '.repeat(512_000))], 413],
  ['too many bytes, in chunks', Array.from({ length: 60 }, () => bytes(' '.repeat(10_000))), 413],
  ['another content type', [bytes(valid('"x"'))], 415, { 'content-type': 'text/plain' }],
];

let upstream;
const arrived = [];

before(async () => {
  upstream = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    arrived.push({ method: request.method, url: request.url, body: Buffer.concat(chunks) });
    response.end('from upstream');
  });
  await listen(upstream);
});
after(() => {
  upstream.closeAllConnections();
  upstream.close();
});

for (const date of file ? [newest(), '2024-01-01'] : ['the newest', '2024-01-01']) {
  const name = `workerd ${release}, compatibility date ${date}`;
  describe(name, () => {
    let worker;
    before(async () => {
      if (file) worker = await start(date);
    });
    after(() => worker?.stop());

    tryInRequests(() => worker, needs(file, name));

    for (const [what, chunks] of PASSES) {
      test(`guardPatch passes on ${what}, byte for byte`, needs(file, name), async () => {
        arrived.length = 0;
        const answer = await send(worker.url, chunks);
        assert.deepEqual([answer.status, answer.body], [200, 'from upstream']);
        assert.equal(arrived.length, 1);
        assert.deepEqual([arrived[0].method, arrived[0].url], ['PATCH', PATH]);
        assert.ok(arrived[0].body.equals(Buffer.concat(chunks)), 'the body arrived changed');
      });
    }

    for (const [what, chunks, status, headers] of REFUSED) {
      test(`guardPatch keeps back ${what}`, needs(file, name), async () => {
        arrived.length = 0;
        const answer = await send(worker.url, chunks, headers);
        assert.equal(answer.status, status, answer.body);
        const { error_details: details, ...rest } = JSON.parse(answer.body);
        assert.equal(rest.status, status);
        assert.equal(details !== undefined, status === 400);
        assert.deepEqual(arrived, []);
      });
    }
  });
}

/** workerd with the bundled Worker, on a free port. */
async function start(date) {
  const out = await output(`workerd-${date}`);
  await build({
    entryPoints: [join(folder, 'worker.mjs')],
    outfile: join(out, 'worker.js'),
    bundle: true,
    format: 'esm',
    conditions: ['workerd', 'worker'],
    loader: { '.wasm': 'copy' },
    logLevel: 'warning',
  });
  const wasm = (await readdir(out)).filter((name) => name.endsWith('.wasm'));
  assert.equal(wasm.length, 3);
  const modules = [
    '(name = "worker.js", esModule = embed "worker.js")',
    ...wasm.map((name) => `(name = "${name}", wasm = embed "${name}")`),
  ];
  await writeFile(
    join(out, 'config.capnp'),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "worker", worker = (
      modules = [${modules.join(', ')}],
      bindings = [(name = "UPSTREAM", service = "upstream")],
      compatibilityDate = "${date}",
    )),
    (name = "upstream", external = "127.0.0.1:${upstream.address().port}"),
  ],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")],
);
`,
  );
  const child = spawn(file, ['serve', join(out, 'config.capnp'), '--control-fd=3'], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const port = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`workerd ended with ${code}; what it printed is above`)));
    createInterface({ input: child.stdio[3] }).on('line', (line) => {
      const event = JSON.parse(line);
      if (event.event === 'listen' && event.socket === 'http') resolve(event.port);
    });
  });
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}

/** One chunk is sent with its length, more are sent without one. */
function send(url, chunks, headers = JSON_TYPE) {
  return new Promise((resolve, reject) => {
    const length = chunks.length > 1 ? {} : { 'content-length': chunks[0]?.length ?? 0 };
    const request = httpRequest(url + PATH, { method: 'PATCH', headers: { ...headers, ...length }, agent: false });
    let answered = false;
    // An answer may come, and the connection end, before all is sent.
    request.on('error', (error) => answered || reject(error));
    request.on('response', async (response) => {
      answered = true;
      const parts = [];
      for await (const part of response) parts.push(part);
      resolve({ status: response.statusCode, body: Buffer.concat(parts).toString() });
    });
    for (const chunk of chunks) request.write(chunk);
    request.end();
  });
}

function listen(server) {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
}
