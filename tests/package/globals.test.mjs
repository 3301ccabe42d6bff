// Importing never throws, whatever global is missing: validation goes on, and a call that needs the missing one says so at once.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { NAME, installed, read, runModule } from './installed.mjs';

/** What TypeScript's own library, and so every engine since ES2022, has. */
const LANGUAGE = new Set(
  `Array ArrayBuffer DataView Date Error Infinity Int32Array JSON Map Math Number Object Promise RegExp Set String Symbol TypeError
  Uint8Array WeakMap decodeURIComponent encodeURIComponent globalThis`.split(/\s+/),
);

/** The package's files, by how they get their wasm. */
const FILES = { Browsers: '.js', 'CommonJS elsewhere': '.default.cjs', Node: '.cjs' };

/** What is tried. The fetch of most needs nothing of its runtime; an error is told with the attempts that were made before. */
const TASKS = `
  const invalid = { patches: [{ operation: 'revokeAsset', note: 'ü\ud800'.repeat(101) }] };
  const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));
  let attempts = 0;
  const answer = (status, text) => ({ status, headers: { get: () => null }, url: '', arrayBuffer: async () => bytes(text).buffer });
  const clientOf = (fetch) => new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch, onAttempt: () => attempts++ });
  const entry = JSON.stringify({ id: 'asze63i9', version: 1, mediaType: 'image', metadata: {}, createdAt: '', updatedAt: '' });
  const valid = { patches: [{ operation: 'archive' }] };
  const request = (method, type) => ({
    method,
    url: 'https://livingdocs.example/api/2026-05/mediaLibrary/a',
    headers: { get: () => type, *[Symbol.iterator]() {} },
  });
  const tasks = {
    validate: () => new Validator().validate(invalid)[0].params.actual,
    small: () => new SmallValidator().validateJson(JSON.stringify(invalid))[0].params.actual,
    ready: () => ready().then(() => 'ready'),
    get: async () => (await clientOf(async () => answer(200, entry)).getEntry('a')).id,
    missing: () => clientOf(async () => answer(404, '{"error":"ü"}')).getEntry('a').catch((error) => { if (error.status) return error.status; throw error; }),
    bulk: async () => { for await (const { ok, error } of clientOf(async () => answer(200, '')).patchEntries([{ id: 'a', request: valid }])) { if (!ok) throw error; return ok; } },
    network: () => clientOf().getEntry('a', { maxRetries: 0 }).catch((error) => { if (error.code === 'connection') return 'tried'; throw error; }),
    emulator: async () => (await clientOf(new MediaLibraryEmulator().fetch).getEntry('asze63i9')).id,
    apply: () => applyPatches(JSON.parse(entry), valid).entry.version,
    pass: () => guardPatch(request('GET'), { validateJson() {} }),
    refuse: async () => (await guardPatch(request('PATCH', 'text/plain'), { validateJson() {} })).status,
    messages: () => describe({ path: ['note'], code: 'too_long', message: '', params: { maximum: 200, actual: 201 } }, de).length,
    sign: async () => (await signWebhook('{}', 'secret')).length,
  };
  const results = {};
  for (const [name, task] of Object.entries(tasks)) {
    attempts = 0;
    try {
      results[name] = await task();
    } catch (error) {
      results[name] = [error.name, error.message, attempts];
    }
  }
  print(JSON.stringify(results));
`;

const EXPECTED = {
  validate: 202,
  small: 202,
  ready: 'ready',
  get: 'asze63i9',
  missing: 404,
  bulk: true,
  network: 'tried',
  emulator: 'asze63i9',
  apply: 2,
  pass: null,
  refuse: 415,
  messages: 58,
  sign: 71,
};
const WASM = ['validate', 'small', 'ready', 'get', 'missing', 'bulk', 'network', 'emulator', 'apply'];
const CALLS = ['get', 'missing', 'bulk', 'network', 'emulator'];

