// What the tests of the client share: clients with a server behind them, and ways to look at what comes of a call.

import assert from 'node:assert/strict';
import { NAME, load } from './installed.mjs';

export const library = await load(NAME);
export const { MediaLibraryEmulator } = await load(`${NAME}/emulator`);

export const BASE = 'https://livingdocs.example';
/** An entry that every emulator has, and one that none has. */
export const ID = 'asze63i9';
export const UNKNOWN = 'yLBGtTjWN4ba';
export const VERSIONS = ['2025-03', '2025-11', '2026-01', '2026-03', '2026-05'];

export const setTitle = { operation: 'setMetadataProperty', propertyName: 'title', value: 'Lake at dawn' };
export const revoke = { operation: 'revokeAsset' };

export const connect = (fetch, options) =>
  new library.MediaLibraryClient({ baseUrl: BASE, token: 'demo-token', fetch, ...options });

/** A client, its emulator, and what `onAttempt` was told. */
export function start(options, emulatorOptions) {
  const emulator = new MediaLibraryEmulator(emulatorOptions);
  const events = [];
  const client = connect(emulator.fetch, { onAttempt: (event) => events.push(event), ...options });
  return { emulator, client, events };
}

/** What the client hands to `fetch`, in one object. */
export const requestOf = (url, { headers, body, ...init }) => ({
  url,
  ...init,
  init: { headers, body, ...init },
  headers: new Headers(headers),
  text: async () => body ?? '',
  json: async () => JSON.parse(body),
});

/** A `fetch` of what `requestOf` gives. */
export const byRequest = (answer) => (url, init) => answer(requestOf(url, init));

/**
 * A `fetch` that gives these answers in turn, the last one for ever: a status, `[status, headers, body]`, an Error to
 * reject with, or a function of the request. Keeps the requests.
 */
export function script(...answers) {
  const requests = [];
  const fetch = async (url, init) => {
    const request = requestOf(url, init);
    const answer = answers[Math.min(requests.length, answers.length - 1)];
    requests.push(request);
    if (answer instanceof Error) throw answer;
    return typeof answer === 'function' ? answer(request) : respond(...[answer].flat());
  };
  return Object.assign(fetch, { requests });
}

const entry = { id: ID, version: 1, mediaType: 'image', metadata: {}, createdAt: '', updatedAt: '' };

/** The queries of requests, as an emulator or a `script` keeps them. */
export const queries = (requests) => requests.map(({ path, url }) => new URL(path ?? url, BASE).search);

/** A Response of the documented form; an entry where the status is 200. */
export function respond(status, headers, body = status === 200 ? entry : { status, error: 'Some Error' }) {
  const withoutBody = [204, 205, 304].includes(status);
  return new Response(withoutBody ? null : typeof body === 'string' ? body : JSON.stringify(body), { status, headers });
}

/** An answer that does not come before the request is aborted. */
export const hang = (request) =>
  new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason)));

/** An answer whose body does not end before the request is aborted. */
export const hangInBody = (status = 200) => (request) =>
  new Response(
    new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"id":'));
        request.signal.addEventListener('abort', () => controller.error(request.signal.reason));
      },
    }),
    { status },
  );

/** What the promise rejects with. */
export async function failure(promise) {
  let value;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  return assert.fail(`expected a rejection, not ${JSON.stringify(value)}`);
}

/** What the call rejects with; fails where it throws instead. */
export function rejection(call) {
  let promise;
  try {
    promise = call();
  } catch (error) {
    assert.fail(`thrown, not rejected: ${error}`);
  }
  return failure(promise);
}

