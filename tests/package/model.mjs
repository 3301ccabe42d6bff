// Random sequences of every operation of the client, against the emulator and against a naive model, with faults.
// `node tests/package/model.mjs [--steps N] [--seed N]` does more of it than the tests do; it wants `cargo xtask test build`.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Faults, faultsFor } from './model-faults.mjs';
import { MEDIA_TYPES, Model, areRight, isRepeatable } from './model-store.mjs';
import { random } from './random.mjs';
import { virtualTime } from './virtual-time.mjs';

process.env.PACKAGE_FOLDER ??= fileURLToPath(new URL('../../target/package-test', import.meta.url));
const { BASE, MediaLibraryEmulator, collect, connect } = await import('./clients.mjs');
const { Imports } = await import('./model-imports.mjs');

/** An emulator keeps all of its requests: so there is another one after so many steps. */
const STEPS_OF_ONE = 250;
const IDS = ['a', 'b', 'c', 'd'];
const FILES = Object.fromEntries(['a.jpg', 'b.jpg', 'x/1.jpg', 'x/2 ü.jpg', 'en.jpg'].map((key, index) => [key, new Uint8Array([index])]));
const reference = { id: 'a', type: 'image', location: 'metadata', propertyName: 'teaserImage' };

/** The same with other names. */
const renamed = (value, names) => (Array.isArray(value) ? value.map((one) => renamed(one, names)) : names.get(value) ?? value);

const options = () => ({
  entries: IDS.map((id, index) => ({
    id,
    version: index,
    mediaType: 'image',
    metadata: index ? { title: id } : {},
    createdAt: '2026-01-01T00:00:00.000Z',
    updatedAt: '2026-01-01T00:00:00.000Z',
    ...(index < 2 && { asset: { key: `${id}.jpg` }, translations: [{ locale: 'en', asset: { key: 'en.jpg' } }, { locale: 'fr' }] }),
    ...(index > 1 && { externalId: 'ex', systemName: `system-${id}` }),
  })),
  files: FILES,
  usageLog: { a: [{ id: 'g6Hmp49Y', state: 'pending', purpose: 'web', documentId: 7 }] },
  mediaTypes: MEDIA_TYPES,
  imports: { polls: 2, quota: 30 },
  mediaReferences: { a: Array.from({ length: 5 }, (_, id) => ({ id: String(id), references: [reference] })), other: [] },
});

class Walk {
  constructor(next) {
    this.next = next;
    this.model = new Model(options());
    const hear = (url, { body }) => {
      this.heard.push(JSON.parse(body));
      return new Response();
    };
    this.emulator = new MediaLibraryEmulator({ ...options(), now: () => this.now, webhook: { fetch: hear } });
    this.faults = new Faults(this.emulator);
    this.now = Date.UTC(2026, 4, 1);
    this.client = connect(this.emulator.fetch, { timeoutMs: 5_000, mediaTypes: MEDIA_TYPES });
    const imports = new Imports(this);
    for (const name of ['importEntries', 'upsertEntries', 'importFromUrls', 'waitForImport']) this.steps[name] = () => imports[name]();
  }

  keys = Object.keys(FILES);
  /** By the webhook. */
  heard = [];

  chance = (odds) => this.next() < odds;
  below = (count) => Math.floor(this.next() * count);
  pick = (list) => list[this.below(list.length)];
  some = (most, make) => Array.from({ length: this.below(most + 1) }, make);
  id = () => (this.chance(0.1) ? 'none' : this.pick(this.chance(0.6) ? IDS : [...this.model.records.keys()]));
  iso = () => new Date(this.now).toISOString();

  usageLogEntryId(id) {
    const log = this.model.records.get(id)?.log ?? [];
    return log.length === 0 || this.chance(0.1) ? 'missing' : this.pick(log).id;
  }

  entryOfLog = () => ({
    purpose: this.pick(['web', 'print']),
    state: this.pick(['pending', 'pending', 'confirmed']),
    publicationDate: '2026-04-02T13:34:26.353Z',
    ...(this.chance(0.3) && { url: 'https://x.example/1' }),
    ...(this.chance(0.3) && { params: { page: this.below(9) } }),
  });

