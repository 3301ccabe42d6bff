// What the unsafe code of the WebAssembly relies on, and what JavaScript has to do for it. The table in CONTRIBUTING.md names
// the test of each place.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { watched } from './address-work.mjs';
import { ID } from './clients.mjs';
import { COLLECT, here, loadFile, NAME, require, runModule } from './installed.mjs';

const bytesOf = (text) => new TextEncoder().encode(text);
const ARCHIVE = bytesOf('{"operation":"archive"}');

/** The validator's own WebAssembly, without the JavaScript around it. */
function bare() {
  const module = new WebAssembly.Module(readFileSync(require.resolve(`${NAME}/validator.wasm`)));
  const { exports } = new WebAssembly.Instance(module, { host: { number: () => 0 } });
  const write = (bytes) => {
    new Uint8Array(exports.memory.buffer, exports.input(bytes.length) >>> 0, bytes.length).set(bytes);
    return bytes.length;
  };
  return { exports, write, validator: exports.newValidator(0) };
}

test('a length that the input has no room for is no input, and nothing traps', () => {
  const { exports, write, validator } = bare();
  write(ARCHIVE);
  for (const length of [65_536, 0x7fffffff, -0x80000000, -1]) {
    assert.equal(exports.isValid(validator, length, 1), 0, `${length}`);
    assert.ok(exports.newValidator(length) > 4, `${length}`);
  }
  assert.equal(exports.isValid(validator, ARCHIVE.length, 1), 1);
});

test('there is no room for more than memory has, and what is there stays', () => {
  const { exports, write, validator } = bare();
  write(ARCHIVE);
  for (const size of [0x7fffffff, -0x80000000, -1]) assert.equal(exports.input(size), 0, `${size}`);
  assert.equal(exports.isValid(validator, ARCHIVE.length, 1), 1);
  // Growing detaches what JavaScript sees of the memory, and moves the buffer.
  const { buffer } = exports.memory;
  const address = exports.input(5_000_000) >>> 0;
  assert.equal(buffer.byteLength, 0);
  assert.equal(address % 64, 0);
  assert.deepEqual(new Uint8Array(exports.memory.buffer, address, ARCHIVE.length), ARCHIVE);
  assert.equal(exports.isValid(validator, ARCHIVE.length, 1), 1);
});

test('every byte of a string is looked at, wherever it stands in a block', async () => {
  for (const file of ['index', 'validator']) {
    const { Validator } = await loadFile(`dist/${file}.js`, 'blocks');
    const validator = new Validator();
    const note = (text) => bytesOf(`{"patches":[{"operation":"revokeAsset","note":"${text}"}]}`);
    for (let length = 0; length < 40; length++) {
      assert.equal(validator.validateJson(note('x'.repeat(length || 1))).length, 0, `${length}`);
      for (const mark of ['"', '\\', '\u001f', '\u0000']) {
        const text = note(`${'x'.repeat(length)}${mark}${'y'.repeat(40 - length)}`);
        assert.equal(validator.validateJson(text)[0]?.code, 'invalid_json', `${length} ${JSON.stringify(mark)}`);
      }
      for (const mark of ['é', '😀', '\u007f']) {
        const text = note(`${'x'.repeat(length)}${mark}${'y'.repeat(40 - length)}`);
        assert.equal(validator.validateJson(text).length, 0, `${length} ${JSON.stringify(mark)}`);
      }
      const half = note('x'.repeat(80));
      half[60 - length] = 0xff;
      assert.equal(validator.validateJson(half)[0]?.code, 'invalid_json', `${length}`);
    }
  }
});

test('a page whose TextDecoder judges meanwhile has both inputs judged as they are', () => {
  const printed = runModule(`
    const judged = [];
    for (const specifier of ['${NAME}', '${NAME}/validator']) {
      const { Validator } = await import(specifier);
      const validator = new Validator();
      const { decode } = TextDecoder.prototype;
      const version = '{"version":1e3000,"patches":[{"operation":"archive"}],"y":' + '1'.repeat(40) + '}';
      const expected = JSON.stringify(validator.validateJson(version));
      // Those that have room in the same buffer, those that need a larger one, and those whose buffer is not kept.
      for (const length of [1, 900, 5_000, 200_000]) {
        const inner = JSON.stringify({ patches: [], ['x'.repeat(length)]: 1 });
        let within;
        TextDecoder.prototype.decode = function (bytes) {
          if (within === undefined) {
            within = '';
            within = validator.validateJson(inner).map(({ code }) => code).join();
          }
          return decode.call(this, bytes);
        };
        const issues = JSON.stringify(validator.validateJson(version));
        TextDecoder.prototype.decode = decode;
        const after = [900, 5_000].map((size) => validator.validateJson(JSON.stringify({ patches: [], y: 'x'.repeat(size) })).map(({ code }) => code));
        judged.push([within, issues === expected, ...after].join());
      }
    }
    console.log(JSON.stringify(judged));
  `);
  assert.deepEqual(JSON.parse(printed), Array(8).fill('unknown_property,true,unknown_property,unknown_property'));
});

