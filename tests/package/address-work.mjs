// Watches the addresses by which JavaScript knows what the WebAssembly has made: which are alive, and what is done with others.

import { rest } from './memory-work.mjs';

/** What `load` imports, with its WebAssembly watched from now on. */
export async function watched(load) {
  const watch = { live: {}, dropped: { validators: 0, clients: 0 }, wrong: [], own: undefined, traps: false };
  const { Instance } = WebAssembly;
  WebAssembly.Instance = class extends Instance {
    #exports = watching(super.exports, watch);
    exports = this.#exports;
  };
  const library = await load();
  new library.Validator();
  return { watch, library };
}

function watching(own, watch) {
  // What unpacks the others has none of these.
  if (!own.newClient) return own;
  // Each instance has addresses of its own.
  const live = { validators: new Set(), clients: new Set() };
  Object.assign(watch, { own, live });
  const check = (kind, name, address) => {
    if (!live[kind].has(address >>> 0)) watch.wrong.push(`${name} of ${address}`);
  };
  const make = (kind, address) => {
    if (address >>> 0 > 4) live[kind].add(address >>> 0);
    return address;
  };
  const use = (kind, name) => (address, ...given) => {
    check(kind, name, address);
    return own[name](address, ...given);
  };
  const drop = (kind, name) => (address) => {
    check(kind, name, address);
    live[kind].delete(address >>> 0);
    watch.dropped[kind]++;
    own[name](address);
  };
  const isValid = use('validators', 'isValid');
  return {
    ...own,
    newValidator: (length) => make('validators', own.newValidator(length)),
    isValid: (...given) => {
      if (watch.traps) throw new WebAssembly.RuntimeError('unreachable');
      return isValid(...given);
    },
    dropValidator: drop('validators', 'dropValidator'),
    newClient: (validator, length) => {
      check('validators', 'newClient', validator);
      return make('clients', own.newClient(validator, length));
    },
    splitIds: use('clients', 'splitIds'),
    call: use('clients', 'call'),
    dropClient: drop('clients', 'dropClient'),
  };
}

/** Calls whose clients nobody has any more, validators that are used once, and traps, with collections between. Counts the ends. */
export async function churn(library, watch, collect) {
  const codes = {};
  const count = (code) => (codes[code] = (codes[code] ?? 0) + 1);
  for (let round = 1; round <= 4; round++) {
    const answers = [];
    const calls = [];
    for (let at = 0; at < 100; at++) {
      const fetch = () => new Promise((resolve) => answers.push(() => resolve(Response.json({ results: [] }))));
      const client = new library.MediaLibraryClient({ baseUrl: 'https://livingdocs.example', token: 't', fetch });
      calls.push(client.getEntries({ ids: [`${at}`] }).then(() => count('success'), (error) => count(error.code)));
      if (new library.Validator().validate({ patches: [{ operation: 'archive' }] }).length > 0) throw new Error('archive is valid');
    }
    await rest(collect);
    answers.forEach((answer) => answer());
    await Promise.all(calls);
    // After a trap, nothing is given back any more.
    await rest(collect);
    watch.traps = true;
    try {
      new library.Validator().validate({ patches: [] });
    } catch (error) {
      count(error.code);
    }
    watch.traps = false;
    await rest(collect);
  }
  return codes;
}
