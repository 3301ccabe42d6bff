// The wasm under the package: compiled once, on the first call, and with words for a runtime that refuses.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NAME, runModule } from './installed.mjs';

const SUBPATHS = [NAME, `${NAME}/validator`];
const FILES = ['index', 'validator'].map((entry) => `./node_modules/${NAME}/dist/${entry}.js`);

for (const specifier of [...SUBPATHS, ...FILES]) {
  test(`${specifier}: the first call compiles, once`, () => {
    const printed = runModule(`
      const { Validator } = await import('${specifier}');
      let compiled = 0;
      WebAssembly.Module = class extends WebAssembly.Module { constructor(bytes) { compiled += 1; super(bytes); } };
      for (let round = 0; round < 3; round++) new Validator().validate({ patches: [] });
      console.log(compiled);
    `);
    assert.equal(printed, '1\n');
  });

  test(`${specifier}: ready() compiles ahead, without blocking, and any number of times`, () => {
    const printed = runModule(`
      const { Validator, ready } = await import('${specifier}');
      const { compile } = WebAssembly;
      let compiled = 0;
      WebAssembly.compile = (bytes) => { compiled += 1; return compile(bytes); };
      const results = await Promise.all([ready(), ready()]);
      await ready();
      WebAssembly.Module = class { constructor() { throw new Error('compiled again'); } static [Symbol.hasInstance]() { return true; } };
      console.log(compiled, results, new Validator().validate({ patches: [] }).length);
    `);
    assert.equal(printed, '1 [ undefined, undefined ] 0\n');
  });

  test(`${specifier}: a Content Security Policy without 'wasm-unsafe-eval' is named, and cause kept`, () => {
    const printed = runModule(`
      const { Validator, ready } = await import('${specifier}');
      const refuse = () => new WebAssembly.CompileError("violates the following Content Security Policy directive");
      const { Module, compile } = WebAssembly;
      WebAssembly.Module = class { constructor() { throw refuse(); } };
      WebAssembly.compile = async () => { throw refuse(); };
      const first = (() => { try { new Validator().validate({}); } catch (error) { return error; } })();
      const second = await ready().catch((error) => error);
      for (const error of [first, second]) {
        console.log(error.message.includes("'wasm-unsafe-eval'"), error.cause instanceof WebAssembly.CompileError);
      }
      Object.assign(WebAssembly, { Module, compile });
      console.log(new Validator().validate({ patches: [] }).length);
    `);
    assert.equal(printed, 'true true\ntrue true\n0\n');
  });

  test(`${specifier}: a runtime without WebAssembly is named`, () => {
    const printed = runModule(`
      const { Validator } = await import('${specifier}');
      delete globalThis.WebAssembly;
      try { new Validator().validate({}); } catch (error) { console.log(error.message); }
    `);
    assert.match(printed, /this runtime has no WebAssembly/);
  });
}
