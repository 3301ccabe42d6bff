// What the tarball holds and how it loads.

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { NAME, here, installed, load, loadFile, manifest, read, require, runModule, specifiers } from './installed.mjs';

const files = readdirSync(installed, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(installed.length + 1));
const bundles = files.filter((file) => /^dist\/.*\.(js|cjs)$/.test(file));
const scripts = files.filter((file) => /^dist\/.*\.(m|c)?js$/.test(file));

/** Every file that the exports name. */
function targets(branch) {
  return typeof branch === 'string' ? [branch] : Object.values(branch).flatMap(targets);
}

test('every file that package.json names is there', () => {
  for (const target of [...targets(manifest.exports), manifest.main, manifest.types]) {
    assert.ok(files.includes(target.slice(2)), target);
  }
});

test('the tarball has these files and no others', () => {
  const expected = readFileSync(join(here, 'files.txt'), 'utf8').trimEnd().split('\n');
  const missing = expected.filter((file) => !files.includes(file));
  const unknown = files.filter((file) => !expected.includes(file));
  assert.deepEqual({ missing, unknown }, { missing: [], unknown: [] }, 'tests/package/files.txt has the list, and says what is meant to be published');
});

test('tools that do not read exports find a folder for every subpath, with the same files', () => {
  for (const [path, conditions] of Object.entries(manifest.exports)) {
    if (path === '.' || !conditions.import) continue;
    const { main, module, types, ...rest } = JSON.parse(read(`${path}/package.json`));
    assert.deepEqual(rest, { sideEffects: false }, path);
    const found = [main, module, types].map((file) => file.replace(/^\.\./, '.'));
    assert.deepEqual(found, [conditions.require.default, conditions.import.default, conditions.require.types], path);
  }
  const { import: module, require: commonjs } = manifest.exports['.'];
  assert.deepEqual([manifest.main, manifest.module, manifest.types], [commonjs.default, module.default, commonjs.types]);
});

/** The names that a script declares at its top level. */
function declared(script) {
  const { statements } = ts.createSourceFile(script, read(script), ts.ScriptTarget.Latest);
  const names = [];
  const collect = (node) => {
    if (!node) return;
    if (ts.isIdentifier(node)) names.push(node.text);
    else ts.forEachChild(node, (child) => collect(child.name ?? (ts.isIdentifier(child) ? child : undefined)));
  };
  for (const statement of statements) {
    if (ts.isVariableStatement(statement)) for (const { name } of statement.declarationList.declarations) collect(name);
    else if (ts.isImportDeclaration(statement)) {
      collect(statement.importClause?.name);
      const bindings = statement.importClause?.namedBindings;
      if (bindings) collect(bindings.name ?? bindings);
    } else collect(statement.name);
  }
  return names;
}

test('no name is declared that tools give the functions in which they evaluate modules', () => {
  assert.ok(scripts.length > 20, `${scripts}`);
  for (const script of scripts) {
    const names = declared(script);
    assert.ok(names.length > 0, script);
    for (const name of ['exports', 'module', 'require', '__filename', '__dirname']) assert.ok(!names.includes(name), `${script}: ${name}`);
  }
});

test('the licence, the readme and what it has links to are there', () => {
  assert.ok(files.includes('README.md'), 'README.md');
  const [, ...links] = read('README.md').split('](').map((rest) => rest.split(')')[0]);
  const local = links.filter((link) => !/^(https?:|#)/.test(link));
  assert.ok(local.length > 3, `${links}`);
  for (const name of local) assert.ok(files.includes(name), name);
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) assert.ok(read('LICENSE').includes(read(file)), file);
  assert.ok(!files.includes('CONTRIBUTING.md'));
});

test('nothing depends on anything', () => {
  for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies', 'scripts']) {
    assert.equal(manifest[kind], undefined, kind);
  }
});

