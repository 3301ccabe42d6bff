// Inputs that mean harm: values of other realms, tricks with headers and paths, what is far too large, and what would pollute prototypes.

import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { BASE, ID, connect, failure, library, respond, script, setTitle } from './clients.mjs';
import { NAME, load } from './installed.mjs';

const { MediaLibraryClient, Validator, guardPatch, issuesFromErrorDetails, toPatch } = library;
const { locate } = await load(`${NAME}/locate`);
const { MediaLibraryEmulator, applyPatches } = await load(`${NAME}/emulator`);
const validator = new Validator();
const codes = (issues) => issues.map(({ code }) => code);

describe('values of another realm', () => {
  const realm = createContext({ AbortController, URL });
  const other = (source) => runInContext(`(${source})`, realm);
  const request = other('{ patches: [{ operation: "revokeAsset", note: ["x"] }, { operation: "archive" }] }');

  test('are judged like those of this one', () => {
    assert.deepEqual(codes(validator.validate(request)), ['invalid_type']);
    assert.deepEqual(codes(validator.validate(other('new Proxy({ patches: [new Proxy({ operation: "archive" }, {})] }, {})'))), []);
    assert.deepEqual(toPatch(request.patches[1]), { operation: 'archive' });
    assert.deepEqual(codes(validator.validateJson(other('new String("{}")'))), ['invalid_json']);
    assert.deepEqual(codes(issuesFromErrorDetails(other('{ "patches.0.note": "nonsense" }'))), ['server']);
    const purposes = other('[{ handle: "print", paramsSchema: [] }]');
    const patch = { operation: 'addUsageLogEntry', value: { purpose: 'web' } };
    assert.deepEqual(codes(new Validator({ usagePurposes: purposes }).validatePatch(patch)), ['unknown_purpose']);
  });

  test('are options, arguments, tokens and answers', async () => {
    const options = other(`{ baseUrl: new URL("${BASE}"), headers: [["x-a", "b"]], token: async () => "demo-token" }`);
    const fetch = script(200);
    const client = new MediaLibraryClient({ ...options, fetch });
    await client.getEntry(ID, other('{ headers: new Map([["x-c", "d"]]), maxRetries: 0 }'));
    const [{ headers }] = fetch.requests;
    assert.deepEqual(['authorization', 'x-a', 'x-c'].map((name) => headers.get(name)), ['Bearer demo-token', 'b', 'd']);
    const error = other('new TypeError("of another realm")');
    assert.equal((await failure(connect(() => Promise.reject(error), { maxRetries: 0 }).getEntry(ID))).cause, error);
    const emulator = new MediaLibraryEmulator(other('{ entries: [{ id: "a", version: 1, mediaType: "image", metadata: {}, createdAt: "", updatedAt: "" }] }'));
    await connect(emulator.fetch).patchEntry('a', other('{ patches: [{ operation: "archive" }] }'));
    assert.equal(emulator.entry('a').state, 'archived');
  });
});

describe('what is far too large', () => {
  test('a text of ten megabytes, in each place', () => {
    const long = 'é'.repeat(5_000_000);
    assert.deepEqual(codes(validator.validatePatch({ ...setTitle, value: long })), []);
    assert.deepEqual(codes(validator.validatePatch({ operation: long })), ['invalid_enum']);
    assert.deepEqual(codes(validator.validatePatch({ operation: 'archive', [long]: 1 })), ['unknown_property']);
    assert.deepEqual(codes(validator.validatePatch({ operation: 'revokeAsset', note: long })), ['too_long']);
    assert.deepEqual(codes(validator.validateJson(`"${long}"`)), ['invalid_type']);
    assert.deepEqual(codes(validator.validateJson(long)), ['invalid_json']);
    assert.deepEqual(issuesFromErrorDetails({ a: long }), [{ path: ['a'], code: 'server', message: long, params: {} }]);
    assert.equal(locate(`{"a":"${long}"}`, ['a']).end, long.length + 7);
  });

  test('a hundred thousand patches, right and wrong', () => {
    const patches = Array.from({ length: 100_000 }, () => ({ operation: 'archive' }));
    assert.deepEqual(validator.validate({ patches }), []);
    const wrong = patches.map(() => ({ operation: 'revokeAsset', note: 5 }));
    assert.equal(validator.validate({ patches: wrong }).length, 1_000);
    wrong.unshift(...patches.slice(1));
    const issues = validator.validate({ patches: wrong });
    assert.deepEqual([issues.length, issues[0].path], [1_000, ['patches', 99_999, 'note']]);
  });

  test('an id and a key of a megabyte, and a hundred thousand ids', async () => {
    const fetch = script(404);
    const client = connect(fetch);
    for (const call of [() => client.getEntry('i'.repeat(1e6)), () => client.serveImage('k/'.repeat(5e5))]) {
      assert.equal((await failure(call())).code, 'not_found');
    }
    const ids = Array.from({ length: 100_000 }, (_, index) => `id${index}`);
    let asked = 0;
    const counted = connect(async (url) => ((asked += new URL(url).searchParams.get('ids').split(',').length), respond(200, {}, { results: [] })));
    assert.deepEqual(await counted.getEntries({ ids }), []);
    assert.equal(asked, 100_000);
  });
});

