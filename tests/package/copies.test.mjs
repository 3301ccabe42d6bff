// Two copies of the package in one process or page, as npm installs them for two dependents that do not agree.

import assert from 'node:assert/strict';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { newPage } from './browser.mjs';
import { NAME, folder, installed } from './installed.mjs';

const place = join(folder, 'copies');

/** What each of the dependents does with its own copy. */
const DEPENDENT = `
  import { MediaLibraryClient, Validator, MediaLibraryError, isMediaLibraryError } from '${NAME}';
  import { Validator as SmallValidator } from '${NAME}/validator';

  export { Validator, MediaLibraryError, isMediaLibraryError };
  const fetch = async () => new Response('{}', { status: 404 });

  export async function use(note) {
    const request = { patches: [{ operation: 'revokeAsset', note }] };
    const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'x', fetch });
    return {
      issues: [new Validator(), new SmallValidator(), client.validator].map((validator) => validator.validate(request)),
      errors: await Promise.all([client.getEntry('a'), client.patchEntry('a', { patches: [{}] })].map((call) => call.catch((error) => error))),
    };
  }
`;
/** Both at once, each with a request of its own; gives plain data. */
const COMPARE = `
  export async function compare(first, second) {
    const [one, other] = await Promise.all([first.use('x'.repeat(201)), second.use('x'.repeat(300))]);
    const across = (errors, { MediaLibraryError, isMediaLibraryError }) =>
      errors.map((error) => [error.name, error instanceof MediaLibraryError, isMediaLibraryError(error)]);
    return {
      twice: first.Validator !== second.Validator,
      lengths: [one, other].map(({ issues }) => issues.map(([issue]) => issue.params.actual)),
      own: [across(one.errors, first), across(other.errors, second)],
      foreign: [across(one.errors, second), across(other.errors, first)],
    };
  }
`;
const names = (isOwn) => ['NotFoundError', 'ValidationError'].map((name) => [name, isOwn, true]);
const EXPECTED = {
  twice: true,
  lengths: [[201, 201, 201], [300, 300, 300]],
  own: [names(true), names(true)],
  foreign: [names(false), names(false)],
};

before(() => {
  rmSync(place, { recursive: true, force: true });
  for (const dependent of ['first', 'second']) {
    mkdirSync(join(place, dependent), { recursive: true });
    cpSync(installed, join(place, dependent, 'node_modules', NAME), { recursive: true });
    writeFileSync(join(place, dependent, 'index.mjs'), DEPENDENT);
  }
  writeFileSync(join(place, 'compare.mjs'), COMPARE);
});

const open = (name) => import(pathToFileURL(join(place, name)));

test('two copies in Node', async () => {
  const { compare } = await open('compare.mjs');
  assert.deepEqual(await compare(await open('first/index.mjs'), await open('second/index.mjs')), EXPECTED);
});

test('two copies in Node, one of them required', async () => {
  const { compare } = await open('compare.mjs');
  const outfile = join(place, 'second', 'index.cjs');
  const { errors } = buildSync({ entryPoints: [join(place, 'second/index.mjs')], format: 'cjs', outfile });
  assert.deepEqual(errors, []);
  assert.deepEqual(await compare(await open('first/index.mjs'), createRequire(place)(outfile)), EXPECTED);
});

// ───────────────────────────── One page ─────────────────────────────

const server = createServer((request, response) => {
  if (request.url === '/bundle.js') {
    response.setHeader('content-type', 'text/javascript');
    return response.end(bundle());
  }
  response.setHeader('content-type', 'text/html');
  return response.end('<!doctype html><title>Copies</title><script type="module" src="/bundle.js"></script>');
});
before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
after(() => server.close());

function bundle() {
  const contents = `
    import * as first from './first/index.mjs';
    import * as second from './second/index.mjs';
    import { compare } from './compare.mjs';
    window.result = compare(first, second);
  `;
  const { outputFiles } = buildSync({ stdin: { contents, resolveDir: place }, bundle: true, minify: true, format: 'esm', write: false });
  return outputFiles[0].contents;
}

test('two copies in one page', async () => {
  const page = await newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForFunction('window.result');
  assert.deepEqual(await page.evaluate('window.result'), EXPECTED);
  assert.deepEqual(page.errors, []);
});