for (const specifier of specifiers) {
  test(`${specifier}: import and require give the same objects`, async () => {
    const imported = await load(specifier);
    const required = require(specifier);
    const names = Object.keys(imported).filter((name) => name !== 'default');
    assert.ok(names.length > 0);
    assert.deepEqual(names.sort(), Object.keys(required).sort());
    for (const name of names) assert.equal(imported[name], required[name], name);
  });

  test(`${specifier}: every condition exports the same names`, async () => {
    const expected = Object.keys(require(specifier)).sort();
    const path = `.${specifier.slice(NAME.length)}`;
    const { import: module, require: commonjs } = manifest.exports[path];
    assert.deepEqual(Object.keys(await loadFile(module.default)).sort(), expected);
    assert.deepEqual(Object.keys(require(join(installed, commonjs.default))).sort(), expected);
  });

  for (const how of [`await import('${specifier}')`, `createRequire(process.cwd() + '/')('${specifier}')`]) {
    test(`nothing happens on import: ${how.split('(')[0].replace('await ', '')} of ${specifier}`, () => {
      const printed = runModule(`
        import { createRequire } from 'node:module';
        const forbid = (name) => { throw new Error(name + ' was used on import'); };
        for (const name of ['Module', 'Instance']) {
          WebAssembly[name] = class { constructor() { forbid(name); } };
        }
        for (const name of ['compile', 'instantiate']) WebAssembly[name] = () => forbid(name);
        globalThis.fetch = () => forbid('fetch');
        globalThis.atob = () => forbid('atob');
        const before = Object.keys(globalThis).join();
        ${how};
        if (Object.keys(globalThis).join() !== before) throw new Error('a global was added');
        console.log('imported');
      `);
      assert.equal(printed, 'imported\n');
    });
  }
}

test('bundles need no file beside them and no module syntax of another kind', () => {
  assert.ok(bundles.length > 0);
  for (const file of bundles) {
    const text = read(file);
    assert.doesNotMatch(text, /import\.meta|new URL\([^)]*\.wasm|\b(fetch|instantiateStreaming)\(module/, file);
    if (file.endsWith('.cjs')) assert.doesNotMatch(text, /^import\b|^export\b/m, file);
    else assert.doesNotMatch(text, /\brequire\(/, file);
  }
});

test('the wasm files and package.json can be named, and are what they are called', () => {
  for (const name of ['client', 'validator', 'emulator']) {
    assert.ok(WebAssembly.validate(readFileSync(require.resolve(`${NAME}/${name}.wasm`))), name);
  }
  assert.deepEqual(require(`${NAME}/package.json`), manifest);
});

test('./slim holds no wasm', () => {
  const slim = bundles.filter((file) => file.startsWith('dist/slim.'));
  assert.deepEqual(slim.sort(), ['dist/slim.cjs', 'dist/slim.edge.js', 'dist/slim.js']);
  // "\0asm" in base64.
  for (const file of slim) assert.doesNotMatch(read(file), /AGFzbQ|\.wasm"/, file);
  assert.match(read('dist/index.js'), /AGFzbQ/);
  assert.doesNotMatch(read('dist/slim.edge.js'), /WebAssembly\.(compile|instantiate)/);
});

test('bundles for edge runtimes compile nothing, and import the wasm beside them as a module', () => {
  const withWasm = Object.values(manifest.exports).filter(({ workerd }) => workerd && !workerd.default.endsWith('slim.edge.js'));
  assert.equal(withWasm.length, 3);
  for (const conditions of withWasm) {
    // One file for both, so that their order does not matter.
    assert.deepEqual(conditions.workerd, conditions['edge-light']);
    const text = read(conditions.workerd.default);
    assert.doesNotMatch(text, /WebAssembly\.(compile|instantiate)/, conditions.workerd.default);
    const [, wasm] = /^import \w+ from "\.\/([\w-]+\.wasm)\?module";$/m.exec(text) ?? [];
    assert.ok(files.includes(`dist/${wasm}`), `${conditions.workerd.default} imports ${wasm}`);
  }
});

test('in Workers, updateEntry asks for no cache, which old compatibility dates throw on; in Vercel\'s it may', () => {
  const MAYBE = 'globalThis.EdgeRuntime && ';
  for (const [file, condition] of [['index.js', ''], ['index.cjs', ''], ['index.edge.js', MAYBE], ['slim.js', ''], ['slim.edge.js', MAYBE]]) {
    const [, found] = /if \((.*)this\.#\w+\.isFresh\) \w+\.cache = "no-store"/.exec(read(`dist/${file}`)) ?? [];
    assert.equal(found, condition, file);
  }
});