  patchOf(id) {
    const usageLogEntryId = this.usageLogEntryId(id);
    const { log, state } = this.model.records.get(id) ?? {};
    const old = log?.find((entry) => entry.id === usageLogEntryId);
    const isRevoked = this.chance(0.9) === (state === 'revoked');
    return this.pick([
      () => ({ operation: 'setMetadataProperty', propertyName: this.pick(['title', 'title', 'x', 'x', 'constructor', 'constructor', 'note']), value: this.pick(['é😀', 0, { a: [null] }, null, [], undefined]) }),
      () => ({ operation: 'archive' }),
      () => ({ operation: 'replaceAsset', value: { key: this.chance(0.1) ? 'no file' : this.pick(Object.keys(FILES)), ...(this.chance(0.3) && { size: this.below(1e6) }) } }),
      () => ({ operation: 'removeAsset', ...(this.chance(0.9) && { locale: this.pick(['en', 'en', 'en', 'de', 'fr']) }) }),
      () => (isRevoked ? { operation: 'unrevokeAsset' } : { operation: 'revokeAsset', ...(this.chance(0.5) && { note: 'gone' }) }),
      () => ({ operation: 'addUsageLogEntry', value: this.entryOfLog() }),
      () => ({ operation: 'updateUsageLogEntry', usageLogEntryId, value: this.entryOfLog(), ...(this.chance(0.4) && { oldValue: { purpose: this.chance(0.7) ? old?.purpose ?? 'web' : 'print', state: old?.state ?? 'pending' } }) }),
      () => ({ operation: 'removeUsageLogEntry', usageLogEntryId }),
    ])();
  }

  requestOf(id) {
    const version = this.model.records.get(id)?.entry.version ?? 0;
    return {
      patches: [this.patchOf(id), ...this.some(2, () => this.patchOf(id))],
      ...(this.chance(0.3) && { version: this.chance(0.8) ? this.pick([version, String(version)]) : version + 1 }),
      ...(this.chance(0.2) && { preserveUpdatedAt: this.chance(0.5) }),
    };
  }