test('what a page throws within the wasm is a trap, whatever it is, and the next judgement is right', () => {
  const printed = runModule(`
    const { decode } = TextDecoder.prototype;
    const version = '{"version":1e3000,"patches":[{"operation":"archive"}]}';
    const told = [];
    for (const specifier of ['${NAME}', '${NAME}/validator']) {
      const { Validator } = await import(specifier);
      const validator = new Validator();
      const judge = () => {
        try {
          return validator.validateJson(version).map(({ code }) => code).join();
        } catch (error) {
          return error.name + ' ' + error.reason + ' ' + error.cause?.cause;
        }
      };
      told.push(judge());
      for (const thrown of [new TypeError('mine'), 'a text', undefined]) {
        let calls = 0;
        TextDecoder.prototype.decode = function () { calls++; throw thrown; };
        told.push(judge());
        TextDecoder.prototype.decode = decode;
        told.push(calls + ' ' + judge());
      }
    }
    // Not even asked.
    globalThis.Number = function () { throw new TypeError('mine'); };
    for (const specifier of ['${NAME}', '${NAME}/validator']) {
      const { Validator } = await import(specifier);
      told.push(new Validator().validateJson(version).map(({ code }) => code).join());
    }
    console.log(JSON.stringify(told));
  `);
  const of = ['TypeError: mine', 'a text', 'undefined'].flatMap((cause) => [`WebAssemblyError trap ${cause}`, '1 invalid_type']);
  assert.deepEqual(JSON.parse(printed), ['invalid_type', ...of, 'invalid_type', ...of, 'invalid_type', 'invalid_type']);
});

test('a text that is no UTF-8 is none, and breaks nothing', () => {
  // An encoder of the page's own, which writes half a character, as no text of the runtime's ends.
  const printed = runModule(`
    const { encodeInto } = TextEncoder.prototype;
    let isBroken = false;
    TextEncoder.prototype.encodeInto = function (text, place) {
      const done = encodeInto.call(this, text, place);
      if (isBroken && text.includes('half')) place[done.written - 1] = 0xf0;
      return done;
    };
    const { MediaLibraryClient } = await import('${NAME}');
    const make = (fetch, token = 't') => new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token, fetch, maxRetries: 0 });
    const codeOf = (promise) => promise.then(() => 'success', ({ code, name }) => code ?? name);
    isBroken = true;
    const codes = [
      await codeOf(make(async () => { throw new Error('half'); }).getEntry('a')),
      await codeOf(make(async () => new Response(null, { status: 429, headers: { 'retry-after': 'half' } })).getEntry('a')),
      await codeOf(make(async () => Response.json({ id: 'a', version: 1, half: 1 })).getEntry('half')),
    ];
    isBroken = false;
    codes.push(await codeOf(make(async () => Response.json({ id: 'a', version: 1 })).getEntry('a')));
    console.log(JSON.stringify(codes));
  `);
  const codes = JSON.parse(printed);
  assert.deepEqual([codes[0], codes[1], codes[3]], ['connection', 'rate_limit', 'success']);
});

test('a client goes on when its validator is given back', async () => {
  const { watch, library } = await watched(() => loadFile('dist/index.js', 'clone'));
  const fetch = async () => Response.json({ results: [] });
  const client = new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch });
  await client.getEntries({ ids: ['a'] });
  watch.own.dropValidator([...watch.live.validators].at(-1));
  // Its room is taken by others, with options of their own.
  const others = Array.from({ length: 50 }, () => new library.Validator({ apiVersion: '2025-03', usagePurposes: [] }));
  assert.deepEqual(await client.getEntries({ ids: ['a'] }), []);
  await client.patchEntry('a', { patches: [{ operation: 'archive' }] });
  assert.deepEqual([watch.wrong, others.length], [[], 50]);
});

test('an emulator that is collected after a trap is not given back in the next instance', () => {
  const printed = runModule(`${COLLECT}
    const { watchInstances } = await import('${new URL('trap-work.mjs', import.meta.url)}');
    const spoil = watchInstances();
    const { MediaLibraryEmulator } = await import('${NAME}/emulator');
    const open = (title) => new MediaLibraryEmulator({ entries: [{ ...entry, metadata: { title } }] });
    const entry = new MediaLibraryEmulator().entry('${ID}');
    const reason = (work) => { try { work(); } catch (error) { return error.reason; } };
    const told = [];
    spoil();
    told.push(reason(() => open('x')));
    const freed = new FinalizationRegistry((title) => told.push(title));
    (() => {
      const lost = open('lost');
      freed.register(lost, 'lost');
      spoil();
      told.push(reason(() => lost.requests));
    })();
    // At the address of the one that is lost; what is given back is soon another one's.
    const next = open('next');
    await collect();
    const others = Array.from({ length: 20 }, () => open('other'));
    console.log([...told, next.entry('${ID}').metadata.title, others[0].entry('${ID}').metadata.title].join());
  `, '--expose-gc');
  assert.equal(printed, 'trap,trap,lost,next,other\n');
});

test('what has waited for answers is given back: ten thousand calls leave the memory as it was', () => {
  const printed = runModule(`
    const { watchMemory } = await import('${pathToFileURL(join(here, 'memory-work.mjs'))}');
    const wasmBytes = watchMemory();
    const { MediaLibraryClient } = await import('${NAME}');
    const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch: async () => new Response('{"id":"a","version":1}') });
    const call = async (times) => { for (let count = 0; count < times; count++) await client.getEntry('a'); };
    await call(500);
    const warm = wasmBytes();
    await call(10_000);
    console.log(warm > 0, wasmBytes() - warm);
  `);
  assert.equal(printed, 'true 0\n');
});

test('no address is used after it was given back, nor given back twice, however garbage is collected', () => {
  const printed = runModule(
    `import { churn, watched } from '${pathToFileURL(join(here, 'address-work.mjs'))}';
    const { watch, library } = await watched(() => import('./node_modules/${NAME}/dist/index.js'));
    const codes = await churn(library, watch, async () => gc());
    console.log(JSON.stringify({ wrong: watch.wrong, dropped: watch.dropped, codes }));`,
    '--expose-gc',
  );
  const { wrong, dropped, codes } = JSON.parse(printed);
  assert.deepEqual(wrong, []);
  assert.ok(dropped.validators > 100 && dropped.clients > 100, printed);
  assert.deepEqual(codes, { success: 400, web_assembly: 4 });
});
