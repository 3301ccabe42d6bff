// Lists that come in pages: awaited, looped over, or turned by hand; by cursor and by offset; and servers that would
// keep a client for ever.

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { ID, VERSIONS, collect, connect, failure, hang, library, queries, raisedDuring, rejection, script, seed, settle, start, until } from './clients.mjs';

const { ConnectionError, NotFoundError, ResponseFormatError, ServerError } = library;
const begin = (options) => start(options, seed());
const ids = (results) => results.map(({ id }) => id);
const ALL = [2, 3, 5, 7, 11];
const hasCursor = (version) => version >= '2026-01';

for (const apiVersion of VERSIONS) {
  test(`in ${apiVersion} await gives the first page, and nextPage the others until null`, async () => {
    const { client, emulator } = begin({ apiVersion });
    let page = await client.getIncomingDocumentReferences(ID, { limit: 2 });
    const seen = [];
    for (let first = page; page !== null; page = await page.nextPage()) {
      seen.push(ids(page.results));
      assert.equal(page.total, hasCursor(apiVersion) ? 5 : undefined);
      assert.equal('total' in page, hasCursor(apiVersion));
      assert.equal(typeof page.cursor, hasCursor(apiVersion) ? 'string' : 'undefined');
      assert.equal('cursor' in page, hasCursor(apiVersion));
      assert.ok(seen.length > 1 || page === first);
    }
    assert.deepEqual(seen, [[2, 3], [5, 7], [11]]);
    const parameters = queries(emulator.requests).map((query) => query.replace(/after=.*/, 'after'));
    assert.deepEqual(
      parameters,
      hasCursor(apiVersion)
        ? ['?limit=2', '?limit=2&after', '?limit=2&after']
        : ['?limit=2', '?limit=2&offset=2', '?limit=2&offset=4', '?limit=2&offset=5'],
    );
  });

  for (const limit of [1, 2, 4, 5, 100, undefined]) {
    test(`in ${apiVersion} for await gives every result once, ${limit ?? 'by default 100'} a page`, async () => {
      const { client } = begin({ apiVersion });
      assert.deepEqual(ids(await collect(client.getIncomingDocumentReferences(ID, { limit }))), ALL);
    });
  }

  test(`in ${apiVersion} a list can be entered at an offset`, async () => {
    const { client } = begin({ apiVersion });
    assert.deepEqual(ids(await collect(client.getIncomingDocumentReferences(ID, { limit: 2, offset: 1 }))), [3, 5, 7, 11]);
    assert.deepEqual(ids(await collect(client.getIncomingDocumentReferences(ID, { limit: 2, offset: 4 }))), [11]);
    assert.deepEqual(await collect(client.getIncomingDocumentReferences(ID, { offset: 5 })), []);
  });

  test(`in ${apiVersion} an empty list is an empty page, and no page follows`, async () => {
    const { client, emulator } = begin({ apiVersion });
    const page = await client.getIncomingDocumentReferences('2er11b3i');
    assert.deepEqual(page.results, []);
    assert.equal(await page.nextPage(), null);
    assert.deepEqual(await collect(client.getIncomingDocumentReferences('2er11b3i')), []);
    assert.equal(emulator.requests.length, 2);
  });
}

test('a list can be entered by the cursor of a page', async () => {
  const { client } = begin();
  const { cursor } = await client.getIncomingDocumentReferences(ID, { limit: 3 });
  assert.deepEqual(ids(await collect(client.getIncomingDocumentReferences(ID, { limit: 1, after: cursor }))), [7, 11]);
});

test('the first request goes out at once, and once for await, then, for await and nextPage together', async () => {
  const { client, emulator } = begin();
  const references = client.getIncomingDocumentReferences(ID);
  await settle();
  assert.equal(emulator.requests.length, 1);
  const [page, same, looped] = await Promise.all([references, references.then((page) => page), collect(references)]);
  assert.equal(page, same);
  assert.deepEqual(looped, page.results);
  assert.deepEqual(ids(await collect(references)), ALL);
  assert.equal(await page.nextPage(), null);
  assert.equal(emulator.requests.length, 1);
});

