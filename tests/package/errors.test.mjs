// Errors: a class, a code and fields for each status; JSON for logs; the same across copies of the package; issues as
// the server keys them; and what the constructor takes as a server's address.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { BASE, ID, METHODS, connect, failure, library, respond, script, setTitle, settle, stopTheClock } from './clients.mjs';
import { NAME, loadFile, require } from './installed.mjs';

const { ApiError, MediaLibraryError, ValidationError, isMediaLibraryError, issuesFromErrorDetails, toErrorDetails } = library;
const once = { maxRetries: 0 };
const URL_OF_ENTRY = `${BASE}/api/2026-05/mediaLibrary/${ID}`;

/** Every class, and three statuses of the classes that have many: tests/client.rs has the table. */
const STATUSES = [
  [400, 'BadRequestError', 'bad_request'],
  [401, 'AuthenticationError', 'authentication'],
  [403, 'PermissionError', 'permission'],
  [404, 'NotFoundError', 'not_found'],
  [409, 'ConflictError', 'conflict'],
  [410, 'GoneError', 'gone'],
  [429, 'RateLimitError', 'rate_limit'],
  ...[500, 503, 599].map((status) => [status, 'ServerError', 'server']),
  ...[300, 304, 418].map((status) => [status, 'ApiError', 'unexpected_status']),
];
const OWN_FIELDS = { bad_request: ['issues'], conflict: ['outcomeUnknown'] };

for (const [status, name, code] of STATUSES) {
  test(`${status} is a ${name} with the code ${code}`, async () => {
    const body = { status, error: 'The Error', error_details: { a: ['b'] }, more: 1 };
    const error = await failure(connect(script([status, { 'x-request-id': '7', 'retry-after': '7' }, body]), once).getEntry(ID));
    const hasBody = status !== 304;
    assert.equal(error.constructor, library[name]);
    assert.ok([Error, MediaLibraryError, ApiError].every((kind) => error instanceof kind));
    assert.ok(isMediaLibraryError(error));
    assert.deepEqual(
      { name: error.name, code: error.code, status: error.status, method: error.method, url: error.url },
      { name, code, status, method: 'GET', url: URL_OF_ENTRY },
    );
    assert.equal(error.error, hasBody ? 'The Error' : undefined);
    assert.deepEqual(error.details, hasBody ? { a: ['b'] } : undefined);
    assert.ok(error.headers instanceof Headers);
    assert.equal(error.headers.get('x-request-id'), '7');
    assert.ok(!('cause' in error));
    assert.ok(error.message.startsWith(`GET ${URL_OF_ENTRY}: ${status} `), error.message);
    const json = JSON.parse(JSON.stringify(error));
    assert.deepEqual(error.toJSON(), json);
    assert.deepEqual(json, {
      name, code, message: error.message, method: 'GET', url: URL_OF_ENTRY, status,
      ...(hasBody ? { error: 'The Error', details: { a: ['b'] } } : {}),
      ...(code === 'conflict' ? { outcomeUnknown: false } : {}),
      ...(code === 'rate_limit' ? { retryAfterMs: 7_000 } : {}),
    });
    for (const field of OWN_FIELDS[code] ?? []) assert.ok(field in error);
    assert.ok(inspect(error).includes(name), inspect(error));
    assert.ok(error.stack.includes(error.message));
  });
}

for (const [name, open, close] of [['lists', '[', ']'], ['objects', '{"a":', '}']]) {
  test(`details of ${name} too deep for JSON.stringify are left out of an error's JSON, and nothing else is`, async () => {
    for (const [depth, isShown] of [[500, true], [100_000, false]]) {
      const details = `{"a":${open.repeat(depth)}1${close.repeat(depth)}}`;
      const answer = [400, {}, `{"error":"for demo-token","error_details":${details}}`];
      const error = await failure(connect(script(answer), once).getEntry(ID));
      assert.ok('a' in error.details);
      assert.deepEqual([error.issues.length, error.issues[0].path], [1, ['a']]);
      const { details: shown, issues, ...rest } = JSON.parse(JSON.stringify(error));
      assert.deepEqual(rest, { name: 'BadRequestError', message: error.message, code: 'bad_request', method: 'GET', url: URL_OF_ENTRY, status: 400, error: 'for [token]' });
      assert.equal(JSON.stringify(shown), isShown ? details : undefined);
      assert.equal(issues, undefined);
    }
  });
}

