// The wasm under the package: compiled once, on the first call, and with words for a runtime that refuses.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { NAME, require, runModule } from './installed.mjs';

const SUBPATHS = [NAME, `${NAME}/validator`];
const FILES = ['index', 'validator'].map((entry) => `./node_modules/${NAME}/dist/${entry}.js`);

const POLICY = /^livingdocs-media-library: the page's Content Security Policy does not allow WebAssembly\. Add 'wasm-unsafe-eval' to its script-src\.$/;
const EMBEDDER =
  /^livingdocs-media-library: this runtime does not compile WebAssembly from bytes\. Bundle with its export condition \('workerd' or 'edge-light'\), or keep the package external; give init\(\) of \.\/slim a WebAssembly\.Module\.$/;
/** What runtimes throw, the reason that is made of it, and what the message has to name. */
const REFUSALS = [
  ["new WebAssembly.CompileError('call to WebAssembly.Module() blocked by CSP')", 'policy', POLICY],
  ["new EvalError('Refused to create a WebAssembly object because unsafe-eval is not allowed')", 'policy', POLICY],
  ["new Error('violates the Content Security Policy')", 'policy', POLICY],
  ["new Error('blocked: wasm-eval')", 'policy', POLICY],
  ["new WebAssembly.CompileError('Wasm code generation disallowed by embedder')", 'embedder', EMBEDDER],
  // In the scripts of extensions, Chromium leaves out the rest.
  ["new WebAssembly.CompileError('WebAssembly.Module(): ')", 'policy', POLICY],
  ["new WebAssembly.CompileError('WebAssembly.Module():')", 'policy', POLICY],
  ["new WebAssembly.CompileError('WebAssembly.Module(): invalid value type 0x7b')", 'unsupported', /: this runtime cannot compile the WebAssembly module: WebAssembly\.Module\(\): invalid value type 0x7b$/],
  ["new RangeError('WebAssembly.Compile is disallowed on the main thread')", 'synchronous', /: this browser does not compile WebAssembly synchronously\. Await ready\(\), or init\(\) of \.\/slim, before the first call\.$/],
  ["new WebAssembly.CompileError('invalid value type 0x7b')", 'unsupported', /invalid value type/],
  ["new RangeError('could not allocate memory')", 'failed', /: the WebAssembly module cannot be started: could not allocate memory$/],
  ["new RangeError('a CSPRNG failed')", 'failed', /a CSPRNG failed$/],
  ["new RangeError('of MCSP')", 'failed', /of MCSP$/],
  ["'a text'", 'failed', /: the WebAssembly module cannot be started: a text$/],
];