test('a page promise is a promise', async () => {
  const { client } = begin();
  const references = client.getIncomingMediaReferences(ID);
  assert.ok(references instanceof Promise);
  let ended = false;
  await references.finally(() => (ended = true));
  assert.ok(ended);
});

test('two loops over one promise both see everything', async () => {
  const { client } = begin();
  const references = client.getIncomingDocumentReferences(ID, { limit: 2 });
  const [some, others] = await Promise.all([collect(references), collect(references)]);
  assert.deepEqual([ids(some), ids(others)], [ALL, ALL]);
});

test('a loop that was left does not end another one over the same promise, later or at the same time', async () => {
  const { client } = begin();
  const references = client.getIncomingDocumentReferences(ID, { limit: 2 });
  const other = references[Symbol.asyncIterator]();
  const seen = [(await other.next()).value];
  for await (const reference of references) {
    assert.equal(reference.id, 2);
    break;
  }
  for (let step = await other.next(); !step.done; step = await other.next()) seen.push(step.value);
  assert.deepEqual(ids(seen), ALL, 'the loop that went on');
  assert.deepEqual(ids(await collect(references)), ALL, 'the loop that came later');
});

test('a loop that is left, twice even, while the first page is in flight does not end another one', async () => {
  let answer;
  const fetch = script(() => new Promise((resolve) => (answer = resolve)));
  const references = connect(fetch).getIncomingDocumentReferences(ID);
  const left = references[Symbol.asyncIterator]();
  const pending = left.next();
  const other = collect(references);
  await until(() => fetch.requests.length === 1);
  const ends = [left.return(), left.return()];
  await settle();
  assert.equal(fetch.requests[0].signal.aborted, false);
  answer(page([1, 2], 2)());
  assert.deepEqual(ids(await other), [1, 2]);
  for (const end of [pending, ...ends]) assert.equal((await end).done, true);
});

// ───────────────────────────── Where a list ends ─────────────────────────────

const page = (results, total, cursor) => () => Response.json({ results: results.map((id) => ({ id, references: [] })), total, cursor });
const bare = (...results) => () => Response.json(results.map((id) => ({ id, references: [] })));

const ENDS = [
  ['on its total, though there is a cursor', [page([1, 2], 3, 'a'), page([3], 3, 'b')], [1, 2, 3], 2],
  ['without a cursor, though the total says more', [page([1, 2], 9, 'a'), page([3], 9)], [1, 2, 3], 2],
  ['on a cursor that is null', [page([1, 2], 9, null)], [1, 2], 1],
  ['on a cursor that is empty', [page([1, 2], 9, '')], [1, 2], 1],
  ['on an empty page, though there is a cursor', [page([1, 2], undefined, 'a'), page([], undefined, 'b')], [1, 2], 2],
  ['on an empty page that repeats the cursor', [page([1, 2], undefined, 'a'), page([], undefined, 'a')], [1, 2], 2],
  ['on an empty first page', [page([], 9, 'a')], [], 1],
  ['without total and cursor', [page([1])], [1], 1],
  ['never on a total that was another at first', [page([1, 2], 9, 'a'), page([3], 3, 'b'), page([4], 3)], [1, 2, 3, 4], 3],
  ['never before its end, where pages are shorter than asked', [page([1], 3, 'a'), page([2], 3, 'b'), page([3], 3, 'c')], [1, 2, 3], 3],
];
for (const [name, answers, expected, requests] of ENDS) {
  test(`a list ends ${name}`, async () => {
    const fetch = script(...answers);
    assert.deepEqual(ids(await collect(connect(fetch).getIncomingDocumentReferences(ID))), expected);
    assert.equal(fetch.requests.length, requests);
  });
}