const BODIES = ['', '<html>502</html>', '{"error":', 'null', '5', '"text"', '[]', '[{}]', '{}', '{"error":null,"error_details":null}', '{"error":{},"error_details":""}', '\ufeff{"error":"x"}'];
test('whatever its body is, an answer is the error of its status', async () => {
  for (const [status, name] of STATUSES.filter(([status]) => status !== 304)) {
    for (const body of BODIES) {
      for (const call of [METHODS.getEntry, METHODS.patchEntry, METHODS.serveImage, METHODS.getIncomingMediaReferences]) {
        const error = await failure(call(connect(script([status, {}, body]), once)));
        assert.equal(error.constructor, library[name], `${status} ${body}`);
        assert.equal(error.error, body.endsWith('{"error":"x"}') ? 'x' : undefined, body);
        JSON.stringify(error);
      }
    }
    const bytes = await failure(connect(script(() => new Response(new Uint8Array([0xff, 0xfe, 0]), { status })), once).getEntry(ID));
    assert.equal(bytes.constructor, library[name]);
  }
});

test('a byte order mark hides nothing of an error', async () => {
  const body = '\ufeff{"error":"E","error_details":{"message":"Version: Expected 36 to be equal to 1"}}';
  const error = await failure(connect(script([409, {}, body]), once).getEntry(ID));
  assert.deepEqual([error.error, error.currentVersion, error.sentVersion], ['E', 36, 1]);
  assert.deepEqual(error.details, { message: 'Version: Expected 36 to be equal to 1' });
  assert.match(error.message, /Expected 36/);
});

const CONFLICTS = [
  [{ name: 'Conflict', message: 'Version: Expected 36 to be equal to 1' }, 36, 1],
  [{ message: 'Version: Expected 36 to be equal to 1', currentVersion: 37, expectedVersion: 2 }, 37, 2],
  [{ currentVersion: '38', expectedVersion: '3' }, 38, 3],
  [{ currentVersion: 38 }, 38, undefined],
  [{ name: 'Conflict', message: 'Cannot update outdated value' }, undefined, undefined],
  [{ message: 'Version: Expected x to be equal to 1' }, undefined, undefined],
  [{ message: 'Version: Expected 36 to be equal to' }, undefined, undefined],
  [{ currentVersion: 1.5, expectedVersion: 'x' }, undefined, undefined],
  [{ currentVersion: {}, expectedVersion: [] }, undefined, undefined],
  ['text', undefined, undefined],
  [undefined, undefined, undefined],
];
for (const [details, current, sent] of CONFLICTS) {
  test(`a conflict of ${JSON.stringify(details)} names the versions ${current} and ${sent}`, async () => {
    const error = await failure(connect(script([409, {}, { error_details: details }])).patchEntry(ID, { version: 1, patches: [setTitle] }));
    const versions = { ...(current !== undefined && { currentVersion: current }), ...(sent !== undefined && { sentVersion: sent }) };
    const { currentVersion, sentVersion } = error;
    assert.deepEqual([currentVersion, sentVersion, error.outcomeUnknown], [current, sent, false]);
    assert.deepEqual(['currentVersion' in error, 'sentVersion' in error], [current !== undefined, sent !== undefined]);
    const json = JSON.parse(JSON.stringify(error));
    for (const [name, value] of Object.entries(versions)) assert.equal(json[name], value);
    assert.equal(json.outcomeUnknown, false);
  });
}

test('the issues of a 400 are its details', async () => {
  const details = { 'patches.0.operation': 'No enum match for: "x"', 'patches.10.value.state': 'Missing required property: state' };
  const error = await failure(connect(script([400, {}, { error_details: details }])).patchEntry(ID, { patches: [setTitle] }));
  assert.deepEqual(error.issues, issuesFromErrorDetails(details));
  assert.deepEqual(error.issues.map(({ path }) => path), [['patches', 0, 'operation'], ['patches', 10, 'value', 'state']]);
  assert.deepEqual((await failure(connect(script([400, {}, ''])).getEntry(ID))).issues, []);
});

