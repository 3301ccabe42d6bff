// Surroundings that are broken or mean harm. What has to come out is in hostile-work.mjs: verdicts are right, or say that they cannot be made,
// calls go to the server they are for or fail, and no error shows a token.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { newPage } from './browser.mjs';
import { FREEZE, LOCK, SES } from './hostile-frozen.mjs';
import { EXPECTED } from './hostile-work.mjs';
import { here, installed, read, runModule } from './installed.mjs';

const FILE = String(pathToFileURL(join(installed, 'dist/index.js')));
const WORK = String(pathToFileURL(join(here, 'hostile-work.mjs')));

/** In a process of its own; `source` gives `print` what came of the work, or a list of that. */
const inNode = (source, first = '') =>
  JSON.parse(
    runModule(`
      import { work } from '${WORK}';
      import 'data:text/javascript,process.stdout'; // Node makes it when it is asked for.
      ${first}
      const { stringify } = JSON;
      const write = process.stdout.write.bind(process.stdout);
      setInterval(() => {}, 1_000);
      // Calls that hang have timers, which nobody waits for.
      const exit = process.exit.bind(process);
      const print = (results) => { write(stringify(results), () => exit()); };
      ${source}
    `),
  );

const unlike = (results) => Object.keys(EXPECTED).filter((task) => results[task] !== EXPECTED[task]);

function assertSafe(results, name) {
  for (const [task, result] of Object.entries(results)) assert.doesNotMatch(String(result), /LEAKS|SENT/, `${name}: ${task}`);
}

test('without harm all is well', () => {
  assert.deepEqual(inNode(`import * as library from '${FILE}'; print(await work(library));`), EXPECTED);
});