/** What fails without each, in which files; all else goes on. */
const GLOBALS = {
  AbortController: CALLS,
  AbortSignal: [],
  Buffer: [],
  DOMException: [],
  FinalizationRegistry: [],
  Headers: [],
  ReadableStream: [],
  Request: ['emulator'],
  Response: ['emulator', 'refuse'],
  TextDecoder: [],
  TextEncoder: ['sign'],
  URL: CALLS,
  WeakRef: [],
  WebAssembly: WASM,
  atob: { Browsers: WASM, 'CommonJS elsewhere': WASM, Node: [] },
  clearTimeout: CALLS,
  crypto: ['sign'],
  fetch: ['network'],
  performance: [],
  setTimeout: CALLS,
};

/** What each kind of file may do in its own way. */
const OWN_WAYS = ['nothing', 'Buffer', 'TextDecoder', 'TextEncoder', 'atob'];

/** What Node's own classes need, so that nothing can be said of the package. */
const NODES = { Buffer: ['emulator', 'refuse'], ReadableStream: ['emulator', 'refuse'] };

/** The results of all tasks in a Node of its own, without a global. */
function run(suffix, gone) {
  const load = suffix.endsWith('.cjs') ? 'require' : 'await import';
  const dist = (entry) => `${load}('./node_modules/${NAME}/dist/${entry}${suffix}')`;
  // Without wasm, a `.cjs` is right everywhere.
  const light = (entry) => (suffix === '.default.cjs' ? `require('./node_modules/${NAME}/dist/${entry}.cjs')` : dist(entry));
  return JSON.parse(
    runModule(`
      import { createRequire } from 'node:module';
      const require = createRequire(process.cwd() + '/');
      // What Node itself misses is nobody's concern.
      process.on('unhandledRejection', () => {});
      const print = (text) => process.stdout.write(text, () => process.exit());
      // Node makes them when they are first asked for, of the others.
      [Headers, Request, Response, fetch];
      delete globalThis[${JSON.stringify(gone)}];
      const { MediaLibraryClient, Validator, guardPatch, ready } = ${dist('index')};
      const { Validator: SmallValidator } = ${dist('validator')};
      const { MediaLibraryEmulator, applyPatches } = ${dist('emulator')};
      const { de, describe } = ${light('messages')};
      const { signWebhook } = ${light('webhooks')};
      ${load}('./node_modules/${NAME}/dist/slim${suffix.replace('.default', '')}');
      ${TASKS}
    `),
  );
}

for (const [where, suffix] of Object.entries(FILES)) {
  const names = suffix === '.js' ? ['nothing', ...Object.keys(GLOBALS)] : OWN_WAYS;
  for (const name of names) {
    const row = GLOBALS[name] ?? [];
    test(`${where}: without ${name}`, () => {
      const fails = Array.isArray(row) ? row : row[where];
      for (const [task, result] of Object.entries(run(suffix, name))) {
        if (NODES[name]?.includes(task)) continue;
        if (!fails.includes(task)) {
          assert.deepEqual(result, EXPECTED[task], task);
          continue;
        }
        const [kind, message, attempts] = result;
        assert.match(kind, /^(Type|Reference|WebAssembly)Error$/, message);
        assert.match(message, new RegExp(`\\b${name}\\b`), task);
        assert.equal(attempts, 0, task);
      }
    });
  }
}

test('the table has every global that the package names', () => {
  const named = new Set();
  for (const file of readdirSync(join(installed, 'dist')).filter((name) => /\.(m|c)?js$/.test(name))) {
    const visit = (node) => {
      const { parent } = node;
      const isMember = ts.isIdentifier(node) && [parent.name, parent.propertyName].includes(node) && !isOfGlobalThis(parent);
      if (ts.isIdentifier(node) && !isMember && node.text in globalThis) named.add(node.text);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, read(`dist/${file}`), ts.ScriptTarget.Latest, true));
  }
  assert.deepEqual([...named].filter((name) => !LANGUAGE.has(name)).sort(), Object.keys(GLOBALS).sort());
});

const isOfGlobalThis = (node) => ts.isPropertyAccessExpression(node) && node.expression.getText() === 'globalThis';