/** A list of ids by a cursor that says behind which one to go on, as `unlink` takes them out. */
function shrinking(count, { limit = 10, total = (left) => left } = {}) {
  const left = Array.from({ length: count }, (_, index) => index + 1);
  let requests = 0;
  const fetch = async (url) => {
    requests++;
    const after = Number(new URL(url).searchParams.get('after') ?? 0);
    const results = left.filter((id) => id > after).slice(0, limit);
    return page(results, total(left.length), results.length > 0 ? String(results.at(-1)) : undefined)();
  };
  return Object.assign(fetch, { unlink: (id) => left.splice(left.indexOf(id), 1), left, requests: () => requests });
}

const SHRINKING = [
  ['every result is taken out as it comes', 250, 10, () => true],
  ['every second one is', 250, 10, (id) => id % 2 === 0],
  ['a page of one', 25, 1, () => true],
  ['only the last one is', 30, 10, (id) => id === 30],
  ['only the first one is', 30, 10, (id) => id === 1],
];
for (const [name, count, limit, isUnlinked] of SHRINKING) {
  test(`nothing is missed of a list that shrinks while it is walked: ${name}`, async () => {
    const fetch = shrinking(count, { limit });
    const seen = [];
    for await (const { id } of connect(fetch).getIncomingDocumentReferences(ID, { limit })) {
      seen.push(id);
      if (isUnlinked(id)) fetch.unlink(id);
      await settle();
    }
    assert.deepEqual(seen, Array.from({ length: count }, (_, index) => index + 1));
  });
}

for (const [cap, limit] of [[100, 30], [10, 7], [1, 2], [100, 50], [100, undefined], [7, 7]]) {
  test(`nothing is missed where the server counts no further than ${cap}, in pages of ${limit}`, async () => {
    const fetch = shrinking(250, { limit: limit ?? 100, total: (left) => Math.min(left, cap) });
    assert.equal((await collect(connect(fetch).getIncomingDocumentReferences(ID, { limit }))).length, 250);
  });
}

test('a list that grows is walked to its end', async () => {
  const fetch = script(page([1, 2], 3, 'a'), page([3], 5, 'b'), page([4, 5], 5, 'c'), page([], 5));
  assert.deepEqual(ids(await collect(connect(fetch).getIncomingDocumentReferences(ID))), [1, 2, 3, 4, 5]);
});

test('the cursors of a walk are kept once: copies would add up over many pages', async () => {
  const Native = Set;
  let kept = 0;
  globalThis.Set = class extends Native {
    constructor(...given) {
      super(...given);
      kept += this.size;
    }
  };
  try {
    let next = 0;
    const fetch = async () => page(++next > 300 ? [] : [next], 300, String(next))();
    assert.equal((await collect(connect(fetch).getIncomingDocumentReferences(ID, { limit: 1 }))).length, 300);
  } finally {
    globalThis.Set = Native;
  }
  assert.ok(kept < 300, `${kept} cursors were put in sets that were made`);
});

test('pages can be turned again from any of them, each way with cursors of its own', async () => {
  const fetch = shrinking(40, { limit: 10 });
  const first = await connect(fetch).getIncomingDocumentReferences(ID, { limit: 10 });
  const second = await first.nextPage();
  const third = await second.nextPage();
  assert.deepEqual(ids((await third.nextPage()).results), [31, 32, 33, 34, 35, 36, 37, 38, 39, 40]);
  assert.deepEqual((await first.nextPage()).results, second.results);
  // What moved up meanwhile puts the cursors elsewhere.
  fetch.unlink(15);
  const [again, once] = await Promise.all([first.nextPage(), first.nextPage()]);
  assert.deepEqual(again.results, once.results);
  assert.deepEqual(ids((await again.nextPage()).results), [22, 23, 24, 25, 26, 27, 28, 29, 30, 31]);
  assert.equal((await failure(connect(script(page([1], 9, 'a'), page([2], 9, 'b'), page([3], 9, 'a'))).getIncomingDocumentReferences(ID).then(async (page) => {
    const next = await page.nextPage();
    await next.nextPage();
  }))).code, 'response_format');
});

