// The token is in no event, error, JSON or inspection, also where the server sends it back; and whatever a token function
// does, nothing is sent without a token.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { BASE, ID, METHODS, MediaLibraryEmulator, byRequest, connect, failure, hang, library, raisedDuring, rejection, requestOf, respond, revoke, script, setTitle, start, stopTheClock } from './clients.mjs';

const everything = { showHidden: true, depth: Infinity, getters: true, maxStringLength: null, maxArrayLength: null };

/** Tokens that escape differently in URLs and in JSON; each is long enough to be told from other text. */
const TOKENS = ['secret-0123456789', 'eyJhbGciOi.eyJzdWIiOi_-.c2VjcmV0', 'se"cr\\et/+=&%41', "se!c'r(e)t*~0123", '<secret>&amp;#?{}|^`', '$&secret$1$$'];

const inLowerCase = (text) => text.replace(/%../g, (escape) => escape.toLowerCase());
const forms = (token) =>
  new Set([token, encodeURIComponent(token), inLowerCase(encodeURIComponent(token)), JSON.stringify(token).slice(1, -1), encodeURIComponent(token).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`.toUpperCase())]);

function assertNowhere(token, texts) {
  for (const [place, text] of Object.entries(texts)) {
    for (const form of forms(token)) assert.ok(!String(text).includes(form), `the token is in ${place}: ${text}`);
  }
}

/** All that a log may show of an error. `details`, `cause` and `headers` stay as they came, by contract. */
const shown = (error) => ({
  message: error.message,
  stack: error.stack,
  url: error.url,
  string: String(error),
  JSON: JSON.stringify(error),
  'decoded JSON': Object.values(JSON.parse(JSON.stringify(error))).map(String).join('\n'),
  'inspected JSON': inspect(error.toJSON(), everything),
});

const echo = (status, make) => (request) => {
  const token = request.headers.get('authorization').slice('Bearer '.length);
  return respond(status, { 'content-type': 'application/json', 'retry-after-ms': '0' }, make(token));
};
const ECHOES = {
  'nothing': () => '',
  'a message': (token) => ({ error: 'E', error_details: { name: 'N', message: `not for ${token}!` } }),
  'keyed details': (token) => ({ error: 'E', error_details: { access_token: token, nested: { list: [token] } } }),
  'a key': (token) => ({ error: 'E', error_details: { [token]: 'is not valid' } }),
  'the error': (token) => ({ error: `Bearer ${token}`, error_details: {} }),
  'text details': (token) => ({ error_details: token }),
  'a part of a URL': (token) => ({ error_details: { message: `/?access_token=${encodeURIComponent(token)}` } }),
  'a part of a URL, with escapes in lower case': (token) => ({ error: `see ?token=${inLowerCase(encodeURIComponent(token))}`, error_details: { message: inLowerCase(encodeURIComponent(token)) } }),
  'a message that is cut off': (token) => ({ error_details: { message: `${'x'.repeat(300 - 8)}${token}` } }),
  'a key that is cut off': (token) => ({ error_details: { [`${'x'.repeat(300 - 8)}${token}`]: 'x' } }),
  'HTML': (token) => `<html>${token}</html>`,
  'escaped JSON': (token) => JSON.stringify({ error_details: { message: token } }).replaceAll('/', '\\/'),
  'JSON of escapes only': (token) => `{"error":"E","error_details":{"message":"${[...token].map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')}"}}`,
};

for (const token of TOKENS) {
  for (const [name, make] of Object.entries(ECHOES)) {
    test(`a server that echoes ${name}: ${token} is in no error and no event`, async () => {
      for (const status of [400, 401, 403, 404, 409, 418, 429, 500, 200]) {
        const events = [];
        const options = { token, maxRetries: 1, onAttempt: (event) => events.push(event) };
        const client = connect(script(echo(status, make)), options);
        const error = await failure(client.getEntry(ID));
        assertNowhere(token, shown(error));
        const cut = name.endsWith('cut off') && status !== 200;
        if (cut) assert.ok(!error.message.includes(token.slice(0, 7)), `a part of the token is in ${error.message}`);
        for (const event of events) {
          const { error, ...rest } = event;
          assertNowhere(token, { event: inspect(rest, everything), 'JSON of the event': JSON.stringify(event) });
          if (error) assertNowhere(token, shown(error));
        }
      }
    });
  }

  test(`${token} is taken out of urls that hold it, and of what fetch says`, async () => {
    const events = [];
    const onAttempt = (event) => events.push(event);
    const refusing = byRequest(async (request) => {
      throw Object.assign(new TypeError(`cannot send ${request.headers.get('authorization')}`), {
        cause: new Error(`because of ${token}, in ${JSON.stringify({ authorization: request.headers.get('authorization') })}`),
      });
    });
    for (const fetch of [refusing, script(404)]) {
      const client = connect(fetch, { token, maxRetries: 0, onAttempt });
      const calls = [
        () => client.getEntry(token),
        () => client.getEntries({ externalId: token }),
        () => client.getIncomingMediaReferences(ID, { after: token }),
        () => client.serveImage(`a/${token}`),
      ];
      for (const call of calls) {
        const error = await rejection(call);
        assertNowhere(token, shown(error));
        if (fetch === refusing) assert.match(error.message, /: cannot send Bearer \[token\]: because of \[token\], in \{"authorization":"Bearer \[token\]"\}$/);
      }
    }
    assert.equal(events.length, 8);
    for (const event of events) assertNowhere(token, { url: event.url, JSON: JSON.stringify(event) });
    for (const request of [{}, { patches: [{ operation: token }] }, { patches: [], [token]: 1 }]) {
      const invalid = await failure(connect(script(200), { token }).patchEntry(token, request));
      assert.equal(invalid.code, 'validation');
      assertNowhere(token, shown(invalid));
    }
  });

  test(`${token} is not in an inspection of client, emulator, validator or their functions`, async () => {
    for (const given of [token, () => token]) {
      const emulator = new MediaLibraryEmulator({ tokens: { [token]: ['public-api:read', 'public-api:write'] } });
      const client = connect(emulator.fetch, { token: given });
      await client.getEntry(ID);
      for (const [name, object] of Object.entries({ client, emulator, validator: client.validator })) {
        assertNowhere(token, { [name]: inspect(object, everything), [`JSON of ${name}`]: JSON.stringify(object), [`keys of ${name}`]: Reflect.ownKeys(object).map(String) });
      }
      assertNowhere(token, { requests: JSON.stringify(emulator.requests), fetch: inspect(emulator.fetch, everything) });
    }
  });
}

test('both tokens of a call that met a 401 are taken out', async () => {
  const list = ['first-secret-1', 'second-secret-2'];
  let asked = 0;
  const client = connect(script(echo(401, () => ({ error_details: { message: list.join(' and ') } }))), { token: () => list[asked++] });
  const error = await failure(client.getEntry(ID));
  assert.equal(asked, 2);
  for (const token of list) assertNowhere(token, shown(error));
});

test('details, issues and headers of an error stay as they came, by contract', async () => {
  const token = TOKENS[0];
  const client = connect(script(echo(400, (token) => ({ error: `for ${token}`, error_details: { a: token } }))), { token });
  const error = await failure(client.getEntry(ID));
  assert.equal(error.error, 'for [token]');
  assert.deepEqual(error.details, { a: token });
  assert.equal(error.cause, undefined);
});

test('an inspection of an error shows no request, and no token', async () => {
  for (const answer of [404, 500, new TypeError('fetch failed'), [200, {}, '<html>']]) {
    for (const call of Object.values(METHODS)) {
      const error = await call(connect(script(answer), { token: TOKENS[0], maxRetries: 0 })).catch((error) => error);
      assertNowhere(TOKENS[0], { inspection: inspect(error, everything) });
    }
  }
});

// ───────────────────────────── Tokens that are none ─────────────────────────────

const NONE = ['', ' ', 'with space', ' leading', 'trailing ', 'line\nbreak', 'nul\0', 'tab\t', 'ümlaut', 'del\x7f', undefined, null, 5, {}, [], true, new String('boxed-secret'), Symbol('x'), 1n];
for (const token of NONE) {
  const described = typeof token === 'object' || typeof token === 'symbol' ? inspect(token) : JSON.stringify(token?.toString());
  test(`the token ${described} is a TypeError: of the constructor, or of the call whose function gives it, and nothing is sent`, async () => {
    const says = (error) => {
      assert.ok(error instanceof TypeError, String(error));
      assert.match(error.message, /^token: /);
      if (typeof token === 'string' && token.trim().length > 3) assert.ok(!error.message.includes(token), 'the message shows it');
      return true;
    };
    assert.throws(() => connect(script(200), { token }), says);
    for (const give of [() => token, async () => token]) {
      for (const call of Object.values(METHODS)) {
        const fetch = script(200);
        const events = [];
        says(await rejection(() => call(connect(fetch, { token: give, onAttempt: (event) => events.push(event) }))));
        assert.deepEqual([fetch.requests.length, events.filter(({ error }) => error?.name !== 'TypeError').length], [0, 0]);
      }
    }
  });
}

for (const own of [new Error('own'), 'a text', undefined, null]) {
  test(`a token function that throws or rejects with ${own}: the call rejects with that, and nothing is sent`, async () => {
    for (const token of [() => { throw own; }, async () => { throw own; }, () => Promise.reject(own)]) {
      for (const [name, call] of Object.entries(METHODS)) {
        const fetch = script(200);
        const raised = await raisedDuring(async () => {
          assert.equal(await rejection(() => call(connect(fetch, { token }))), own, name);
        });
        assert.deepEqual(raised, []);
        assert.equal(fetch.requests.length, 0);
      }
    }
  });
}

test('a token function that rejects is not asked again', async () => {
  let asked = 0;
  await failure(connect(script(200), { token: async () => { asked++; throw new Error('own'); } }).getEntry(ID));
  assert.equal(asked, 1);
});

test('a token function that hangs is a TimeoutError, and what it gives later is not sent', async (t) => {
  const clock = stopTheClock(t);
  let give;
  const fetch = script(200);
  const client = connect(fetch, { token: () => new Promise((resolve) => (give = resolve)), maxRetries: 0, timeoutMs: 100 });
  for (const call of Object.values(METHODS)) {
    const raised = await raisedDuring(async () => {
      const error = await clock.finish(failure(call(client)));
      assert.ok(error instanceof library.TimeoutError);
      give('late-token');
    });
    assert.deepEqual(raised, []);
  }
  assert.equal(fetch.requests.length, 0);
});

test('a token function that hangs or gives nothing after a 401 ends the call', async (t) => {
  const clock = stopTheClock(t);
  for (const [second, code] of [[() => new Promise(() => {}), /^(timeout|authentication)$/], [() => undefined, /TypeError/]]) {
    let asked = 0;
    const fetch = script(401);
    const error = await clock.finish(failure(connect(fetch, { token: () => (asked++ ? second() : 'token-1') }).getEntry(ID)));
    assert.match(error.code ?? error.name, code);
    assert.equal(fetch.requests.length, 1);
  }
});

test('a thenable of another library is a promise of a token', async () => {
  const fetch = script(200);
  await connect(fetch, { token: () => ({ then: (resolve) => resolve('from-thenable') }) }).getEntry(ID);
  assert.equal(fetch.requests[0].headers.get('authorization'), 'Bearer from-thenable');
});

test('the token is never sent anywhere but to the server, in one header', async () => {
  const { client, emulator } = start();
  const seen = [];
  const watched = connect((url, init) => (seen.push(requestOf(url, init)), emulator.fetch(url, init)));
  for (const call of [METHODS.getEntry, METHODS.patchEntry, METHODS.updateEntry]) await call(watched);
  assert.ok(client && seen.length === 4);
  for (const request of seen) {
    assert.ok(request.url.startsWith(`${BASE}/`));
    assert.ok(!request.url.includes('demo-token') && !(await request.text()).includes('demo-token'));
    assert.equal([...request.headers].filter(([, value]) => value.includes('demo-token')).length, 1);
  }
});

test('the token is in no error of a request that cannot be serialised', async () => {
  for (const token of TOKENS) {
    const request = { get patches() { throw new Error(`bad ${token}`); } };
    for (const validate of [true, false]) {
      const error = await failure(connect(script(200), { token }).patchEntry(ID, request, { validate }));
      assert.deepEqual([error.code, error.method], ['validation', 'PATCH']);
      assertNowhere(token, shown(error));
    }
  }
  const asked = connect(script(200), { token: () => assert.fail('nothing is sent') });
  assert.equal((await failure(asked.patchEntry(ID, { patches: [1n] }))).code, 'validation');
});

test('a patch that holds the token is sent as it is', async () => {
  const fetch = script(200);
  await connect(fetch, { token: 'secret-in-title' }).patchEntry(ID, { patches: [{ ...setTitle, value: 'secret-in-title' }, revoke] });
  assert.equal((await fetch.requests[0].json()).patches[0].value, 'secret-in-title');
});

test('no message of the constructor shows a password', () => {
  for (const baseUrl of ['https://user:secret-pw@livingdocs.example', 'https://secret-pw@livingdocs.example', 'https://user:secret-pw@host:99999999', 'https://user:secret-pw@ho st', 'ftp://user:secret-pw@host', 'https://host/?token=secret-pw', 'https://host/#secret-pw', 'user:secret-pw@host']) {
    assert.throws(() => connect(undefined, { baseUrl }), (error) => error instanceof TypeError && !error.message.includes('secret-pw'), baseUrl);
  }
});

test('a call that hangs shows no token to whoever inspects its promise', async () => {
  const controller = new AbortController();
  const call = connect(script(hang), { token: TOKENS[0] }).getEntry(ID, { signal: controller.signal });
  assertNowhere(TOKENS[0], { promise: inspect(call, everything), signal: inspect(controller.signal, everything) });
  controller.abort('over');
  await failure(call);
});

test('a token that begins another one, or stands in the words of the package, leaves nothing behind', async () => {
  let asked = 0;
  const token = () => ['abc', 'abcdef'][asked++];
  const rotated = connect(script([401], new Error('bad header Bearer abcdef, was Bearer abc')), { token, maxRetries: 0 });
  const { message } = await failure(rotated.getEntry(ID));
  assert.ok(message.endsWith('bad header Bearer [token], was Bearer [token]'), message);

  const own = await failure(connect(script([400, {}, { error_details: { message: 'token' } }]), { token: 'token' }).getEntry(ID));
  assert.ok(own.message.endsWith('400 Bad Request: [token]'), own.message);
  const { name, code, message: again, method, status } = own.toJSON();
  assert.deepEqual([name, code, again, method, status], ['BadRequestError', 'bad_request', own.message, 'GET', 400]);
  assert.deepEqual(own.toJSON().details, { message: '[token]' });
});
