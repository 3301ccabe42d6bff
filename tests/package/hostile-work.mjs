// What has to come out right in hostile surroundings; for a process, a page or a compartment of its own. Uses nothing that is looked up
// in the surroundings once they are hostile.

const { parse } = JSON;
const { keys } = Object;
const { setTimeout: start, clearTimeout: stop, Promise: NativePromise, Uint8Array: NativeUint8Array } = globalThis;
const { charCodeAt, indexOf } = String.prototype;
// `f.call` is looked up, too.
export const has = Function.prototype.call.bind(indexOf);
const codeAt = Function.prototype.call.bind(charCodeAt);

const BASE = 'https://livingdocs.example';
const TOKEN = 'secret-0123456789';
const ENTRY = '{"id":"asze63i9","version":7,"mediaType":"image","metadata":{"title":"x"},"createdAt":"","updatedAt":""}';
const VALID = '{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":{"a":[1,"é😀"]}}]}';
const FAULTY = '{"patches":[{"operation":"revokeAsset","note":5},{},{"operation":"archive","then":1}]}';
const DENIED = '{"status":404,"error":"Not Found","error_details":{"message":"none for secret-0123456789"}}';

/** The bytes of a text of ASCII. */
export function bytesOf(text) {
  const bytes = new NativeUint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = codeAt(text, at);
  return bytes;
}

/**
 * A fetch of the caller's that needs nothing of its runtime; what it was called with goes to `sent`. `answerTo(request)` gives status
 * and text.
 */
export function fetchOf(answerTo, sent) {
  return async (url, { method, headers, body }) => {
    const request = { __proto__: null, url, method, authorization: headers.authorization, body };
    sent[sent.length] = request;
    const { 0: status, 1: text } = answerTo(request);
    return { __proto__: null, status, url: '', body: undefined, then: undefined, headers: { get: () => 'application/json' }, arrayBuffer: async () => bytesOf(text).buffer };
  };
}

/** A client of such a fetch. */
export const clientOf = ({ MediaLibraryClient }, sent, answerTo, more) =>
  new MediaLibraryClient({ baseUrl: BASE, token: TOKEN, fetch: fetchOf(answerTo, sent), ...more });

/** `library`: the main entry. Each task gives text, which stands in EXPECTED. */
export const TASKS = {
  valid: ({ Validator }) => `${new Validator().validate(parse(VALID)).length}`,
  faulty: ({ Validator }) => codes(new Validator().validate(parse(FAULTY))),
  text: ({ Validator }) => codes(new Validator().validateJson(FAULTY)),
  patch: ({ Validator }) => codes(new Validator().validatePatch(parse(FAULTY).patches[0])),
  async get(library, sent) {
    const client = clientOf(library, sent, () => [200, ENTRY]);
    return `${(await client.getEntry('asze63i9')).version}`;
  },
  async send(library, sent) {
    const client = clientOf(library, sent, () => [200, '']);
    await client.patchEntry('asze63i9', parse(VALID));
    return sent[0].body;
  },
  async refuse(library, sent) {
    const client = clientOf(library, sent, () => [200, '']);
    return client.patchEntry('asze63i9', parse(FAULTY)).then(
      () => 'sent',
      ({ code, issues, message }) => (code === 'validation' ? `validation ${codes(issues)}` : `${code} ${message}`),
    );
  },
  async missing(library, sent) {
    const client = clientOf(library, sent, () => [404, DENIED]);
    return client.getEntry('asze63i9').then(
      () => 'found',
      ({ code, message }) => `${code} ${message}`,
    );
  },
};

export const EXPECTED = {
  valid: '0',
  faulty: 'invalid_type missing_property unknown_property',
  text: 'invalid_type missing_property unknown_property',
  patch: 'invalid_type',
  get: '7',
  send: VALID,
  refuse: 'validation invalid_type missing_property unknown_property',
  missing: 'not_found GET https://livingdocs.example/api/2026-05/mediaLibrary/asze63i9: 404 Not Found: none for [token]',
};

function codes(issues) {
  let text = '';
  for (let at = 0; at < issues.length; at++) text += (at ? ' ' : '') + issues[at].code;
  return text;
}

/** What comes first; `await` takes no `then` of a native promise but its own. */
const first = (one, other) =>
  new NativePromise((resolve, reject) => {
    (async () => {
      try {
        resolve(await one);
      } catch (error) {
        reject(error);
      }
    })();
    (async () => resolve(await other))();
  });

/** What is called hanging; so long that what merely waits for its turn on a busy machine is not. */
const PATIENCE_MS = 30_000;

/**
 * What came of each task: its text, `throws …`, or that it hangs. `patienceMs`: less where some may hang, and none has to be right.
 */
export async function work(library, tasks = TASKS, patienceMs = PATIENCE_MS) {
  const results = { __proto__: null };
  const names = keys(tasks);
  for (let number = 0; number < names.length; number++) {
    const name = names[number];
    const sent = [];
    let timer;
    const late = new NativePromise((resolve) => (timer = start(resolve, patienceMs, 'hangs')));
    try {
      results[name] = await first((async () => tasks[name](library, sent))(), late);
    } catch (error) {
      results[name] = `throws ${error.name}: ${error.message}`;
      if (has(`${error.message} ${error.stack}`, TOKEN) >= 0) results[name] += ' LEAKS';
    }
    for (let at = 0; at < sent.length; at++) {
      const { url, authorization } = sent[at];
      if (has(url, BASE) !== 0 || has(url, TOKEN) >= 0 || authorization !== `Bearer ${TOKEN}`) results[name] += ` SENT ${url} ${authorization}`;
    }
    stop(timer);
  }
  return results;
}
