// Slips of callers and of surroundings that used to pass in silence: they work now, or say what to write.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BASE, ID, METHODS, connect, failure, library, respond, script, setTitle } from './clients.mjs';
import { NAME, runModule } from './installed.mjs';

const { MediaLibraryClient } = library;

const BASE_URLS = [
  ['https://livingdocs.example/api', '/api'],
  ['https://livingdocs.example/api/', '/api'],
  ['https://livingdocs.example/cms/api', '/api'],
  ['https://livingdocs.example/api/2026-05', '/api/2026-05'],
  ['https://livingdocs.example/api/2025-03//', '/api/2025-03'],
  ['https://livingdocs.example/api/v1', '/api/v1'],
  ['https://livingdocs.example/api/beta', '/api/beta'],
  [new URL('https://livingdocs.example/api'), '/api'],
];
for (const [baseUrl, added] of BASE_URLS) {
  test(`the baseUrl ${baseUrl} is refused`, () => {
    const message = `baseUrl: must not end in "${added}", which the client adds; leave it out`;
    assert.throws(() => new MediaLibraryClient({ baseUrl, token: 't' }), { name: 'TypeError', message });
  });
}
for (const path of ['', '/myapi', '/api/cms', '/api-v2', '/apis', '/api/2026', '/API']) {
  test(`the path ${path || '/'} may be a baseUrl's`, async () => {
    const fetch = script(200);
    await connect(fetch, { baseUrl: BASE + path }).getEntry(ID);
    assert.equal(fetch.requests[0].url, `${BASE}${path}/api/2026-05/mediaLibrary/${ID}`);
  });
}

test('durationMs is of a clock that nobody sets, and never negative', async (t) => {
  const events = [];
  t.mock.timers.enable({ apis: ['Date'], now: Date.UTC(2026, 4, 1) });
  const back = () => {
    t.mock.timers.setTime(Date.UTC(2026, 4, 1) - 300_000);
    return respond(200);
  };
  const client = connect(async () => back(), { onAttempt: (event) => events.push(event.durationMs) });
  await client.getEntry(ID);
  t.mock.method(performance, 'now', () => -events.length * 1_000);
  await client.getEntry(ID);
  assert.ok(events.every((ms) => ms >= 0 && ms < 1_000), String(events));
});

test('without a clock of that kind the other one will do', () => {
  const printed = runModule(`
    delete globalThis.performance;
    const { MediaLibraryClient } = await import('${NAME}');
    const onAttempt = ({ durationMs }) => console.log(durationMs >= 0 && durationMs < 1_000);
    const client = new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', onAttempt, fetch: async () => ({ status: 200, headers: new Map(), arrayBuffer: async () => new TextEncoder().encode('{"id":"a","version":1}').buffer }) });
    await client.getEntry('a');
  `);
  assert.equal(printed.trim(), 'true');
});

test('onAttempt sees the headers of every answer, and none where none came', async () => {
  for (const call of [METHODS.getEntry, METHODS.patchEntry, METHODS.serveImage]) {
    const ids = [];
    const answers = [() => respond(503, { 'retry-after-ms': '0', 'x-request-id': 'one' }), () => Promise.reject(new TypeError('fetch failed')), () => respond(200, { 'x-request-id': 'two' })];
    const fetch = async () => answers.shift()();
    const client = connect(fetch, { onAttempt: ({ headers }) => ids.push(headers?.get('x-request-id')) });
    await call(client).catch(() => {});
    assert.deepEqual(ids, ['one', undefined, 'two'].slice(0, ids.length));
    assert.ok(ids.length > 1);
  }
});

