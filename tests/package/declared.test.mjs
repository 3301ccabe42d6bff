// What the types declare is what there is: of every entry, under `import` and `require`, the same names as values.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { folder, load, require, specifiers } from './installed.mjs';

const OPTIONS = {
  strict: true,
  noEmit: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
};

/** The names that an entry exports to TypeScript: `all`, and those that it takes for `values`. */
function declared(specifier, extension) {
  const file = join(folder, `declared.${extension}`);
  const head = `import * as entry from '${specifier}';\n`;
  writeFileSync(file, head);
  const program = ts.createProgram([file], OPTIONS);
  const [declaration] = program.getSourceFile(file).statements;
  const checker = program.getTypeChecker();
  const all = checker.getExportsOfModule(checker.getSymbolAtLocation(declaration.moduleSpecifier)).map(({ name }) => name);

  // Whether a name is a value depends on how it was exported, so the compiler is asked: one name a line.
  writeFileSync(file, head + all.map((name) => `void entry.${name};\n`).join(''));
  const uses = ts.createProgram([file], OPTIONS);
  const source = uses.getSourceFile(file);
  const wrong = new Set(
    uses.getSemanticDiagnostics(source).map(({ start }) => source.getLineAndCharacterOfPosition(start).line - 1),
  );
  return { all, values: all.filter((_, index) => !wrong.has(index)) };
}

const HOW = {
  mts: async (specifier) => Object.keys(await load(specifier)).filter((name) => name !== 'default'),
  cts: async (specifier) => Object.keys(require(specifier)),
};

for (const specifier of specifiers) {
  for (const [extension, namesAtRuntime] of Object.entries(HOW)) {
    test(`${specifier}: the values that are declared in .${extension} are there, and no others`, async () => {
      const { all, values } = declared(specifier, extension);
      assert.ok(values.length > 0);
      assert.deepEqual(values.sort(), (await namesAtRuntime(specifier)).sort());
      // Or the compiler would have been asked about nothing.
      assert.ok(all.length > values.length);
    });
  }
}
