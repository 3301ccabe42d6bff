// Every JavaScript and TypeScript block of README.md starts with `// example: <name>`; here each one runs as a module of
// a project that has the package installed, with the emulator behind the global fetch. See readme-prelude.mjs. Those that start with `// example with undici: <name>` run in
// tests/runtimes, which has it.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { folder, here, root } from './installed.mjs';

const FENCE = /^```(js|mjs|javascript|ts|typescript)\n([\s\S]*?)^```$/gm;
const MARKER = /^\/\/ example(?: with undici)?: ([\w -]+)\n/;

const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(FENCE)].map(([, language, code]) => ({
  name: MARKER.exec(code)?.[1],
  typed: language.startsWith('t'),
  code,
}));
const examples = blocks.filter(({ code }) => code.startsWith('// example: '));
const place = join(folder, 'readme');
const file = ({ name }, extension) => join(place, `${name.replaceAll(' ', '-')}.${extension}`);

before(() => {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  for (const name of ['readme-prelude.mjs', 'readme-runner.mjs']) {
    cpSync(join(here, name), join(place, name));
  }
  for (const example of examples) {
    const { code } = example.typed ? transformSync(example.code, { loader: 'ts' }) : example;
    writeFileSync(file(example, 'mjs'), code);
    if (example.typed) writeFileSync(file(example, 'mts'), example.code);
  }
});

test('the readme has examples, each with a marker and a name of its own', () => {
  assert.ok(blocks.length > 0);
  for (const block of blocks) assert.ok(block.name, `this block does not start with // example: <name>\n${block.code}`);
  assert.equal(new Set(blocks.map(({ name }) => name)).size, blocks.length);
});

for (const example of examples) {
  test(`readme example: ${example.name}`, () => {
    const prelude = pathToFileURL(join(place, 'readme-prelude.mjs')).href;
    execFileSync(process.execPath, ['--import', prelude, join(place, 'readme-runner.mjs'), file(example, 'mjs')], {
      cwd: place,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 30_000,
    });
  });
}

const typed = examples.filter((example) => example.typed);
if (typed.length > 0) {
  test('the TypeScript examples pass tsc --strict', () => {
    const compilerOptions = {
      strict: true,
      noEmit: true,
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: [],
    };
    writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.mts'] }));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    try {
      execFileSync(process.execPath, [tsc, '--project', place], { encoding: 'utf8' });
    } catch (error) {
      assert.fail(error.stdout || error);
    }
  });
}