describe('gzip bombs: an answer of a quarter of a megabyte that unpacks to 256', () => {
  const bomb = gzipSync(Buffer.alloc(256 << 20, ' '));
  let server;
  let client;
  before(async () => {
    server = createServer((request, response) => {
      request.resume();
      const status = request.url.endsWith('/missing') ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    client = new MediaLibraryClient({ baseUrl: `http://127.0.0.1:${server.address().port}`, token: 't', maxRetries: 0 });
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('is an error of the answer where it is read, and the status counts where it is not', async () => {
    const { code, message } = await failure(client.getEntry(ID));
    assert.equal(code, 'response_format');
    assert.match(message, /too long|64 MiB|67,?108,?864/i);
    assert.equal((await failure(client.getEntry('missing'))).code, 'not_found');
    assert.equal(await client.patchEntry(ID, { patches: [setTitle] }), undefined);
  });
});

test('what is empty, but no list, is no list of media types', () => {
  for (const mediaTypes of ['', () => {}, { length: 0 }]) assert.throws(() => new Validator({ mediaTypes }), { name: 'TypeError', message: /^mediaTypes: / });
});

describe('error_details that would pollute prototypes', () => {
  const DETAILS = [
    '{"__proto__":{"polluted":1}}',
    '{"__proto__":"is wrong"}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '{"constructor.prototype.polluted":"is wrong","__proto__.polluted":"is wrong"}',
    '{"errors":[{"metadataProperty":"__proto__","message":"is wrong"}]}',
    '{"name":"__proto__","message":"constructor"}',
    '{"toString":"is wrong","valueOf":5,"toJSON":"x","then":"y"}',
    '{"patches.0.__proto__":"Missing required property: __proto__"}',
    '[{"__proto__":{"polluted":1}}]',
    '{"message":{"toString":1}}',
    'null',
    '"__proto__"',
  ];
  for (const details of DETAILS) {
    test(details, async () => {
      const error = await failure(connect(script([400, {}, `{"error":"Bad Request","error_details":${details}}`])).getEntry(ID));
      assert.deepEqual([error.code, error.details], ['bad_request', JSON.parse(details)]);
      const shown = JSON.parse(JSON.stringify(error));
      assert.deepEqual(shown.details, JSON.parse(details));
      assert.ok(error.issues.every(({ path, message }) => Array.isArray(path) && typeof message === 'string'));
      assert.deepEqual(library.toErrorDetails(error.issues) && Object.keys(Object.prototype), []);
      assert.equal({}.polluted, undefined);
    });
  }

  test('`__proto__` as a name in a request is a property like any other', () => {
    const [issue] = validator.validateJson('{"patches":[{"operation":"archive","__proto__":{"operation":"x"}}]}');
    assert.deepEqual([issue.code, issue.path], ['unknown_property', ['patches', 0, '__proto__']]);
    const patch = JSON.parse('{"operation":"setMetadataProperty","propertyName":"__proto__","value":{"polluted":1}}');
    const entry = { id: 'a', version: 1, mediaType: 'image', metadata: {}, createdAt: '', updatedAt: '' };
    const { entry: changed } = applyPatches(entry, { patches: [patch] });
    assert.deepEqual(Object.entries(changed.metadata), [['__proto__', { polluted: 1 }]]);
    assert.equal({}.polluted, undefined);
  });
});

/** Names with all that ends a line or a header, and that leads elsewhere in a path. */
const TRICKS = ['a\r\nx-b: c', '\n', 'a\tb', '\u2028', '\u0085', '\0', '\ud800', '.', '..', '%2e%2e', '../x', 'a/../../b', 'a?b#c', '', ' a ', '\\..\\x', '//evil.example', '@evil.example', 'a;b', '%0d%0a', '...'];

describe('tricks in ids and keys: refused, or in their place in the path and nowhere else', () => {
  const CALLS = {
    getEntry: [(client, id) => client.getEntry(id), '/'],
    getUsageLog: [(client, id) => client.getUsageLog(id), '/', '/usageLog'],
    getAssetKeys: [(client, id) => client.getAssetKeys(id), '/'],
    patchEntry: [(client, id) => client.patchEntry(id, { patches: [setTitle] }), '/'],
    getIncomingMediaReferences: [(client, id) => client.getIncomingMediaReferences(id), '/', '/incomingMediaReferences'],
    serveImage: [(client, key) => client.serveImage(key), '/serve-image/'],
  };
  for (const [name, [call, before]] of Object.entries(CALLS)) {
    test(name, async () => {
      for (const trick of TRICKS) {
        const fetch = script(404);
        const error = await failure(call(connect(fetch), trick));
        if (error instanceof TypeError) {
          assert.equal(fetch.requests.length, 0, JSON.stringify(trick));
          continue;
        }
        const [{ url, headers }] = fetch.requests;
        assert.equal(new URL(url).href, url, 'nothing that a URL would mend');
        const start = `${BASE}/api/2026-05/mediaLibrary${before}`;
        assert.ok(url.startsWith(start), url);
        const place = url.slice(start.length).split(name === 'serveImage' ? '?' : '/')[0];
        assert.equal(decodeURIComponent(place), trick);
        assert.ok([...headers].every(([name]) => ['accept', 'authorization', 'content-type'].includes(name)));
      }
    });
  }

  test('getEntries: in the query', async () => {
    for (const trick of TRICKS) {
      for (const query of [{ ids: [trick] }, { externalId: trick }, { externalId: 'a', systemName: trick }]) {
        const fetch = script([200, {}, { results: [] }]);
        const came = await connect(fetch).getEntries(query).catch((error) => error);
        if (came instanceof TypeError) continue;
        const { searchParams, pathname } = new URL(fetch.requests[0]?.url ?? `${BASE}/api/2026-05/mediaLibrary?ids=${encodeURIComponent(trick)}`);
        assert.equal(pathname, '/api/2026-05/mediaLibrary');
        assert.ok([...searchParams.values()].includes(trick), JSON.stringify(trick));
      }
    }
  });
});

describe('tricks in tokens, headers and base URLs are refused, and no message shows a token', () => {
  for (const token of ['secret\r\nx-b: c', 'secret\n', '\nsecret', 'secret\t', 'secr et', 'secret\u2028', 'secrét', 'secret\0', 'secret\ud800', 'Bearer secret', '']) {
    test(`token ${JSON.stringify(token)}`, async () => {
      const shows = ({ message, stack }) => /secr[eé]t|secr et/.test(`${message}${stack.split('\n')[0]}`);
      assert.throws(() => connect(script(200), { token }), (error) => error instanceof TypeError && !shows(error));
      const fetch = script(200);
      const error = await failure(connect(fetch, { token: () => token }).getEntry(ID));
      assert.ok(error instanceof TypeError && !shows(error));
      assert.equal(fetch.requests.length, 0);
    });
  }

  for (const headers of [{ 'x-a\r\nx-b': 'c' }, { 'x-a': 'b\r\nx-b: c' }, { 'x-a': 'b\n' }, { 'x-a': '\u2028' }, { 'x-a': 'b\0' }, { 'x a': 'b' }, { 'x-a': '\ud800' }, { 'x-a:': 'b' }, { '': 'b' }, { Authorization: 'x' }, [['AUTHORIZATION', 'x']]]) {
    test(`headers ${JSON.stringify(headers)}`, async () => {
      assert.throws(() => connect(script(200), { headers }), TypeError);
      assert.ok((await failure(connect(script(200)).getEntry(ID, { headers }))) instanceof TypeError);
    });
  }

  for (const baseUrl of ['https://a.example\r\n@evil.example', 'https://a.example\\@evil.example', 'https://evil.example#@a.example', 'https://a.example?x=', 'https://user:pw@a.example', 'javascript:alert(1)', 'data:text/plain,x', 'file:///etc/passwd', '//a.example', 'http://a.example', 'http://localhost.evil.example', 'http://127.0.0.1.evil.example', 'https://', '\ud800']) {
    test(`baseUrl ${JSON.stringify(baseUrl)}`, async () => {
      let client;
      try {
        client = connect(script(200), { baseUrl });
      } catch (error) {
        return assert.ok(error instanceof TypeError);
      }
      // What `URL` mends, it mends before anything is sent: the origin is that which the URL says.
      const fetch = script(200);
      client = connect(fetch, { baseUrl });
      await client.getEntry(ID);
      assert.equal(new URL(fetch.requests[0].url).origin, new URL(baseUrl).origin);
    });
  }
});

test('the guard takes no header of two lines, and judges the body of a request of another name', async () => {
  const body = '{"patches":[{"operation":"x"}]}';
  for (const type of ['application/json\u2028', 'application/json, text/plain', 'application/json;charset=utf-7', 'application/json\t']) {
    const headers = new Map([['content-type', type]]);
    const request = { method: 'PATCH', url: `${BASE}/api/2026-05/mediaLibrary/a`, headers, clone: () => new Response(body) };
    assert.ok([400, 415].includes((await guardPatch(request, validator)).status), type);
  }
});