test('pages that are turned again remember the cursors before them', async () => {
  const first = await connect(script(page([1], 9, 'a'), page([2], 9, 'b'), page([2], 9, 'x'))).getIncomingDocumentReferences(ID, { after: 'x' });
  assert.deepEqual(ids((await first.nextPage()).results), [2]);
  assert.equal((await failure(first.nextPage())).code, 'response_format');
});

test('a list that is entered by a cursor does not end on its total, for nobody knows how many came before', async () => {
  const fetch = script(page([1, 2], 2, 'a'), page([3], 2));
  assert.deepEqual(ids(await collect(connect(fetch).getIncomingDocumentReferences(ID, { after: 'x' }))), [1, 2, 3]);
});

test('the iterator of a list is its own iterable', () => {
  const iterator = connect(script(page([1]))).getIncomingDocumentReferences(ID)[Symbol.asyncIterator]();
  assert.equal(iterator[Symbol.asyncIterator](), iterator);
});

test('by offset a list ends on an empty page, and the offset counts what came', async () => {
  const fetch = script(bare(1, 2), bare(3), bare());
  const client = connect(fetch, { apiVersion: '2025-11' });
  assert.deepEqual(ids(await collect(client.getIncomingDocumentReferences(ID, { offset: 10 }))), [1, 2, 3]);
  assert.deepEqual(queries(fetch.requests), ['?offset=10', '?offset=12', '?offset=13']);
});

test('a cursor goes back encoded, as it came', async () => {
  const fetch = script(page([1], undefined, 'a+/=& ü'), page([]));
  await collect(connect(fetch).getIncomingDocumentReferences(ID));
  assert.equal(new URL(fetch.requests[1].url).searchParams.get('after'), 'a+/=& ü');
});

const ENDLESS = [
  ['repeats its cursor', {}, {}, [page([1], undefined, 'a')]],
  ['goes round in cursors', {}, {}, [page([1], undefined, 'a'), page([2], undefined, 'b'), page([3], undefined, 'a')]],
  ['gives the cursor that the list was entered by', {}, { after: 'x' }, [page([1], undefined, 'x')]],
  ['ignores the offset', { apiVersion: '2025-11' }, {}, [bare(1, 2)]],
  ['ignores the offset, with one result', { apiVersion: '2025-11' }, {}, [bare(1)]],
];
for (const [name, options, query, answers] of ENDLESS) {
  test(`a server that ${name} is a ResponseFormatError`, async () => {
    const fetch = script(...answers);
    const error = await failure(collect(connect(fetch, options).getIncomingDocumentReferences(ID, query)));
    assert.ok(error instanceof ResponseFormatError, String(error));
    assert.deepEqual([error.code, error.status, error.method], ['response_format', 200, 'GET']);
    assert.match(error.message, /^The list of references would never end: the page .+/);
    assert.ok(fetch.requests.length <= 4);
  });
}

test('a repeated cursor is a ResponseFormatError of nextPage and of await too', async () => {
  const client = connect(script(page([1], undefined, 'a')));
  const first = await client.getIncomingDocumentReferences(ID);
  assert.ok((await failure(first.nextPage())) instanceof ResponseFormatError);
  assert.ok((await failure(client.getIncomingDocumentReferences(ID, { after: 'a' }))) instanceof ResponseFormatError);
});

test("nextPage keeps the first call's options, as they were then, unless it is given others", async () => {
  const options = { maxRetries: 0 };
  const answers = [page([1], 9, 'a'), [503, { 'retry-after-ms': '0' }]];
  const fetch = script(...answers);
  const first = await connect(fetch).getIncomingDocumentReferences(ID, {}, options);
  options.maxRetries = -5;
  for (const more of [undefined, {}, { maxRetries: undefined }, { signal: undefined }]) {
    const before = fetch.requests.length;
    assert.ok((await failure(first.nextPage(more))) instanceof ServerError);
    assert.equal(fetch.requests.length, before + 1);
  }
  await failure(first.nextPage({ maxRetries: 1 }));
  assert.equal(fetch.requests.length, 7);
  for (const wrong of [null, 5, { maxRetries: -1 }, { signal: {} }]) {
    assert.ok((await rejection(() => first.nextPage(wrong))) instanceof TypeError);
  }
  assert.equal(fetch.requests.length, 7);
});