for (const specifier of [...SUBPATHS, ...FILES]) {
  test(`${specifier}: the first call compiles, once, and ready() does not do so again`, () => {
    const printed = runModule(`
      const { Validator, ready } = await import('${specifier}');
      let compiled = 0;
      WebAssembly.instantiate = async () => { throw compiled++; };
      // What unpacks the inlined wasm is wasm, too, but small.
      WebAssembly.Module = class extends WebAssembly.Module { constructor(bytes) { compiled += bytes.length > 4096; super(bytes); } };
      for (let round = 0; round < 3; round++) new Validator().validate({ patches: [] });
      await ready();
      console.log(compiled);
    `);
    assert.equal(printed, '1\n');
  });

  test(`${specifier}: a validator that is made while ready() is on its way stays what it is`, () => {
    const printed = runModule(`
      const { Validator, ready } = await import('${specifier}');
      const starting = ready();
      const validator = new Validator({ usagePurposes: [{ handle: 'print' }] });
      const judge = (purpose) => validator.validate({ patches: [{ operation: 'addUsageLogEntry', value: { state: 'confirmed', purpose } }] }).map(({ code }) => code);
      const before = String(judge('radio'));
      await starting;
      // Of another instance, this one would have the first one's address.
      new Validator({ usagePurposes: [{ handle: 'radio' }] });
      console.log(before, String(judge('radio')) === before, before !== String(judge('print')));
    `);
    assert.match(printed, /unknown_purpose.* true true$/m);
  });

  for (const missing of ['Buffer', 'FinalizationRegistry']) {
    test(`${specifier}: without ${missing}`, () => {
      const printed = runModule(`
        const { ${missing}: kept } = globalThis;
        delete globalThis.${missing};
        const { Validator } = await import('${specifier}');
        const { length } = new Validator().validate({ patches: [] });
        globalThis.${missing} = kept;
        console.log(length);
      `);
      assert.equal(printed, '0\n');
    });
  }

  test(`${specifier}: a refusal that is nothing is one`, () => {
    const printed = runModule(`
      const { Validator } = await import('${specifier}');
      for (const refusal of [undefined, null]) {
        WebAssembly.Module = class { constructor() { throw refusal; } };
        try { new Validator(); } catch (error) { console.log(error.reason, error.message); }
      }
    `);
    const said = 'failed livingdocs-media-library: the WebAssembly module cannot be started';
    assert.equal(printed, `${said}: undefined\n${said}: null\n`);
  });

  test(`${specifier}: ready() starts ahead, any number of times, where Chromium before 115 refuses to do so at once`, () => {
    const printed = runModule(`
      const { Validator, ready } = await import('${specifier}');
      const { Instance, Module, instantiate } = WebAssembly;
      const disallowed = (what) => { throw new RangeError(\`WebAssembly.\${what} is disallowed on the main thread\`); };
      // What unpacks the inlined wasm is wasm, too, but smaller than what is refused.
      const small = new WeakSet();
      WebAssembly.Module = function (bytes) {
        if (bytes.length > 4096) disallowed('Compile');
        const module = new Module(bytes);
        small.add(module);
        return module;
      };
      WebAssembly.Instance = function (module, imports) {
        return small.has(module) ? new Instance(module, imports) : disallowed('Instance');
      };
      const refused = (() => { try { new Validator(); } catch (error) { return error.reason; } })();
      let started = 0;
      WebAssembly.instantiate = (...given) => { started += 1; return instantiate(...given); };
      const results = await Promise.all([ready(), ready()]);
      await ready();
      console.log(refused, started, results, new Validator().validate({ patches: [] }).length);
    `);
    assert.equal(printed, 'synchronous 1 [ undefined, undefined ] 0\n');
  });

  test(`${specifier}: a Content Security Policy without 'wasm-unsafe-eval' is named, and cause kept`, () => {
    const printed = runModule(`
      const { Validator, WebAssemblyError, ready } = await import('${specifier}');
      const refuse = () => new WebAssembly.CompileError("violates the following Content Security Policy directive");
      const { Module, instantiate } = WebAssembly;
      WebAssembly.Module = class { constructor() { throw refuse(); } };
      WebAssembly.instantiate = async () => { throw refuse(); };
      const first = (() => { try { new Validator().validate({}); } catch (error) { return error; } })();
      const second = await ready().catch((error) => error);
      for (const error of [first, second]) {
        console.log(error instanceof WebAssemblyError, error.name, error.code, error.reason);
        console.log(error.message.includes("'wasm-unsafe-eval'"), error.cause instanceof WebAssembly.CompileError);
      }
      Object.assign(WebAssembly, { Module, instantiate });
      console.log(new Validator().validate({ patches: [] }).length);
    `);
    const error = 'true WebAssemblyError web_assembly policy\ntrue true\n';
    assert.equal(printed, `${error}${error}0\n`);
  });

  test(`${specifier}: a runtime without WebAssembly is named`, () => {
    const printed = runModule(`
      const { Validator } = await import('${specifier}');
      delete globalThis.WebAssembly;
      try { new Validator().validate({}); } catch (error) { console.log(error.reason, error.message); }
    `);
    assert.match(printed, /^unsupported .*this runtime has no WebAssembly/);
  });

  test(`${specifier}: other refusals are told apart, and in JSON`, () => {
    const printed = runModule(`
      const { Validator } = await import('${specifier}');
      for (const refusal of ${JSON.stringify(REFUSALS.map(([refusal]) => refusal))}) {
        WebAssembly.Module = class { constructor() { throw eval(refusal); } };
        try { new Validator(); } catch (error) { console.log(JSON.stringify(error)); }
      }
    `);
    const errors = printed.trimEnd().split('\n').map((line) => JSON.parse(line));
    assert.equal(errors.length, REFUSALS.length);
    for (const [index, [, reason, message]] of REFUSALS.entries()) {
      const { message: said, cause, ...rest } = errors[index];
      assert.deepEqual(rest, { name: 'WebAssemblyError', code: 'web_assembly', reason });
      assert.ok(typeof cause === 'string' && cause !== '', said);
      assert.match(errors[index].message, message);
    }
  });
}

for (const entry of ['index', 'validator', 'emulator']) {
  test(`${entry}.js: what is inlined for browsers is the file that is shipped`, () => {
    const base64 = runModule(`
      const { ready } = await import('./node_modules/${NAME}/dist/${entry}.js');
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = (bytes, imports) => {
        console.log(Buffer.from(bytes).toString('base64'));
        return instantiate(bytes, imports);
      };
      await ready();
    `);
    const unpacked = Buffer.from(base64, 'base64');
    const file = readFileSync(require.resolve(`${NAME}/${entry === 'index' ? 'client' : entry}.wasm`));
    // The build's mark follows in the file.
    assert.ok(unpacked.length > 10_000 && file.length - unpacked.length < 50);
    assert.deepEqual(file.subarray(0, unpacked.length), unpacked);
  });
}
