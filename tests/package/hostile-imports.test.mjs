// Imports and webhooks where a page's script has changed the surroundings, and of entries and sources that mean harm.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { runInNewContext } from 'node:vm';
import { MediaLibraryEmulator, connect } from './clients.mjs';
import { FREEZE, LOCK, SES } from './hostile-frozen.mjs';
import { EXPECTED } from './hostile-import-work.mjs';
import { all, assetOf, imageOf, importEntries, inOrder, upsertEntries, waitForImport } from './imports.mjs';
import { here, runModule } from './installed.mjs';

const NAMES = ['id', 'externalId', 'systemName', 'translations', 'metadata', 'size', 'pattern', 'issues', 'ok', 'results', 'record', 'error_details', 'errors', 'state', 'images', 'mediaId', 'event'];

const WORK = `
  import { createHmac } from 'node:crypto';
  import { MediaLibraryEmulator, connect } from '${pathToFileURL(join(here, 'clients.mjs'))}';
  import { imageOf, importEntries, importFromUrls, inOrder, upsertEntries, validateEntry, waitForImport } from '${pathToFileURL(join(here, 'imports.mjs'))}';
  import { load } from '${pathToFileURL(join(here, 'installed.mjs'))}';
  const { readWebhook } = await load('livingdocs-media-library/webhooks');

  const emulator = new MediaLibraryEmulator({ imports: { polls: 0 } });
  const client = connect(emulator.fetch, { maxRetries: 1, timeoutMs: 60_000 });
  const shown = ({ index, ok, outcome, error, outcomeUnknown, issues }) => (ok ? [index, outcome] : [index, error.code, outcomeUnknown, issues.length]);
  const told = async (results) => (await inOrder(results)).map(shown);
  const headersOf = (body) => new Map([['x-livingdocs-signature', 'sha256=' + createHmac('sha256', 'pw').update(body).digest('hex')]]);
  const heard = (body) => readWebhook({ headers: headersOf(body), arrayBuffer: async () => new TextEncoder().encode(body).buffer }, 'pw').then(({ mediaId }) => mediaId, ({ code }) => code);
  let count = 0;
  const named = () => imageOf('a.jpg', { systemName: 's', externalId: String(++count) });

  const WORK = {
    validate: async () => [named(), { mediaType: 'image', asset: { key: 'x' } }, {}].map((entry) => validateEntry(client, entry).map(({ code }) => code)),
    // Made once at most: a repeat could make it twice.
    async nameless() {
      const before = emulator.requests.length;
      emulator.failNext('lost-response', 1, { method: 'POST' });
      return [await told(importEntries(client, [imageOf('a.jpg')])), emulator.requests.length - before];
    },
    named: () => told(importEntries(client, [named(), { ...named(), systemName: undefined }, named()])),
    async upsert() {
      const entry = named();
      return [await told(upsertEntries(client, [entry])), await told(upsertEntries(client, [entry, imageOf('b.jpg')]))];
    },
    async job() {
      const images = [{ id: String(++count), url: 'https://a.example/1', fileName: '1.jpg', mediaType: 'image' }];
      const { state, items } = await waitForImport(client, await importFromUrls(client, 'images', { systemName: 's', images }));
      return [state, items.length, await importFromUrls(client, 'images', { systemName: 's', images: [{}] }).catch(({ issues }) => issues.length)];
    },
    webhook: async () => [await heard('{"event":"mediaLibraryEntry.update","mediaId":"a"}'), await heard('{"event":"mediaLibraryEntry.update"}'), await heard('{}'), await heard('null')],
  };
  const work = async () => {
    const came = { __proto__: null };
    for (const [task, call] of Object.entries(WORK)) came[task] = JSON.stringify(await call().catch((error) => String(error)));
    return came;
  };
`;