describe('polluted prototypes', () => {
  /** All that the package's code takes of any object. */
  const names = [...new Set([...read('dist/index.js').matchAll(/(?:\.|[{,]\s*)([a-zA-Z_]\w*)/g)].map(([, name]) => name))].filter((name) => !(name in {}));

  /** What JavaScript itself does with these: it waits for what has a `then`, ends iterators, writes what a `toJSON` gives. */
  const BEYOND = { then: ['get', 'send', 'missing'], return: Object.keys(EXPECTED), toJSON: ['valid', 'faulty', 'send', 'refuse'] };

  for (const [kind, value] of Object.entries({ 'a text': '"x"', 'a function': 'function () {}' })) {
    test(`${kind} as any of the names that the package looks up: an option that is none is named, all else is right`, () => {
      const rows = inNode(`
        import * as library from '${FILE}';
        const { defineProperty } = Object;
        const rows = [];
        for (const name of ${JSON.stringify(names)}) {
          defineProperty(Object.prototype, name, { __proto__: null, value: ${value}, writable: true, enumerable: true, configurable: true });
          const results = await work(library, undefined, name === 'then' ? 500 : undefined);
          delete Object.prototype[name];
          rows[rows.length] = [name, results];
        }
        print(rows);
      `);
      assert.ok(rows.length > 300);
      for (const [name, results] of rows) {
        assertSafe(results, name);
        const isOption = (task) => results[task].startsWith(`throws TypeError: ${name}: `);
        const wrong = unlike(results).filter((task) => !isOption(task) && !BEYOND[name]?.includes(task));
        assert.deepEqual(wrong.map((task) => results[task]), [], name);
      }
    });
  }

  test('before the package is loaded', () => {
    const pollute = ['operation', 'toJSON', 'then', 'value', 'issue', 'text', 'bytes', 'patches', 'method', 'url', 'body', 'cause', 'code', 'params', 'status', 'message'];
    const module = `data:text/javascript,for (const name of ${JSON.stringify(pollute)}) Object.prototype[name] = "x";`;
    assert.deepEqual(inNode('print(await work(library));', `import ${JSON.stringify(module)}; import * as library from '${FILE}';`), EXPECTED);
  });

  test('a toJSON of lists, as Prototype.js has: a request is judged as it would be sent, and calls go on', () => {
    const results = inNode(`
      import * as library from '${FILE}';
      Array.prototype.toJSON = function () { return 'a list'; };
      print(await work(library));
    `);
    assert.deepEqual(unlike(results), ['valid', 'faulty', 'send', 'refuse']);
    assert.deepEqual([results.valid, results.faulty, results.refuse], ['1', 'invalid_type', 'validation invalid_type']);
    assert.match(results.send, /^throws ValidationError: .* patches: Invalid type: expected array/);
  });
});

/** What a page has replaced after the package was loaded: what stays right, and what the others may say. */
const REPLACED = {
  'a Promise of a library': {
    replace: 'globalThis.Promise = class extends Promise {};',
  },
  'a JSON.stringify that writes more': {
    replace: 'const { stringify: own } = JSON; JSON.stringify = (value, ...more) => own(value, ...more);',
  },
  'a fetch': {
    // The caller's own is not touched by it.
    replace: 'globalThis.fetch = () => { throw new Error("the page\'s"); };',
  },
  'a TextEncoder that throws': {
    replace: 'globalThis.TextEncoder = class { constructor() { throw new RangeError("replaced"); } };',
    unlike: /^throws (WebAssemblyError|RangeError)/,
  },
  'a JSON.stringify that throws': {
    replace: 'JSON.stringify = () => { throw new RangeError("replaced"); };',
    unlike: /^(1|invalid_json|validation invalid_json|throws .*replaced.*|undefined replaced)$/,
  },
  'a JSON.parse that throws': {
    replace: 'JSON.parse = () => { throw new RangeError("replaced"); };',
    unlike: /^(invalid_json|throws .*|validation invalid_json|undefined .*|web_assembly .*)$/,
  },
  'a push that does nothing': { replace: 'Array.prototype.push = () => {};', unlike: /^(throws|not_found|web_assembly|undefined) ?.*/ },
};

describe('what a page has replaced after the package was loaded', () => {
  for (const [name, { replace, unlike: words = /^never$/ }] of Object.entries(REPLACED)) {
    test(name, () => {
      const results = inNode(`import * as library from '${FILE}'; ${replace} print(await work(library));`);
      assertSafe(results, name);
      for (const task of unlike(results)) assert.match(results[task], words, task);
    });
  }

  test('a method of lists that throws: nothing is said to be well that is not', () => {
    const rows = inNode(`
      import * as library from '${FILE}';
      const { defineProperty, getOwnPropertyNames } = Object;
      const names = getOwnPropertyNames(Array.prototype).filter((name) => name !== 'constructor' && name !== 'length');
      const rows = [];
      for (const name of names) {
        const own = Array.prototype[name];
        Array.prototype[name] = () => { throw new RangeError('replaced'); };
        const results = await work(library);
        Array.prototype[name] = own;
        rows[rows.length] = [name, results];
      }
      print(rows);
    `);
    assert.ok(rows.length > 30);
    for (const [name, results] of rows) {
      assertSafe(results, name);
      for (const task of unlike(results)) assert.match(results[task], /^(throws |undefined |invalid_json|validation invalid_json|web_assembly |connection )/, `${name}: ${task}`);
    }
  });
});

describe('frozen intrinsics', () => {
  test('lockdown of SES before the package is loaded', () => {
    assert.deepEqual(inNode(`${LOCK} const library = await import('${FILE}'); print(await work(library));`, `import '${SES}';`), EXPECTED);
  });

  test('and after', () => {
    assert.deepEqual(inNode(`${LOCK} print(await work(library));`, `import '${SES}'; import * as library from '${FILE}';`), EXPECTED);
  });

  test('prototypes that are frozen, and nothing else, so that none of their names can be assigned', () => {
    assert.deepEqual(inNode(`import * as library from '${FILE}'; ${FREEZE} print(await work(library));`), EXPECTED);
  });
});

describe('a page with Trusted Types', () => {
  const FILES = { '/index.js': () => read('dist/index.js'), '/work.js': () => readFileSync(join(here, 'hostile-work.mjs'), 'utf8') };
  FILES['/main.js'] = () => `
    import { work } from './work.js';
    import * as library from './index.js';
    try { document.body.innerHTML = '<b>x</b>'; } catch { window.isEnforced = true; }
    window.results = work(library);
  `;
  const server = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', "require-trusted-types-for 'script'; trusted-types 'none'; script-src 'self' 'wasm-unsafe-eval'");
    response.setHeader('content-type', FILES[url] ? 'text/javascript' : 'text/html');
    response.end(FILES[url]?.() ?? '<!doctype html><title>Trusted Types</title><body><script type="module" src="/main.js"></script>');
  });
  before(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('needs no policy', async () => {
    const page = await newPage();
    await page.goto(`http://127.0.0.1:${server.address().port}/`);
    await page.waitForFunction('window.results');
    assert.equal(await page.evaluate('window.isEnforced'), true);
    assert.deepEqual({ ...(await page.evaluate('window.results')) }, EXPECTED);
    await page.close();
  });
});