test("the first call's signal ends nextPage, too, also where that is given other options", async () => {
  const controller = new AbortController();
  const first = await connect(script(page([1], 9, 'a'), hang)).getIncomingDocumentReferences(ID, {}, { signal: controller.signal });
  const calls = [undefined, { timeoutMs: 60_000 }, { signal: undefined }].map((more) => failure(first.nextPage(more)));
  controller.abort('own');
  assert.deepEqual(await Promise.all(calls), ['own', 'own', 'own']);
});

const NOT_PAGES = ['{}', '[]', 'null', '{"results":{}}', '{"results":null}', '"x"', '', '<html>'];
for (const body of NOT_PAGES) {
  test(`an answer ${body || '(empty)'} is a ResponseFormatError where a page is due`, async () => {
    const client = connect(script([200, {}, body]));
    assert.ok((await failure(client.getIncomingDocumentReferences(ID))) instanceof ResponseFormatError);
  });
}
test('an object is a ResponseFormatError where a bare list is due', async () => {
  const client = connect(script([200, {}, '{"results":[]}']), { apiVersion: '2025-11' });
  assert.ok((await failure(client.getIncomingDocumentReferences(ID))) instanceof ResponseFormatError);
});

// ───────────────────────────── Leaving, failing ─────────────────────────────

test('leaving a loop early aborts the page in flight, and nothing is raised', async () => {
  const fetch = script(page([1], undefined, 'a'), hang);
  const raised = await raisedDuring(async () => {
    const iterator = connect(fetch).getIncomingDocumentReferences(ID)[Symbol.asyncIterator]();
    assert.deepEqual((await iterator.next()).value.id, 1);
    const pending = iterator.next();
    await until(() => fetch.requests.length === 2);
    assert.deepEqual(await iterator.return(), { done: true, value: undefined });
    assert.equal(fetch.requests[1].signal.aborted, true);
    assert.equal((await pending).done, true);
    assert.equal((await iterator.next()).done, true);
  });
  assert.deepEqual(raised, []);
});

test('leaving before the first page is there aborts it, or sends nothing at all', async () => {
  for (const sent of [0, 1]) {
    const fetch = script(hang);
    const raised = await raisedDuring(async () => {
      const iterator = connect(fetch).getIncomingDocumentReferences(ID)[Symbol.asyncIterator]();
      const pending = iterator.next();
      if (sent) await until(() => fetch.requests.length === 1);
      await iterator.return();
      assert.equal((await pending).done, true);
      assert.deepEqual(fetch.requests.map(({ signal }) => signal.aborted), sent ? [true] : []);
    });
    assert.deepEqual(raised, []);
  }
});

test('an iterator that is left before its first next raises nothing', async () => {
  const raised = await raisedDuring(async () => {
    const iterator = connect(script(hang)).getIncomingDocumentReferences(ID)[Symbol.asyncIterator]();
    await settle();
    assert.equal((await iterator.return()).done, true);
    assert.equal((await iterator.next()).done, true);
  });
  assert.deepEqual(raised, []);
});

test('break, return and throw in a loop leave it, and ask for nothing more', async () => {
  const leave = {
    break: async (list) => { for await (const _ of list) break; },
    return: async (list) => { for await (const _ of list) return; },
    throw: async (list) => { for await (const _ of list) throw new Error('own'); },
  };
  for (const [name, loop] of Object.entries(leave)) {
    const { client, emulator } = begin();
    const outcome = await loop(client.getIncomingDocumentReferences(ID, { limit: 1 })).catch((error) => error.message);
    assert.equal(outcome, name === 'throw' ? 'own' : undefined);
    await settle();
    assert.equal(emulator.requests.length, 1);
  }
});