test('what is lacking is not what a prototype was polluted with', () => {
  const [expected, ...rows] = JSON.parse(
    runModule(`${WORK}
      const rows = [await work()];
      for (const name of ${JSON.stringify(NAMES)}) {
        for (const value of ['x', function () {}]) {
          Object.defineProperty(Object.prototype, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
          const came = await work();
          delete Object.prototype[name];
          rows.push([name, came]);
        }
      }
      console.log(JSON.stringify(rows));
    `),
  );
  assert.equal(expected.nameless, '[[[0,"connection",true,0]],1]');
  assert.equal(expected.webhook, '["a","invalid_event","invalid_event","invalid_event"]');
  assert.equal(rows.length, 2 * NAMES.length);
  for (const [name, came] of rows) assert.deepEqual([name, came], [name, expected]);
});

/** [what is replaced after the package was loaded, by what]: not those of which SECURITY.md says that they keep a run from ending. */
const THROWN = ["{ throw new RangeError('replaced'); }", ['Array.prototype.find', 'Array.prototype.slice', 'Array.prototype.filter', 'Array.prototype.entries', 'String.prototype.slice', 'WeakMap.prototype.get', 'Object.hasOwn', 'Object.keys', 'JSON.parse', 'crypto.subtle.verify', 'crypto.subtle.importKey', 'globalThis.TextEncoder', 'globalThis.TextDecoder', 'globalThis.fetch']];
const LYING = ['{ return Promise.resolve([true]); }', ['Array.prototype.includes', 'Array.prototype.some', 'Promise.all', 'globalThis.fetch']];

const file = (path) => String(pathToFileURL(join(here, path)));
const LOAD = `const library = { ...(await load('livingdocs-media-library')), ...(await load('livingdocs-media-library/import')), ...(await load('livingdocs-media-library/webhooks')) };`;

/** What came of `source` in a process of its own, where `TASKS` can be worked on; it hands that to `print`. */
const inNode = (source) =>
  JSON.parse(
    runModule(`
      import '${SES}';
      import { work } from '${file('hostile-work.mjs')}';
      import { TASKS } from '${file('hostile-import-work.mjs')}';
      import { load } from '${file('installed.mjs')}';
      const { stringify } = JSON;
      const { log } = console;
      log('');
      const print = (came) => { log(stringify(came)); process.exit(); };
      ${source}
    `),
  );

test('where a page has replaced what the package uses, every entry has its result, and no forged event is taken', () => {
  const [unharmed, ...rows] = inNode(`
      ${LOAD}
      const rows = [await work(library, TASKS)];
      for (const [body, places] of ${JSON.stringify([THROWN, LYING])}) {
        for (const place of places) {
          const [, path, name] = /(.*)\\.(\\w+)$/.exec(place);
          const owner = path.split('.').reduce((owner, name) => owner[name], globalThis);
          const own = Object.getOwnPropertyDescriptor(owner, name);
          const { defineProperty } = Object;
          const { upsert, forged } = TASKS;
          const tasks = body.includes('throw') ? { upsert, forged } : { forged };
          const value = new Function(body);
          defineProperty(owner, name, { __proto__: null, value, writable: true, configurable: true });
          const came = await work(library, tasks);
          if (own) defineProperty(owner, name, own);
          else delete owner[name];
          rows[rows.length] = [place, came];
        }
      }
      print(rows);
  `);
  assert.deepEqual(unharmed, EXPECTED);
  for (const [place, came] of rows) {
    for (const [task, text] of Object.entries(came)) assert.doesNotMatch(text, /LOST|TWICE|FALSE|LEAKS|SENT|TAKEN|hangs/, `${place}: ${task}`);
  }
});

// ───────────────────────────── Frozen surroundings ─────────────────────────────

for (const [name, source] of [
  ['lockdown of SES before the package is loaded', `${LOCK} ${LOAD}`],
  ['and after', `${LOAD} ${LOCK}`],
  ['prototypes that are frozen, and nothing else', `${LOAD} ${FREEZE}`],
]) {
  test(`imports and webhooks: ${name}`, () => {
    assert.deepEqual(inNode(`${source} print(await work(library, TASKS));`), EXPECTED);
  });
}