/** What fetch rejects with, and what the JSON of the error says of it. */
const CAUSES = [
  [new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:9') }), 'fetch failed: connect ECONNREFUSED 127.0.0.1:9'],
  [new TypeError('fetch failed'), 'fetch failed'],
  ['a text', 'a text'],
  ['x'.repeat(1_000_000), 'x'.repeat(300)],
  [new TypeError('fetch failed', { cause: Object.assign(new AggregateError([new Error('inner')]), { code: 'ECONNREFUSED' }) }), 'fetch failed: ECONNREFUSED'],
  [new Error('with demo-token in it', { cause: new Error('demo-token') }), 'with [token] in it: [token]'],
  [undefined, undefined],
  [5, undefined],
  [{ get message() { throw new Error('hostile'); } }, undefined],
];
for (const [cause, said] of CAUSES) {
  test(`the JSON of an error says ${said?.slice(0, 60) ?? 'nothing'} of its cause`, async () => {
    const error = await failure(connect(() => Promise.reject(cause), { maxRetries: 0 }).getEntry(ID));
    assert.equal(error.cause, cause);
    const json = JSON.parse(JSON.stringify(error));
    assert.equal(json.cause, said);
    assert.equal('cause' in json, said !== undefined);
  });
}

/** Entry → what makes its first use of a global that may be missing. */
const FIRST_CALLS = {
  '': 'new library.MediaLibraryClient({ baseUrl: "https://x.example", token: "t" })',
  '/validator': 'new library.Validator()',
  '/emulator': 'library.applyPatches({}, { patches: [] })',
};
for (const [entry, call] of Object.entries(FIRST_CALLS)) {
  for (const file of [`${NAME}${entry}`, `./node_modules/${NAME}/dist/${entry.slice(1) || 'index'}.js`]) {
    for (const missing of ['TextEncoder', 'TextDecoder']) {
      test(`${file} is imported without ${missing} and Buffer, and the first call says that it is missing`, () => {
        const printed = runModule(`
          const { ${missing}: kept } = globalThis;
          for (const name of ['${missing}', 'Buffer', 'Request', 'Response', 'Headers', 'fetch', 'AbortSignal']) delete globalThis[name];
          const library = await import('${file}');
          try { ${call}; } catch (error) { console.log(error.name, error.reason, error.message); }
          globalThis.${missing} = kept;
          console.log(typeof ${call});
        `);
        const [said, then] = printed.trim().split('\n');
        assert.match(said, new RegExp(`^WebAssemblyError failed .* ${missing} is not defined`));
        assert.equal(then, 'object', 'it works once it is there');
      });
    }
  }
}

test('a runtime that lacks what every client takes of it is told so at once', () => {
  const needed = ['AbortController', 'URL', 'setTimeout', 'clearTimeout'];
  const printed = runModule(`
    const { MediaLibraryClient } = await import('${NAME}');
    for (const name of ${JSON.stringify(needed)}) {
      const value = globalThis[name];
      Object.defineProperty(globalThis, name, { value: undefined, configurable: true });
      try {
        new MediaLibraryClient({ baseUrl: '${BASE}', token: 't' });
      } catch (error) {
        console.log(String(error));
      }
      Object.defineProperty(globalThis, name, { value, configurable: true });
    }
  `);
  const said = needed.map((name) => `TypeError: ${name}: this runtime has none`);
  assert.deepEqual(printed.trim().split('\n'), said);
});

test('without a fetch, a call says so at once', async () => {
  const printed = runModule(`
    delete globalThis.fetch;
    const { MediaLibraryClient } = await import('${NAME}');
    let attempts = 0;
    const client = new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', onAttempt: () => attempts++ });
    const error = await client.getEntry('a').catch((error) => error);
    console.log(error.name, error.message, attempts);
    const fetch = async () => Response.json({ id: 'a', version: 1 });
    console.log(await new MediaLibraryClient({ baseUrl: '${BASE}', token: 't', fetch }).getEntry('a'));
  `);
  assert.equal(printed.trim(), "TypeError fetch: this runtime has none; give one as an option 0\n{ id: 'a', version: 1 }");
});

test('where stacks cannot be taken anew, an error is what it is', async (t) => {
  const { captureStackTrace } = Error;
  t.after(() => (Error.captureStackTrace = captureStackTrace));
  Error.captureStackTrace = undefined;
  assert.equal((await failure(connect(script(404)).getEntry(ID))).code, 'not_found');
});

test('a total deadline is a signal', async () => {
  let sent = 0;
  const fetch = async () => (sent++, respond(503));
  const error = await failure(connect(fetch).patchEntry(ID, { patches: [setTitle] }, { signal: AbortSignal.timeout(100) }));
  assert.equal(error.name, 'TimeoutError');
  assert.ok(error instanceof DOMException);
  assert.equal(sent, 1);
});