test('what is in flight is aborted by a loop that throws into the iterator', async () => {
  const fetch = script(page([1], undefined, 'a'), hang);
  const iterator = connect(fetch).getIncomingDocumentReferences(ID)[Symbol.asyncIterator]();
  await iterator.next();
  const pending = iterator.next();
  await until(() => fetch.requests.length === 2);
  const own = new Error('own');
  assert.equal(await failure(iterator.throw(own)), own);
  assert.equal((await pending).done, true);
  assert.equal(fetch.requests[1].signal.aborted, true);
});

test('the signal ends a loop with its reason, in flight or between two results', async () => {
  for (const answer of [hang, page([3], undefined, 'b')]) {
    const controller = new AbortController();
    const { signal } = controller;
    const fetch = script(page([1, 2], undefined, 'a'), answer);
    const iterator = connect(fetch).getIncomingDocumentReferences(ID, {}, { signal })[Symbol.asyncIterator]();
    await iterator.next();
    const reason = { why: 'because' };
    if (answer === hang) {
      await iterator.next();
      const pending = iterator.next();
      await until(() => fetch.requests.length === 2);
      controller.abort(reason);
      assert.equal(await failure(pending), reason);
    } else {
      controller.abort(reason);
      assert.equal(await failure(iterator.next()), reason);
      assert.equal(fetch.requests.length, 1);
    }
    assert.equal((await iterator.next()).done, true);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  }
});

test('nextPage keeps the first call\'s options, and takes its own', async () => {
  const controller = new AbortController();
  const fetch = script(page([1], undefined, 'a'), hang);
  const client = connect(fetch);
  const first = await client.getIncomingDocumentReferences(ID, { limit: 7 }, { signal: controller.signal, timeoutMs: 0 });
  const pending = failure(first.nextPage());
  await until(() => fetch.requests.length === 2);
  controller.abort('over');
  assert.equal(await pending, 'over');
  assert.equal(new URL(fetch.requests[1].url).searchParams.get('limit'), '7');
  assert.equal(getEventListeners(controller.signal, 'abort').length, 0);

  const own = new AbortController();
  const second = failure((await connect(script(page([1], undefined, 'a'), hang)).getIncomingDocumentReferences(ID)).nextPage({ signal: own.signal }));
  await settle();
  own.abort('own');
  assert.equal(await second, 'own');
});

test('maxRetries of the first call holds for every page', async () => {
  const fetch = script(page([1], undefined, 'a'), [503, { 'retry-after-ms': '1' }]);
  const list = connect(fetch).getIncomingDocumentReferences(ID, {}, { maxRetries: 1 });
  assert.ok((await failure(collect(list))) instanceof ServerError);
  assert.equal(fetch.requests.length, 3);
});

test('an error of the first page is the rejection of the promise and of the loop, raised nowhere else', async () => {
  const raised = await raisedDuring(async () => {
    const { client } = begin();
    const references = client.getIncomingDocumentReferences('unknown-id');
    assert.ok((await failure(collect(references))) instanceof NotFoundError);
    assert.ok((await failure(references)) instanceof NotFoundError);
    // Only looped over: nobody ever awaits the promise itself.
    assert.ok((await failure(collect(client.getIncomingMediaReferences('unknown-id')))) instanceof NotFoundError);
    assert.ok((await rejection(() => collect(client.getIncomingMediaReferences('')))) instanceof TypeError);
  });
  assert.deepEqual(raised, []);
});

test('an error of a later page comes after the results before it', async () => {
  const fetch = script(page([1, 2], undefined, 'a'), new TypeError('fetch failed'));
  const seen = [];
  const error = await failure((async () => {
    for await (const { id } of connect(fetch, { maxRetries: 0 }).getIncomingDocumentReferences(ID)) seen.push(id);
  })());
  assert.ok(error instanceof ConnectionError);
  assert.deepEqual(seen, [1, 2]);
});

test('unknown fields of results pass through', async () => {
  const client = connect(script([200, {}, { results: [{ id: 1, other: { deep: [1] } }], total: 1 }]));
  assert.deepEqual((await client.getIncomingDocumentReferences(ID)).results, [{ id: 1, other: { deep: [1] } }]);
});
