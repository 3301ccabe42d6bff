// Traps, in Node and in a page. What is shipped has no export that traps: the tests put a trap before its functions.

/** A module whose only function is `unreachable`. */
const TRAP_MODULE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 116, 0, 0, 10, 5, 1, 3, 0, 0, 11];

/** To be called before the first use. Gives a function that has the next function of the wasm trap that is called; `made()`: how many instances. */
export function watchInstances() {
  const { Instance, Module } = WebAssembly;
  const { t: trap } = new Instance(new Module(new Uint8Array(TRAP_MODULE))).exports;
  let armed = false;
  let made = 0;
  const guarded = (work) => (...values) => {
    if (!armed) return work(...values);
    armed = false;
    return trap();
  };
  WebAssembly.Instance = class extends Instance {
    #exports = Object.entries(super.exports).map(([name, value]) => [name, typeof value === 'function' ? guarded(value) : value]);
    exports = Object.fromEntries(this.#exports);
    count = made++;
  };
  return Object.assign(() => (armed = true), { made: () => made });
}

const VALID = { patches: [{ operation: 'archive' }] };
const WRONG = { patches: [{ operation: 'x' }] };
const PURPOSES = [{ handle: 'print' }];
const radio = { patches: [{ operation: 'addUsageLogEntry', value: { purpose: 'radio' } }] };

const described = ({ name, code, reason, message, cause }) => `${name} ${code} ${reason} ${message} ${cause?.name}`;
const thrown = (work) => {
  try {
    return JSON.stringify(work());
  } catch (error) {
    return described(error);
  }
};
const rejected = (promise) => promise.then((value) => JSON.stringify(value), described);
const rest = () => new Promise((resolve) => setTimeout(resolve, 20));
const entry = { id: 'a', version: 1 };

/** A client whose `fetch` answers when it is told to. */
function waiting({ MediaLibraryClient }) {
  const answers = [];
  const fetch = () => new Promise((resolve) => answers.push(() => resolve(Response.json(entry))));
  const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch });
  const answer = () => answers.splice(0).forEach((give) => give());
  return { client, answer };
}