  /** Each gives what it does, for the case that it fails: the call of the client, and what that has to come to. */
  steps = {
    getEntry: () => this.#read('getEntry', (id) => this.model.get(id)),
    getUsageLog: () => this.#read('getUsageLog', (id) => this.model.log(id)),
    getAssetKeys: () => this.#read('getAssetKeys', (id) => this.model.keys(id)),
    getEntries: () => {
      const ids = [this.id(), ...this.some(4, this.id)];
      return this.#one({ ids }, (client, options) => client.getEntries({ ids }, options), () => this.model.list(ids));
    },
    getEntriesByExternalId: () => {
      const query = { externalId: this.pick(['ex', 'other']), ...(this.chance(0.5) && { systemName: this.pick(['system-c', 'none']) }) };
      return this.#one(query, (client, options) => client.getEntries(query, options), () => this.model.listExternal(query.externalId, query.systemName));
    },
    serveImage: () => {
      const key = this.pick([...this.keys, 'no file', 'import/agency/x/x.jpg']);
      const bytes = async (client, options) => new Uint8Array(await (await client.serveImage(key, options)).arrayBuffer());
      return this.#one({ key }, bytes, () => this.model.image(key), { isImage: true });
    },
    references: () => {
      const id = this.pick([this.id(), 'other']);
      const limit = 1 + this.below(6);
      const offset = this.below(6);
      const page = async (client, options) => (await client.getIncomingMediaReferences(id, { limit, offset }, options)).results;
      return this.#one({ id, limit, offset }, page, () => this.model.referencesOf(id).slice(offset, offset + limit));
    },
    allReferences: () => {
      const limit = 1 + this.below(6);
      const all = async (client, options) => (await collect(client.getIncomingMediaReferences('a', { limit }, options))).map(({ id }) => id);
      return { told: { limit }, call: (client) => all(client, {}), expected: () => ({ value: this.model.referencesOf('a').map(({ id }) => id) }) };
    },
    patchEntry: () => {
      const id = this.id();
      const request = this.requestOf(id);
      const mediaType = this.mediaType();
      const { told, call, takes } = this.#one({ id, request, mediaType }, (client, options) => client.patchEntry(id, request, { mediaType, ...options }));
      return { told, call, takes, expected: () => this.#patch({ id, request, mediaType }, told.maxRetries) };
    },
    invalidPatch: () => {
      const id = this.id();
      const request = { patches: [this.patchOf(id), { operation: this.pick(['revoke', 'toString', '']) }] };
      return { told: { id, request }, call: (client) => client.patchEntry(id, request), expected: () => ({ code: 'validation' }) };
    },
    updateEntry: () => {
      const id = this.id();
      const patches = this.some(2, () => this.patchOf(id));
      // Somebody else is faster, so many times.
      const others = this.some(2, () => ({ patches: [{ operation: 'setMetadataProperty', propertyName: 'x', value: this.below(1e6) }] }));
      const maxRetries = this.below(3);
      const maxConflicts = this.below(4);
      const call = (client) => {
        const left = [...others];
        const ask = async () => {
          const other = left.shift();
          if (other) await this.#send(id, 'PATCH', JSON.stringify(other));
          return patches;
        };
        return client.updateEntry(id, ask, { maxRetries, maxConflicts });
      };
      const read = () => this.faults.expect(() => structuredClone(this.model.get(id)), { maxRetries, isRepeatable: true, readsBody: true });
      const expected = () => {
        const left = [...others];
        let { value: entry, ...failed } = read();
        for (let conflicts = 0; ; conflicts++) {
          if (failed.code) return failed;
          const other = left.shift();
          if (other) this.model.patch(id, other, this.iso());
          if (patches.length === 0) return { value: false };
          if (!areRight(patches, entry.mediaType)) return { code: 'validation' };
          const request = { version: entry.version, patches };
          const { code, isUnclear } = this.faults.expect(() => this.model.patch(id, request, this.iso()), { maxRetries, isRepeatable: true, readsBody: false });
          if (code === undefined) return { value: true };
          if (code !== 'conflict' || isUnclear || conflicts === maxConflicts) return { code };
          const before = entry.version;
          ({ value: entry, ...failed } = read());
          if (!failed.code && entry.version === before) return { code };
        }
      };
      // Theirs would meet the faults, too.
      return { told: { id, patches, others, maxRetries, maxConflicts }, call, expected, takes: others.length === 0 && {} };
    },
    patchEntries: () => {
      const jobs = this.some(5, () => this.id()).map((id) => ({ id, request: this.requestOf(id), mediaType: this.mediaType() }));
      const maxRetries = this.below(3);
      const call = async (client) => {
        const results = await collect(client.patchEntries(jobs, { concurrency: 1, maxRetries }));
        return results.map(({ index, ok, error }) => [index, ok ? undefined : error.code]);
      };
      const expected = () => ({ value: jobs.map((job, index) => [index, this.#patch(job, maxRetries).code]) });
      return { told: { jobs, maxRetries }, call, expected, takes: {} };
    },
  };

  /** What a client that knows the media type of an entry is told. */
  mediaType = () => (this.chance(0.2) ? this.pick(['image', 'clip']) : undefined);

  #patch({ id, request, mediaType }, maxRetries) {
    if (!areRight(request.patches, mediaType)) return { code: 'validation' };
    const doing = () => this.model.patch(id, request, this.iso());
    return this.faults.expect(doing, { maxRetries, isRepeatable: isRepeatable(request), readsBody: false });
  }

  #read(method, answer) {
    const id = this.id();
    return this.#one({ id }, (client, options) => client[method](id, options), () => answer(id));
  }

  /** A call of one request. */
  #one(told, call, answer, { isRepeatable = true, readsBody = true, ...takes } = {}) {
    const maxRetries = this.below(3);
    return {
      told: { ...told, maxRetries },
      call: (client) => call(client, { maxRetries }),
      expected: () => this.faults.expect(answer, { maxRetries, isRepeatable, readsBody }),
      takes,
    };
  }

  #send(path, method = 'GET', body = undefined) {
    const headers = { authorization: 'Bearer demo-token', ...(body && { 'content-type': 'application/json' }) };
    return this.emulator.fetch(`${BASE}/api/2026-05/mediaLibrary/${path}`, { method, headers, body });
  }

  /** Ids are the server's to choose: those of new entries in the usage log are taken over. */
  async #takeIds(id) {
    const { results } = await (await this.#send(`${id}/usageLog`)).json();
    const log = this.model.log(id);
    assert.equal(results.length, log.length);
    results.forEach(({ id }, index) => {
      if (log[index].id === undefined) assert.match(id, /^\w{12}$/);
      log[index].id ??= id;
    });
    assert.equal(new Set(results.map(({ id }) => id)).size, results.length);
    assert.deepEqual(results, log);
  }

  /** One call, and whether it has come to what it had to, and the server to what the model is. */
  async step(finish) {
    const name = this.pick(Object.keys(this.steps));
    const { told, call, expected, takes } = this.steps[name]();
    this.told = { name, ...told };
    this.now += 1_000;
    if (takes && this.chance(0.4)) {
      const [row, times, skip] = [this.pick(faultsFor(takes)), 1 + this.below(3), this.chance(0.5) ? this.below(4) : 0];
      this.faults.add(row, times, skip);
      Object.assign(this.told, { fault: row.fault, times, skip });
    }
    const { value, code } = expected();
    const came = await finish(call(this.client).then((value) => ({ value, code: undefined }), (error) => ({ value: undefined, code: error.code ?? String(error.stack) })));
    const names = await finish(this.#takeNames());
    assert.deepEqual(came, { value: renamed(value, names), code });
    await finish(this.faults.clear());
    for (const id of this.model.touched) if (this.model.records.has(id)) await finish(this.check(id));
    this.model.touched.clear();
  }

  /** What the webhook has heard since the step before; gives the ids of new entries by their names in the model. */
  async #takeNames() {
    await this.emulator.delivered();
    const heard = this.heard.splice(0).map(({ event, mediaId }) => [event.replace('mediaLibraryEntry.', ''), mediaId]);
    const told = this.model.events.splice(0);
    const names = new Map();
    for (const [index, [event, id]] of told.entries()) {
      if (event === 'create' && id.startsWith('new ')) names.set(id, heard[index]?.[1]);
    }
    assert.deepEqual(heard, renamed(told, names));
    for (const id of names.values()) assert.match(id, /^\w{12}$/);
    if (names.size > 0) this.model.rename(names);
    return names;
  }

  async check(id) {
    const { entry, state, revokeNote } = this.model.records.get(id);
    const own = { ...entry, ...(state && { state }), ...(revokeNote !== undefined && { revokeNote }) };
    assert.deepEqual(this.emulator.entry(id), own);
    await this.#takeIds(id);
  }

  /** Also those that nobody meant to touch. */
  async checkAll() {
    for (const id of this.model.records.keys()) await this.check(id);
  }
}

/** So many steps; `tell` hears of each thousand. Throws where the server and the model part, and says how to do so again. */
export async function walk({ steps, seed, tell = () => {} }) {
  const next = random(seed);
  const time = virtualTime();
  let done = 0;
  let now;
  const counts = {};
  try {
    for (; done < steps; done++) {
      if (done % STEPS_OF_ONE === 0) {
        await now?.checkAll();
        now = new Walk(next);
      }
      await now.step(time.finish);
      counts[now.told.name] = (counts[now.told.name] ?? 0) + 1;
      if (done % 1_000 === 999) tell(done + 1);
    }
    await now?.checkAll();
    assert.equal(time.timers(), 0, 'timers are left');
    return counts;
  } catch (error) {
    throw new Error(`step ${done} of the seed ${seed}: ${JSON.stringify(now?.told)}`, { cause: error });
  } finally {
    time.end();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { steps: { type: 'string', default: '10000' }, seed: { type: 'string' } } });
  const seed = Number(values.seed ?? Date.now() % 2 ** 31);
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1_000);
  console.log(`seed ${seed}`);
  const tell = (done) => done % 10_000 === 0 && console.log(`${done} steps in ${seconds()} s`);
  console.log(await walk({ steps: Number(values.steps), seed, tell }), `${values.steps} steps in ${seconds()} s: the emulator is as the model says`);
}