// ───────────────────────────── Odd entries and sources ─────────────────────────────

const own = () => {
  throw new Error('own');
};
const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
};
const traps = Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, own]));
const cycle = { mediaType: 'image', metadata: {} };
cycle.metadata.self = cycle;
const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);

/** [what, entry, what becomes of it: the code of an error, or `created`]. */
const ODD = [
  ['undefined', undefined, 'validation'],
  ['null', null, 'validation'],
  ['a number', 5, 'validation'],
  ['a text', 'x'.repeat(1_000_000), 'validation'],
  ['a symbol', Symbol('x'), 'validation'],
  ['a function', () => {}, 'validation'],
  ['a list', [], 'validation'],
  ['a getter that throws', { ...imageOf('getter'), get asset() { return own(); } }, 'validation'],
  ['a toJSON that throws', { ...imageOf('toJSON'), toJSON: own }, 'validation'],
  ['a proxy all of whose traps throw', new Proxy({}, traps), 'validation'],
  ['a proxy that was revoked', revoked({}), 'validation'],
  ['a proxy in it that was revoked', { ...imageOf('inner'), asset: revoked({}) }, 'validation'],
  ['a cycle', cycle, 'validation'],
  ['a BigInt', { ...imageOf('bigint'), metadata: { title: 1n } }, 'validation'],
  ['metadata of 5,000 levels', { ...imageOf('deep'), metadata: { title: deep } }, 'validation'],
  ['a toJSON that gives another', { toJSON: () => imageOf('other') }, 'created'],
  ['a proxy of a good one', new Proxy(imageOf('proxy'), {}), 'created'],
  ['a good one of another realm', runInNewContext(`(${JSON.stringify(imageOf('realm'))})`), 'created'],
  ['a good one without a prototype', { __proto__: null, ...imageOf('bare') }, 'created'],
  ['a frozen one', Object.freeze(imageOf('frozen')), 'created'],
  ['10,000 properties of metadata', { ...imageOf('many'), metadata: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`p${index}`, index])) }, 'created'],
];

const shown = ({ ok, outcome, error }) => (ok ? outcome : (error?.code ?? String(error)));

test('whatever an entry is, it has one result, and the others have theirs', async () => {
  for (const call of [importEntries, upsertEntries]) {
    const client = connect(new MediaLibraryEmulator().fetch);
    const names = (entry, index) => (call === upsertEntries && entry?.asset?.key ? { ...entry, systemName: 's', externalId: `${index}` } : entry);
    const entries = ODD.flatMap(([, entry, expected], index) => [expected === 'created' ? names(entry, index) : entry, names(imageOf(`between-${index}`), `b${index}`)]);
    const told = await inOrder(call(client, entries));
    assert.deepEqual(told.map(({ index }) => index), entries.map((_, index) => index));
    for (const [at, [what, , expected]] of ODD.entries()) {
      // The other has no names, which an upsert wants.
      const due = call === upsertEntries && what === 'a toJSON that gives another' ? 'validation' : expected;
      assert.equal(shown(told[2 * at]), due, `${call.name}: ${what}`);
      assert.equal(told[2 * at].entry, entries[2 * at], what);
      assert.equal(shown(told[2 * at + 1]), 'created', `behind ${what}`);
    }
  }
});

test('an entry that is another each time is sent as it was judged', async () => {
  const emulator = new MediaLibraryEmulator();
  let asked = 0;
  const entry = { ...imageOf('changing'), get asset() { return asked++ === 0 ? assetOf('changing') : { size: -1 }; } };
  const [{ ok, record }] = await inOrder(importEntries(connect(emulator.fetch), [entry]));
  assert.deepEqual([ok, record.asset.key], [true, 'changing']);
});