/** Lets go on whatever does not wait for a timer. */
export async function settle() {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

export async function until(condition) {
  for (let turn = 0; !condition(); turn++) {
    assert.ok(turn < 10_000, `never came true: ${condition}`);
    await new Promise(setImmediate);
  }
}

export async function collect(iterable) {
  const all = [];
  for await (const item of iterable) all.push(item);
  return all;
}

/** Stops the clock and the chance: nothing happens until `pass`, and `Math.random` gives `random`. */
export function stopTheClock(t, { now = Date.UTC(2026, 4, 1), random = 0 } = {}) {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now });
  t.mock.method(performance, 'now', () => Date.now());
  t.mock.method(Math, 'random', () => random);
  const pass = async (ms) => {
    await settle();
    t.mock.timers.tick(ms);
    await settle();
  };
  /** Lets time pass until the promise is settled, an hour at most. */
  const finish = async (promise) => {
    let settled = false;
    const done = () => (settled = true);
    promise.then(done, done);
    for (let ms = 0; !settled && ms < 3_600_000; ms += 125) {
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
      if (!settled) t.mock.timers.tick(125);
    }
    assert.ok(settled, 'not settled after an hour');
    return promise;
  };
  return { pass, finish };
}

/** Throws where a text that is meant would be written for the WebAssembly. */
export function breakWriting(t, isMeant, error) {
  const { encodeInto } = TextEncoder.prototype;
  t.mock.method(TextEncoder.prototype, 'encodeInto', function (text, place) {
    if (isMeant(text)) throw error;
    return encodeInto.call(this, text, place);
  });
}

/** Every method that sends something, called so that it succeeds with an emulator made with `seed()`. */
export const METHODS = {
  getEntry: (client, options) => client.getEntry(ID, options),
  'getEntries by ids': (client, options) => client.getEntries({ ids: [ID] }, options),
  'getEntries by externalId': (client, options) => client.getEntries({ externalId: 'ex-1' }, options),
  patchEntry: (client, options) => client.patchEntry(ID, { patches: [setTitle] }, options),
  updateEntry: (client, options) => client.updateEntry(ID, () => [setTitle], options),
  getUsageLog: (client, options) => client.getUsageLog(ID, options),
  getAssetKeys: (client, options) => client.getAssetKeys(ID, options),
  serveImage: (client, options) => client.serveImage('a/b.jpg', options),
  getProjectConfig: (client, options) => client.getProjectConfig(options),
  getIncomingDocumentReferences: (client, options) => client.getIncomingDocumentReferences(ID, {}, options),
  getIncomingMediaReferences: (client, options) => client.getIncomingMediaReferences(ID, {}, options),
  'for await over references': (client, options) => collect(client.getIncomingMediaReferences(ID, {}, options)),
  patchEntries: async (client, options) => {
    const [result] = await collect(client.patchEntries([{ id: ID, request: { patches: [setTitle] } }], options));
    if (result && !result.ok) throw result.error;
    return result;
  },
};

/** Those whose 2xx answer is JSON that the client reads. */
export const READING = Object.keys(METHODS).filter((name) => !/^patch|serveImage/.test(name));

export function seed() {
  const more = { mediaType: 'image', metadata: { title: 'x' }, createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
  const reference = { id: ID, type: 'image', location: 'metadata', propertyName: 'teaserImage' };
  return {
    entries: [
      { id: ID, version: 1, asset: { key: 'a/b.jpg', url: 'https://cdn.example/a/b.jpg' }, ...more },
      { id: '2er11b3i', version: 1, asset: { key: 'c d/ü+?#%.jpg' }, ...more },
      { id: 'a77ei8nm', version: 1, systemName: 'externalSystem', externalId: 'ex-1', ...more },
    ],
    files: { 'a/b.jpg': new Uint8Array([1, 2, 3]), 'c d/ü+?#%.jpg': new Uint8Array([4, 5]) },
    usageLog: { [ID]: [{ id: 'g6Hmp49Y', state: 'confirmed', purpose: 'web', publicationDate: '2026-04-02T13:34:26.353Z' }] },
    documentReferences: { [ID]: [2, 3, 5, 7, 11].map((id) => ({ id, references: [reference] })) },
    mediaReferences: { [ID]: ['B1LPgANhJFpo', 'other', 'third'].map((id) => ({ id, references: [reference] })) },
  };
}

/** Collects what is raised outside of any promise that somebody holds, while `work` runs and a little longer. */
export async function raisedDuring(work) {
  const raised = [];
  const raise = (error) => raised.push(error);
  process.on('unhandledRejection', raise).on('uncaughtException', raise);
  try {
    await work();
    await settle();
  } finally {
    process.off('unhandledRejection', raise).off('uncaughtException', raise);
  }
  return raised;
}