const WITHOUT_STATUS = [
  ['ConnectionError', 'connection', () => connect(script(new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') })), once).getEntry(ID), {}],
  ['TimeoutError', 'timeout', () => connect(script(() => new Promise(() => {})), once).getEntry(ID, { timeoutMs: 7 }), { timeoutMs: 7 }],
  ['ResponseFormatError', 'response_format', () => connect(script([200, {}, '[]'])).getEntry(ID), { status: 200 }],
  ['ValidationError', 'validation', () => connect(script(200)).patchEntry(ID, {}), { method: 'PATCH' }],
  ['UnsupportedError', 'unsupported', () => connect(script(200), { apiVersion: '2025-11' }).getAssetKeys(ID), { method: undefined, url: undefined }],
];
for (const [name, code, call, fields] of WITHOUT_STATUS) {
  test(`${name} has the code ${code}, and is no ApiError`, async () => {
    const error = await failure(call());
    assert.equal(error.constructor, library[name]);
    assert.ok(error instanceof MediaLibraryError && error instanceof Error && !(error instanceof ApiError));
    const expected = { name, code, method: 'GET', url: URL_OF_ENTRY, ...fields };
    const json = JSON.parse(JSON.stringify(error));
    for (const [field, value] of Object.entries(expected)) {
      assert.equal(error[field], value, field);
      assert.equal(json[field], value, `${field} of the JSON`);
    }
    assert.equal(json.message, error.message);
    assert.equal(error.cause instanceof TypeError, name === 'ConnectionError');
  });
}

test('a ConnectionError says what fetch said, and why', async () => {
  const error = await failure(WITHOUT_STATUS[0][2]());
  assert.match(error.message, /fetch failed: ECONNREFUSED/);
});

test('a body that breaks off behind a status that decides alone is no cause', async () => {
  const breaking = () => new Response(new ReadableStream({ start: (controller) => controller.error(new Error('reset')) }), { status: 404 });
  const error = await failure(connect(async () => breaking(), once).getEntry(ID));
  assert.deepEqual([error.code, 'cause' in error], ['not_found', false]);
});

test('the JSON of an error has of its cause what that says, and nothing of one that says nothing', () => {
  const causeOf = (cause) => new library.WebAssemblyError('failed', 'x', cause).toJSON().cause;
  assert.deepEqual([new Error('own'), 'text', { message: 5 }, { message: '' }, 5, null].map(causeOf), ['own', 'text', undefined, undefined, undefined, undefined]);
});

test('what has no status of an answer is no answer', async () => {
  for (const [status, code] of [[0, 'connection'], [199, 'connection'], [600, 'unexpected_status'], [999, 'unexpected_status'], [1_000, 'connection'], ['404', 'connection'], [NaN, 'connection']]) {
    const answer = { status, headers: new Headers(), arrayBuffer: async () => new ArrayBuffer(0) };
    const error = await failure(connect(async () => answer, once).getEntry(ID));
    assert.deepEqual([error.code, error.status], [code, code === 'connection' ? undefined : status], String(status));
    if (code !== 'connection') continue;
    assert.match(error.message, /: fetch resolved to something that is not a Response$/);
    assert.equal(error.cause.cause, answer, 'what it was instead');
  }
});

/** What a fetch throws, and what message and JSON say of that. */
const THROWN = [
  [new TypeError('fetch failed', { cause: new Error('ECONNREFUSED') }), 'fetch failed: ECONNREFUSED'],
  // Where several addresses were tried.
  [new TypeError('fetch failed', { cause: Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }) }), 'fetch failed: ECONNREFUSED'],
  [new TypeError('fetch failed', { cause: new Error('') }), 'fetch failed'],
  [new TypeError('fetch failed', { cause: { message: 5 } }), 'fetch failed'],
  [new TypeError('fetch failed', { cause: { message: '', code: '' } }), 'fetch failed'],
  [new TypeError('fetch failed', { cause: null }), 'fetch failed'],
  [new TypeError('x'.repeat(400)), 'x'.repeat(300)],
  ['a text', 'a text'],
  [{ message: 5 }, undefined],
  [null, undefined],
  [5, undefined],
];
for (const [thrown, says] of THROWN) {
  test(`of ${inspect(thrown).split('\n')[0].slice(0, 80)}, a ConnectionError says ${says?.slice(0, 40)}`, async () => {
    const error = await failure(connect(() => Promise.reject(thrown), once).getEntry(ID));
    const heading = `GET ${URL_OF_ENTRY}: no answer`;
    assert.ok(error.message.startsWith(heading), error.message);
    if (says) assert.ok(error.message.endsWith(`: ${says}`), error.message);
    assert.equal(error.cause, thrown);
    assert.equal(JSON.parse(JSON.stringify(error)).cause, says);
  });
}

const ENTRIES = ['{}', '[]', 'null', '', '{"id":5,"version":1}', '{"id":"x"}', '{"id":"x","version":"1"}', '{"id":"x","version":1.5}', '{"id":"x","version":1', 'x{"id":"x","version":1}'];
test('a 2xx answer that is no entry is a ResponseFormatError', async () => {
  for (const body of ENTRIES) {
    for (const status of [200, 201]) {
      const error = await failure(connect(script([status, {}, body])).getEntry(ID));
      assert.deepEqual([error.code, error.status], ['response_format', status], body);
    }
  }
});

test("an answer that the page's JSON.parse does not take is a ResponseFormatError", async (t) => {
  const client = connect(script([200, {}, '{"id":"x","version":1}']));
  t.mock.method(JSON, 'parse', () => {
    throw new RangeError('replaced');
  });
  const error = await failure(client.getEntry(ID));
  assert.deepEqual([error.code, error.status], ['response_format', 200]);
});

test('an entry is read leniently: any 2xx, unknown fields, null, a byte order mark', async () => {
  const entry = { id: 'other', version: 3, metadata: null, asset: { x: [1] }, 'ü': '\u{1f600}', __proto__: null };
  for (const prefix of ['', '\ufeff', ' \n']) {
    assert.deepEqual(await connect(script([203, {}, prefix + JSON.stringify(entry)])).getEntry(ID), JSON.parse(JSON.stringify(entry)));
  }
});

// ───────────────────────────── Before anything is sent ─────────────────────────────

test('an invalid request is a ValidationError with its issues, and is not sent', async () => {
  const circular = {};
  circular.self = circular;
  const requests = [undefined, null, 5, 'text', [], {}, { patches: 5 }, { patches: [{}] }, { patches: [], x: 1 }, circular, { patches: [1n] }, { get patches() { throw new Error('own'); } }, () => {}, { toJSON: () => undefined }];
  for (const request of requests) {
    const fetch = script(200);
    const client = connect(fetch);
    const error = await failure(client.patchEntry(ID, request));
    assert.ok(error instanceof ValidationError, String(error));
    assert.ok(error.issues.length > 0);
    assert.deepEqual(error.issues, client.validator.validate(request));
    assert.deepEqual(JSON.parse(JSON.stringify(error)).issues, JSON.parse(JSON.stringify(error.issues)));
    assert.ok(error.message.includes(error.issues[0].message));
    assert.equal(fetch.requests.length, 0);
  }
});

test('the message of a ValidationError has its first issue, where, and how many more there are', async () => {
  for (const [request, message] of [
    [5, 'Invalid type: expected object'],
    [{ patches: 5 }, 'patches: Invalid type: expected array'],
    [{ patches: [{ operation: 'revokeAsset', note: 5 }] }, 'patches.0.note: Invalid type: expected string'],
    [{ patches: [{ operation: 'revokeAsset', note: 5, a: 1 }] }, 'patches.0.note: Invalid type: expected string (and 1 more)'],
    [{ patches: [{ operation: 'revokeAsset', note: 5, a: 1, b: 1 }] }, 'patches.0.note: Invalid type: expected string (and 2 more)'],
  ]) {
    // Before there is a token, nothing is taken for one.
    for (const token of ['demo-token', () => assert.fail('asked')]) {
      const error = await failure(connect(script(200), { token }).patchEntry(ID, request));
      assert.equal(error.message, `The request is not valid and was not sent: ${message}`);
      assert.equal(JSON.parse(JSON.stringify(error)).message, error.message);
    }
  }
});

test('a client judges by its own options', async () => {
  const cases = [
    [{ apiVersion: '2026-01' }, { preserveUpdatedAt: true, patches: [] }, 'unsupported_parameter'],
    [{ serverRelease: 'release-2025-11' }, { patches: [{ operation: 'unrevokeAsset' }] }, 'unsupported_operation'],
    [{}, { patches: [], later: 1 }, 'unknown_property'],
    [{ unknownProperties: 'ignore' }, { patches: [], later: 1 }, undefined],
  ];
  for (const [options, request, code] of cases) {
    const call = connect(script(200), options).patchEntry(ID, request);
    if (code === undefined) await call;
    else assert.equal((await failure(call)).issues[0].code, code);
  }
});

test('with validate: false the server is the judge', async () => {
  for (const request of [{ patches: [{ operation: 'later' }] }, { anything: 1 }, [], 'text', null]) {
    const fetch = script([400, {}, { error_details: { 'patches.0.operation': 'No enum match for: "later"' } }]);
    const error = await failure(connect(fetch).patchEntry(ID, request, { validate: false }));
    assert.equal(error.code, 'bad_request');
    assert.equal(await fetch.requests[0].text(), JSON.stringify(request));
  }
});

test('with validate: false what cannot be serialised is still a ValidationError', async () => {
  const fetch = script(200);
  for (const request of [undefined, 1n, { a: 1n }]) {
    assert.equal((await failure(connect(fetch).patchEntry(ID, request, { validate: false }))).code, 'validation');
  }
  assert.equal(fetch.requests.length, 0);
});

// ───────────────────────────── Two copies of the package ─────────────────────────────

test('the stack begins with the class and the message, and leads to the line that called', async () => {
  // What goes on by itself between the results of a loop was not called from any line.
  const loops = ['patchEntries', 'for await over references'];
  for (const [name, call] of Object.entries(METHODS).filter(([name]) => !loops.includes(name))) {
    const error = await failure((async function whoCalled() {
      await call(connect(script(async () => (await settle(), respond(404))), once));
    })());
    assert.ok(error.stack.startsWith(`NotFoundError: ${error.message}\n`), error.stack);
    assert.match(error.stack, /whoCalled/, name);
  }
});

test('an error that has no code yet, as while some runtimes write its stack, has a name', () => {
  assert.equal(String(new MediaLibraryError({ message: 'x' })), 'MediaLibraryError: x');
});

test('isMediaLibraryError takes anything', () => {
  const hostile = new Proxy({}, { get() { throw new Error('own'); } });
  for (const other of [hostile, undefined, null, 0, '', Symbol(), () => {}, {}, new Error('x')]) assert.equal(isMediaLibraryError(other), false);
});

test('isMediaLibraryError knows the errors of another copy, where instanceof does not', async () => {
  const other = await loadFile('dist/index.js');
  assert.notEqual(other.MediaLibraryError, MediaLibraryError);
  const foreign = await failure(new other.MediaLibraryClient({ baseUrl: BASE, token: 't', fetch: script(404) }).getEntry(ID));
  const own = await failure(connect(script(404)).getEntry(ID));
  for (const [error, kind, notKind] of [[foreign, other.NotFoundError, library.NotFoundError], [own, library.NotFoundError, other.NotFoundError]]) {
    assert.ok(error instanceof kind && !(error instanceof notKind));
    assert.ok(isMediaLibraryError(error) && other.isMediaLibraryError(error));
    assert.equal(error.code, 'not_found');
  }
  // Of any version.
  assert.ok(isMediaLibraryError({ [Symbol.for('livingdocs-media-library.error')]: true }));
});

test('import and require give the same classes', () => {
  assert.equal(require(NAME).MediaLibraryError, MediaLibraryError);
});

test('nothing else is a MediaLibraryError', () => {
  for (const value of [undefined, null, 5, 'x', Symbol('x'), {}, [], () => {}, new Error('x'), new TypeError('x'), { code: 'not_found', name: 'NotFoundError' }, Object.create(null)]) {
    assert.equal(isMediaLibraryError(value), false);
  }
});

// ───────────────────────────── Issues as the server keys them ─────────────────────────────

const issue = (path, message) => ({ path, code: 'server', message, params: {} });
const DETAILS = [
  [{ 'patches.0.operation': 'not "x"' }, [issue(['patches', 0, 'operation'], 'not "x"')]],
  [{ '': 'root' }, [issue([], 'root')]],
  [{ 'patches.10.value.params.medium': 'a', version: 'b' }, [issue(['patches', 10, 'value', 'params', 'medium'], 'a'), issue(['version'], 'b')]],
  [{ 'patches.01.x': 'a', 'patches.-1': 'b', 'patches.1e3': 'c' }, [issue(['patches', '01', 'x'], 'a'), issue(['patches', '-1'], 'b'), issue(['patches', '1e3'], 'c')]],
  [{ 'a.0.999999999999999.9999999999999999': 'a', '1.00.1x.x1': 'b' }, [issue(['a', 0, 999999999999999, '9999999999999999'], 'a'), issue([1, '00', '1x', 'x1'], 'b')]],
  [JSON.parse('{"__proto__":"a","constructor":"b"}'), [issue(['__proto__'], 'a'), issue(['constructor'], 'b')]],
];
for (const [details, issues] of DETAILS) {
  test(`${JSON.stringify(details)} becomes issues, and those become the same details`, () => {
    assert.deepEqual(issuesFromErrorDetails(details), issues);
    assert.deepEqual(Object.entries(toErrorDetails(issues)), Object.entries(details));
  });
}

const ODD_DETAILS = [
  [undefined, []],
  [null, []],
  [{}, []],
  [{ message: 'Metadata validation failed.', errors: [{ metadataProperty: 'a.b', message: 'x' }, { metadataProperty: '', message: 'y' }] },
    [issue(['metadata', 'a.b'], 'x'), issue(['metadata', ''], 'y')]],
  // Whose id is missing, its words do not say.
  [{ errors: [{ metadataProperty: 'source', message: 'Missing required property: id' }] }, [issue(['metadata', 'source'], 'Missing required property: id')]],
  [{ message: 'a', errors: [] }, [issue(['message'], 'a'), issue(['errors'], '[]')]],
  [{ message: 'a', errors: [{ metadataProperty: 'b', message: 5 }] }, [issue(['message'], 'a'), issue(['errors'], '[{"metadataProperty":"b","message":5}]')]],
  [{ errors: [{ metadataProperty: 'a', message: 'x' }, { message: 'y' }] }, [issue(['errors'], '[{"metadataProperty":"a","message":"x"},{"message":"y"}]')]],
  [{ errors: [null] }, [issue(['errors'], '[null]')]],
  [{ name: 'NotFound' }, [issue(['name'], 'NotFound')]],
  [{ message: 'a', errors: [{ message: 'x' }] }, [issue(['message'], 'a'), issue(['errors'], '[{"message":"x"}]')]],
  [{ name: 'NotFound', message: 'x does not exist' }, [issue([], 'x does not exist')]],
  ['text', [issue([], 'text')]],
  [5, [issue([], '5')]],
  [['a', 'b'], [issue([], '["a","b"]')]],
  [{ a: 5, b: { message: 'm' }, c: ['x'], d: null }, [issue(['a'], '5'), issue(['b'], 'm'), issue(['c'], '["x"]'), issue(['d'], 'null')]],
];
for (const [details, issues] of ODD_DETAILS) {
  test(`the details ${JSON.stringify(details)} become ${issues.length} issues`, () => {
    assert.deepEqual(issuesFromErrorDetails(details), issues);
  });
}

test('wrong metadata lead to the patch that sets them, also the first', async () => {
  const details = { message: 'Metadata validation failed.', errors: [{ metadataProperty: 'title', message: 'x' }, { metadataProperty: 'archive', message: 'y' }] };
  const patches = [setTitle, { operation: 'revokeAsset', propertyName: 'archive' }];
  const error = await failure(connect(script([400, {}, { error_details: details }])).patchEntry(ID, { patches }, { validate: false }));
  assert.deepEqual(error.issues, [issue(['patches', 0, 'value'], 'x'), issue(['metadata', 'archive'], 'y')]);
});

test('details that cannot be read become issues all the same', () => {
  const circular = {};
  circular.self = circular;
  const throwing = () => {
    throw new Error('own');
  };
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const hostile = [
    { get a() { return throwing(); } },
    { get message() { return throwing(); } },
    { toJSON: throwing },
    new Proxy({}, { ownKeys: throwing }),
    new Proxy({ a: 1 }, { get: throwing }),
    revoked.proxy,
  ];
  for (const details of [circular, { a: 1n }, Symbol('x'), () => {}, { a: undefined }, ...hostile]) {
    const issues = issuesFromErrorDetails(details);
    assert.ok(issues.length > 0);
    for (const { path, message, code } of issues) {
      assert.ok(Array.isArray(path) && typeof message === 'string' && code === 'server');
    }
  }
});

test('details that are no text are said to be none', () => {
  assert.deepEqual(issuesFromErrorDetails({ a: 1n }), [issue(['a'], 'the details cannot be shown as text')]);
});

test('local issues become details: one message a path, the first one', () => {
  const { validator } = connect(script(200));
  const issues = validator.validate({ patches: [{ operation: 'x' }, { operation: 'setMetadataProperty', propertyName: '' }], a: 1 });
  const details = toErrorDetails(issues);
  assert.deepEqual(Object.keys(details), issues.map(({ path }) => path.join('.')));
  assert.deepEqual(issuesFromErrorDetails(details).map(({ path }) => path), issues.map(({ path }) => path));
  assert.deepEqual(toErrorDetails([issue(['a'], 'first'), issue(['a'], 'second')]), { a: 'first' });
  assert.deepEqual(toErrorDetails(validator.validate(5)), { '': 'Invalid type: expected object' });
  assert.deepEqual(toErrorDetails([]), {});
});

// ───────────────────────────── The constructor ─────────────────────────────

const GOOD_URLS = [
  'https://livingdocs.example', 'https://livingdocs.example/', 'https://livingdocs.example:8443/prefix/deep/', 'https://[2001:db8::1]/', 'HTTPS://LIVINGDOCS.EXAMPLE',
  'http://localhost', 'http://localhost:9090/x', 'http://127.0.0.1:80', 'http://127.1.2.3', 'http://127.255.255.255', 'http://127.1', 'http://[::1]:3000', 'http://[0:0:0:0:0:0:0:1]', 'http://LOCALHOST', 'http://127.0.0.1.', 'http://0x7f.1', 'http://2130706433',
  new URL('https://livingdocs.example/x'),
];
const BAD_URLS = [
  '', 'livingdocs.example', '/relative', '//host', 'ftp://livingdocs.example', 'file:///x', 'javascript:0', 'ws://localhost', 'data:,x',
    'https://user@host', 'https://user:password@host', 'https://:password@host', 'https://host?x=1', 'https://host?', 'https://host/#x', 'https://host/#',
  undefined, null, 5, {}, [], true, Symbol('x'),
];
for (const baseUrl of GOOD_URLS) {
  test(`the base URL ${baseUrl} is taken`, async () => {
    const fetch = script(200);
    await connect(fetch, { baseUrl }).getEntry(ID);
    const expected = `${new URL(baseUrl).href.replace(/\/$/, '')}/api/2026-05/mediaLibrary/${ID}`;
    assert.equal(fetch.requests[0].url, expected);
  });
}
for (const baseUrl of BAD_URLS) {
  test(`the base URL ${String(baseUrl)} is a TypeError`, () => {
    assert.throws(() => connect(script(200), { baseUrl }), (error) => error instanceof TypeError && error.message.startsWith('baseUrl: '));
  });
}
/** Hosts that are no loopback, though some look like one or lead to one. */
const NO_LOOPBACK = [
  'livingdocs.example', '10.0.0.1', '192.168.0.1', '0.0.0.0', '0', '126.255.255.255', '128.0.0.1', '1.127.0.1', '[::]', '[::2]', '[1::1]', '[::1:1]', '[::ffff:127.0.0.1]', '[::127.0.0.1]',
  'localhost.', 'localhost.example', 'localhost.localdomain', 'a.localhost', 'notlocalhost', 'ip6-localhost', 'localhost-1', '127.example', '127.0.0.1.example', 'x127.0.0.1.nip.io', '127-0-0-1.example',
];
for (const host of NO_LOOPBACK) {
  test(`http to ${host} would send the token unencrypted`, () => {
    const refused = { name: 'TypeError', message: 'baseUrl: http would send the token unencrypted; use https, or set allowInsecureHttp (loopback hosts need neither)' };
    for (const baseUrl of [`http://${host}`, `http://${host}:8080/x`]) {
      assert.throws(() => connect(script(200), { baseUrl }), refused);
      connect(script(200), { baseUrl, allowInsecureHttp: true });
    }
    connect(script(200), { baseUrl: `https://${host}` });
  });
}
test('allowInsecureHttp lets http through on any host, and nothing else', () => {
  connect(script(200), { baseUrl: 'http://livingdocs.example', allowInsecureHttp: true });
  for (const baseUrl of ['ftp://livingdocs.example', 'http://user:password@host', 'http://host?x']) {
    assert.throws(() => connect(script(200), { baseUrl, allowInsecureHttp: true }), TypeError);
  }
});

const BAD_OPTIONS = {
  fetch: [null, 5, {}, 'x'],
  timeoutMs: [-1, NaN, '5', null, {}],
  maxRetries: [-1, 0.5, NaN, '2', null, Infinity, 2 ** 53],
  onAttempt: [null, 5, {}],
  allowInsecureHttp: [null, 1, 'true'],
  apiVersion: ['v1', 'beta', '2025-01', '2026-5', '2026-13', 'latest', '', 5, null],
  serverRelease: ['2026-05', 'release-2020-11', 'release-2026-5', '', 5, null],
  unknownProperties: ['allow', true, null, 5],
};
for (const [name, values] of Object.entries(BAD_OPTIONS)) {
  test(`a wrong ${name} is a TypeError of the constructor that names it`, () => {
    for (const value of values) {
      assert.throws(() => connect(script(200), { [name]: value }), (error) => error instanceof TypeError && error.message.includes(name), String(value));
    }
    connect(script(200), { [name]: undefined });
  });
}
test('what was given instead is shown, as far as that helps', () => {
  const says = (timeoutMs) => `timeoutMs: expected a number of milliseconds, 0 for none, not ${timeoutMs}`;
  for (const [timeoutMs, shown] of [[-1, '-1'], [NaN, 'NaN'], ['a"b', '"a\\"b"'], ['x'.repeat(101), `"${'x'.repeat(100)}"`], [null, 'null'], [{ a: 1 }, 'object'], [() => 'secret', 'function'], [Symbol('s'), 'Symbol(s)'], [5n, '5'], [true, 'true']]) {
    assert.throws(() => connect(script(200), { timeoutMs }), { name: 'TypeError', message: says(shown) });
  }
});

/** What is refused, by whom, and why. */
const REFUSED = [
  [() => new library.MediaLibraryClient(undefined), 'options: expected an object, not undefined'],
  [() => connect(script(200), { baseUrl: 5 }), 'baseUrl: expected a URL, not 5'],
  [() => connect(script(200), { baseUrl: 'ftp://livingdocs.example' }), 'baseUrl: expected https or http, not "ftp:"'],
  [() => connect(5), 'fetch: expected a function, not 5'],
  [() => connect(script(200), { allowInsecureHttp: 1 }), 'allowInsecureHttp: expected a boolean, not 1'],
  [() => connect(script(200), { maxRetries: [] }), 'maxRetries: expected a whole number from 0, not array'],
  [() => connect(script(200)).getEntry(5), 'id: expected a string, not 5'],
  [() => connect(script(200)).getEntry('\ud800'), 'id: must not have a lone surrogate'],
  [() => connect(script(200)).getEntry(ID, null), 'options: expected an object, not null'],
  [() => connect(script(200)).getEntry(ID, 'x'), 'options: expected an object, not "x"'],
  [() => connect(script(200)).getEntry(ID, { maxRetries: 0.5 }), 'maxRetries: expected a whole number from 0, not 0.5'],
  [() => connect(script(200)).getIncomingDocumentReferences(ID, 5), 'query: expected an object, not 5'],
  [() => connect(script(200)).getIncomingDocumentReferences(ID, { limit: 101 }), 'limit: expected a whole number from 1 to 100, not 101'],
];
for (const [call, message] of REFUSED) {
  test(`refused: ${message}`, async () => {
    await assert.rejects(async () => call(), { name: 'TypeError', message });
  });
}

test('a client needs options, and new', () => {
  for (const options of [undefined, null, 5, 'x']) assert.throws(() => new library.MediaLibraryClient(options), TypeError);
  assert.throws(() => library.MediaLibraryClient({}), TypeError);
});

test('one error for each call, though the server always says the same', async () => {
  const client = connect(script(404));
  assert.notEqual(await failure(client.getEntry(ID)), await failure(client.getEntry(ID)));
});

test('headers of an error are those of the last answer', async (t) => {
  const clock = stopTheClock(t);
  let count = 0;
  const client = connect(async () => respond(503, { 'x-count': String(++count) }));
  assert.equal((await clock.finish(failure(client.getEntry(ID)))).headers.get('x-count'), '3');
});