/** [what, source, how many results, what it rejects with]. */
const SOURCES = [
  // Those before it wait for their batch to be full, and are not sent.
  ['one that throws at its third', function* () { yield imageOf('1'); yield imageOf('2'); own(); }, 0, /^Error: own$/],
  ['one whose next gives a number', () => ({ [Symbol.iterator]: () => ({ next: () => 5 }) }), 0, /^TypeError: entries: /],
  ['one that gives no iterator', () => ({ [Symbol.iterator]: () => 5 }), 0, /^TypeError: entries: /],
  ['one whose iterator cannot be asked for', () => ({ get [Symbol.asyncIterator]() { return own(); } }), 0, /^Error: own$/],
  ['one whose done throws', () => ({ [Symbol.iterator]: () => ({ next: () => ({ get done() { return own(); } }) }) }), 0, /^Error: own$/],
  ['one whose value throws', () => ({ [Symbol.iterator]: () => ({ next: () => ({ done: false, get value() { return own(); } }) }) }), 0, /^Error: own$/],
  ['a proxy that was revoked', () => revoked([]), 0, /^TypeError: /],
  ['a proxy of a list', () => new Proxy([imageOf('1')], {}), 1, undefined],
  ['a Set', () => new Set([imageOf('1'), imageOf('2')]), 2, undefined],
  ['a list that grows while it is read', () => { const list = [imageOf('1')]; return { *[Symbol.iterator]() { for (const entry of list) { if (list.length < 5) list.push(imageOf(`${list.length}`)); yield entry; } } }; }, 5, undefined],
  ['one whose next is a thenable', () => { let left = 2; return { [Symbol.asyncIterator]: () => ({ next: () => ({ then: (resolve) => resolve(left-- > 0 ? { done: false, value: imageOf(`${left}`) } : { done: true }) }) }) }; }, 2, undefined],
];
for (const [what, source, count, reason] of SOURCES) {
  test(`a source of entries: ${what}`, async () => {
    const { given, error } = await all(importEntries(connect(new MediaLibraryEmulator().fetch), source()));
    assert.deepEqual(given.map(shown), Array(count).fill('created'));
    if (reason) assert.match(String(error), reason);
    else assert.equal(error, undefined);
  });
}

test('whoever asks for many results at once gets each once, and an end for the rest', async () => {
  const results = importEntries(connect(new MediaLibraryEmulator().fetch), Array.from({ length: 20 }, (_, index) => imageOf(`${index}`)), { batchSize: 3 });
  const steps = await Promise.all(Array.from({ length: 50 }, () => results.next()));
  assert.deepEqual(steps.filter(({ done }) => !done).map(({ value }) => value.index).sort((one, other) => one - other), Array.from({ length: 20 }, (_, index) => index));
  assert.deepEqual(steps.slice(-1), [{ done: true, value: undefined }]);
});

test('a source without end is left in mid-run, and asked for nothing more', async () => {
  let pulled = 0;
  let isClosed = false;
  const source = { [Symbol.iterator]: () => ({ next: () => ({ done: false, value: imageOf(`${pulled++}`) }), return: () => { isClosed = true; return {}; } }) };
  const told = [];
  for await (const result of importEntries(connect(new MediaLibraryEmulator().fetch), source, { batchSize: 5 })) {
    told.push(shown(result));
    if (told.length === 12) break;
  }
  const before = pulled;
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([isClosed, pulled], [true, before]);
});

test('a job that is none is refused, and one that was changed is asked for as it is', async () => {
  const client = connect(new MediaLibraryEmulator().fetch);
  for (const job of [undefined, null, 5, 'x', {}, { id: 5, kind: 'images' }, { id: 'a', kind: 'entries' }, { id: 'a', kind: '__proto__' }]) {
    await assert.rejects(async () => waitForImport(client, job), TypeError, JSON.stringify(job));
  }
  await assert.rejects(async () => waitForImport(client, new Proxy({}, traps)), /own/);
});
