// Tokens that a function gives: what it is told, and that one refresh serves all who need it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ID, METHODS, collect, connect, failure, hang, library, respond, script, settle, stopTheClock } from './clients.mjs';

const { AuthenticationError, TimeoutError } = library;

/** A server that takes the tokens of `valid`, and says who came. */
function server(valid, inOneTick = false) {
  const seen = [];
  const fetch = async (url, { headers, method }) => {
    const token = headers.authorization.slice('Bearer '.length);
    seen.push(token);
    if (!inOneTick) await new Promise(setImmediate);
    return respond(valid.has(token) ? 200 : 401);
  };
  return Object.assign(fetch, { seen });
}

/** The README's function: one refresh for all, and none of a token that the server has refused. */
function singleFlight(refresh) {
  let current;
  return async ({ refused }) => {
    const held = current;
    if (refused !== undefined && refused === (await held) && current === held) current = undefined;
    current ??= refresh().catch((error) => {
      current = undefined;
      throw error;
    });
    return current;
  };
}

test('refused is the token that a 401 has just answered, and undefined before other attempts', async (t) => {
  const clock = stopTheClock(t);
  const told = [];
  let count = 0;
  const token = ({ refused, signal, ...more }) => {
    told.push(refused);
    assert.ok(signal instanceof AbortSignal);
    assert.equal(signal.aborted, false);
    assert.deepEqual(more, {});
    return `token-${++count}`;
  };
  await clock.finish(connect(script(401, 503, 200), { token }).getEntry(ID));
  assert.deepEqual(told, [undefined, 'token-1', undefined]);
  told.length = 0;
  await clock.finish(connect(script(503, 401, 200), { token }).getEntry(ID));
  assert.deepEqual(told, [undefined, undefined, 'token-5']);
});

test('a cached token that is revoked early recovers by itself', async () => {
  const valid = new Set(['token-1']);
  const fetch = server(valid);
  let refreshed = 0;
  const client = connect(fetch, { token: singleFlight(async () => `token-${++refreshed}`) });
  await client.getEntry(ID);
  await client.getEntry(ID);
  valid.clear();
  valid.add('token-2');
  await client.getEntry(ID);
  await client.getEntry(ID);
  assert.deepEqual(fetch.seen, ['token-1', 'token-1', 'token-1', 'token-2', 'token-2']);
  assert.equal(refreshed, 2);
});

for (const inOneTick of [false, true]) {
  test(`fifty calls at once that meet a 401 each${inOneTick ? ', in one tick,' : ''} make one refresh and no failure`, () => fifty(inOneTick));
}

async function fifty(inOneTick) {
  for (const call of [METHODS.getEntry, METHODS.patchEntry, METHODS.updateEntry]) {
    const valid = new Set(['token-1']);
    const fetch = server(valid, inOneTick);
    let refreshed = 0;
    const token = singleFlight(async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return `token-${++refreshed}`;
    });
    const client = connect(fetch, { token });
    await call(client);
    valid.clear();
    valid.add('token-2');
    await Promise.all(Array.from({ length: 50 }, () => call(client)));
    assert.equal(refreshed, 2);
  }
}

test('a refresh that fails is what its calls reject with, and the next call tries anew', async () => {
  const own = new Error('no token today');
  let fails = true;
  const token = singleFlight(async () => {
    if (fails) throw own;
    return 'token-1';
  });
  const client = connect(server(new Set(['token-1'])), { token });
  const errors = await Promise.all(Array.from({ length: 5 }, () => failure(client.getEntry(ID))));
  assert.ok(errors.every((error) => error === own));
  fails = false;
  assert.equal((await client.getEntry(ID)).id, ID);
});

test('the same token again is the end, as is a second 401', async () => {
  const fetch = server(new Set());
  assert.ok((await failure(connect(fetch, { token: async () => 'a' }).getEntry(ID))) instanceof AuthenticationError);
  let count = 0;
  assert.ok((await failure(connect(fetch, { token: () => `token-${++count}` }).getEntry(ID))) instanceof AuthenticationError);
  assert.deepEqual(fetch.seen, ['a', 'token-1', 'token-2']);
});

/** What ends a call while its token is asked for; whether the function's signal is aborted then, and with which reason. */
const ENDS = {
  'an abort': async (client) => {
    const controller = new AbortController();
    const call = failure(client.getEntry(ID, { signal: controller.signal }));
    await settle();
    controller.abort('own');
    assert.equal(await call, 'own');
    return 'own';
  },
  'the time of an attempt': async (client) => {
    assert.ok((await failure(client.getEntry(ID, { timeoutMs: 10, maxRetries: 0 }))) instanceof TimeoutError);
  },
  'leaving a loop': async (client) => {
    const results = client.patchEntries([{ id: ID, request: { patches: [] } }]);
    results.next();
    await settle();
    await results.return();
  },
};
for (const [name, end] of Object.entries(ENDS)) {
  test(`the function's signal is aborted by ${name}`, async () => {
    let given;
    const token = ({ signal }) => {
      given = signal;
      return new Promise(() => {});
    };
    const reason = await end(connect(script(200), { token }));
    assert.equal(given.aborted, true);
    if (reason) assert.equal(given.reason, reason);
  });
}

test('the signal is not aborted by what happens after the token came', async () => {
  let given;
  const token = ({ signal }) => ((given = signal), 'a');
  await connect(script(200), { token }).getEntry(ID);
  await settle();
  assert.equal(given.aborted, false);
  assert.ok((await failure(connect(script(hang), { token }).getEntry(ID, { timeoutMs: 10, maxRetries: 0 }))) instanceof TimeoutError);
});

const WRONG = [
  ['Bearer abc', 'token: must not begin with "Bearer ", which the client adds; leave it out'],
  ['bearer\tabc', 'token: must not begin with "Bearer ", which the client adds; leave it out'],
  ['', 'token: expected a non-empty string of visible ASCII, or a function that returns one'],
  ['a Bearer b', 'token: expected a non-empty string of visible ASCII, or a function that returns one'],
  ['a b', 'token: expected a non-empty string of visible ASCII, or a function that returns one'],
];
for (const [token, message] of WRONG) {
  test(`the token ${JSON.stringify(token)} is refused, as an option and as what a function gives`, async () => {
    assert.throws(() => connect(script(200), { token }), { name: 'TypeError', message });
    const fetch = script(200);
    const given = message.replace('expected a non-empty string of visible ASCII, or a function that returns one', 'the function must return a non-empty string of visible ASCII');
    await assert.rejects(connect(fetch, { token: () => token }).getEntry(ID), { name: 'TypeError', message: given });
    const [result] = await collect(connect(fetch, { token: async () => token }).patchEntries([{ id: ID, request: { patches: [] } }]));
    assert.equal(result.error.message, given);
    assert.equal(fetch.requests.length, 0);
  });
}

test('a token may be called Bearer', async () => {
  const fetch = script(200);
  await connect(fetch, { token: 'Bearer' }).getEntry(ID);
  assert.equal(fetch.requests[0].headers.get('authorization'), 'Bearer Bearer');
});
