/** What a page has to load: bundled and minified by esbuild, then gzip. */

import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { CLIENTS } from './clients.mjs';
import { CONTENDERS } from './contenders.mjs';

const folder = fileURLToPath(new URL('.', import.meta.url));
const PACKAGE = 'livingdocs-media-library';

/** Of the package, what the goals name. */
const PARTS = [
  { name: 'Validator alone', source: `export { Validator } from '${PACKAGE}/validator';` },
  { name: 'the whole client', source: `export * from '${PACKAGE}';` },
  { name: 'the whole client, and messages in three languages', source: `export * from '${PACKAGE}'; export * from '${PACKAGE}/messages';` },
];

export async function sizes() {
  return {
    parts: await Promise.all(PARTS.map(async ({ name, source }) => ({ name, ...(await size(source)) }))),
    validators: await sizesOf(CONTENDERS, 'contenders'),
    clients: await sizesOf(CLIENTS, 'clients'),
  };
}

function sizesOf(list, place) {
  const packages = list.filter((entry) => entry.package);
  return Promise.all(packages.map(async ({ name, module }) => ({ name, ...(await size(`export { make } from './${place}/${module}.mjs';`)) })));
}

async function size(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    ...FOR_BROWSERS,
    minify: true,
    write: false,
  });
  const [{ contents: bytes }] = outputFiles;
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length };
}

export const FOR_BROWSERS = { bundle: true, format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'warning' };