/** Each gives what came of it. */
export const SCENARIOS = {
  /** Every way into a validator that was made before. */
  async validators(library, spoil) {
    const validator = new library.Validator({ usagePurposes: PURPOSES });
    const before = validator.validate(VALID).length;
    const results = [];
    for (const use of [
      () => validator.validate(VALID),
      () => validator.validateJson(new Uint8Array(100_000)),
      () => validator.validatePatch(VALID.patches[0]),
      () => validator.isPatch(VALID.patches[0]),
      () => new library.Validator(),
    ]) {
      spoil();
      results.push(thrown(use));
      results.push(validator.validate(VALID).length, validator.validate(WRONG).length, validator.validate(radio)[0].code);
    }
    return [before, ...results];
  },

  /** A call under way rejects, is aborted and answered too late; another works. */
  async calls(library, spoil) {
    const { client, answer } = waiting(library);
    const controller = new AbortController();
    const calls = [client.getEntry('a'), client.getEntry('b', { signal: controller.signal })].map(rejected);
    await rest();
    spoil();
    const trap = thrown(() => new library.Validator().validate(VALID));
    controller.abort();
    answer();
    const results = await Promise.all(calls);
    await rest();
    const next = rejected(client.getEntry('a'));
    await rest();
    answer();
    return [trap, ...results, await next];
  },

  /** One call waits for its next attempt, and has no request under way; another one stands behind it. */
  async pauses(library, spoil) {
    const { MediaLibraryClient } = library;
    const fetch = async (url) => (url.endsWith('/a') ? new Response(null, { status: 503 }) : new Promise(() => {}));
    const client = new MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch });
    const results = [];
    for (const id of ['a', 'b']) rejected(client.getEntry(id)).then((result) => results.push(result));
    await rest();
    spoil();
    const trap = thrown(() => new library.Validator().validate(VALID));
    await rest();
    return [trap, ...results];
  },

  /** The trap comes while nobody waits but the call itself: in a microtask, or in the call that begins it. */
  async alone(library, spoil) {
    const { client, answer } = waiting(library);
    const first = rejected(client.getEntry('a'));
    await rest();
    spoil();
    answer();
    const results = [await first];
    for (const call of [() => client.patchEntry('a', VALID), () => client.getEntries({ ids: ['a'] })]) {
      client.validator.validate(VALID);
      spoil();
      results.push(await rejected(call()));
    }
    const next = rejected(client.getEntry('a'));
    await rest();
    answer();
    return [...results, await next];
  },

  /** The trap comes in a function of the caller's that the wasm has called: those frames go on nowhere, and break nothing. */
  async callbacks(library, spoil) {
    const results = [];
    for (const at of ['onAttempt', 'header', 'abort']) {
      const spoilHere = (place) => {
        if (place !== at) return;
        spoil();
        thrown(() => new library.Validator().validate(VALID));
        if (at !== 'abort') begin();
      };
      const { client: other, answer } = waiting(library);
      let later = [];
      const begin = () => (later = [other.getEntry('b'), other.patchEntry('c', VALID)].map(rejected));
      const headers = {
        get(name) {
          if (name === 'retry-after') spoilHere('header');
          return null;
        },
      };
      const fetch = async (url, { signal }) => {
        // A trap has whoever listens begin new calls.
        if (at === 'abort') signal.addEventListener('abort', begin);
        if (at === 'abort') return new Promise(() => {});
        return { status: 503, headers, arrayBuffer: async () => new ArrayBuffer(0) };
      };
      const onAttempt = () => spoilHere('onAttempt');
      const client = new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch, onAttempt });
      const first = rejected(client.getEntry('a'));
      await rest();
      if (at === 'abort') spoilHere('abort');
      results.push(await first);
      // Longer than the wait of a call that would go on.
      await new Promise((resolve) => setTimeout(resolve, 700));
      answer();
      results.push(...(await Promise.all(later)));
    }
    return results;
  },

  /** What was asked before the trap is answered when a call of the next instance waits, at the same address. */
  async late(library, spoil) {
    const answers = [];
    const fetch = () => new Promise((resolve) => answers.push((id) => resolve(Response.json({ id, version: 1 }))));
    const client = new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 'demo-token', fetch });
    const results = [];
    // Both calls are the first ones of their instances.
    spoil();
    results.push(thrown(() => client.validator.validate(VALID)));
    rejected(client.getEntry('a')).then((result) => results.push(result));
    await rest();
    spoil();
    results.push(thrown(() => client.validator.validate(VALID)));
    const next = rejected(client.getEntry('b'));
    next.then((result) => results.push(result));
    await rest();
    answers[0]('a');
    await rest();
    results.push('b waits');
    answers[1]('b');
    await next;
    return results;
  },

  /** A function of the page's that the wasm calls throws. */
  async foreign(library) {
    const { client, answer } = waiting(library);
    const { decode } = TextDecoder.prototype;
    const calls = [rejected(client.getEntry('a'))];
    await rest();
    TextDecoder.prototype.decode = function () {
      throw new TypeError('own');
    };
    calls.push(rejected(client.patchEntry('a', { version: 1e300, ...VALID })));
    await rest();
    TextDecoder.prototype.decode = decode;
    answer();
    const results = await Promise.all(calls);
    const next = rejected(client.getEntry('a'));
    await rest();
    // What is wrong with an argument breaks nothing off.
    const wrong = await rejected(client.getEntries({ ids: ['a,b'] }));
    answer();
    return [...results, wrong.split(' ', 1)[0], await next];
  },

  /** No room for another call: neither the stack nor the validator is left in a bad way. */
  async overflow(library) {
    const validator = new library.Validator();
    const results = new Set();
    const dive = () => {
      try {
        dive();
      } finally {
        results.add(thrown(() => validator.validate(VALID)).split(' ', 1)[0]);
      }
    };
    try {
      dive();
    } catch {
      // The stack's end.
    }
    const allowed = ['[]', 'RangeError', 'InternalError', 'WebAssemblyError'];
    return [[...results].filter((result) => !allowed.includes(result)), validator.validate(VALID).length];
  },
};

const TRAP = 'WebAssemblyError web_assembly trap livingdocs-media-library: the WebAssembly broke off; the next call starts it anew. RuntimeError';
const AFTER = [0, 1, 'unknown_purpose'];

/** What has to come of them. */
export const EXPECTED = {
  validators: [0, ...Array(5).fill([TRAP, ...AFTER]).flat()],
  calls: [TRAP, TRAP, TRAP, JSON.stringify(entry)],
  pauses: [TRAP, TRAP, TRAP],
  alone: [TRAP, TRAP, TRAP, JSON.stringify(entry)],
  callbacks: Array(3).fill([TRAP, JSON.stringify(entry), undefined]).flat(),
  late: [TRAP, TRAP, TRAP, 'b waits', JSON.stringify({ ...entry, id: 'b' })],
  foreign: [TRAP, TRAP, 'TypeError', JSON.stringify(entry)],
  overflow: [[], 0],
};
