// Entries that are made, as steps of model.mjs: what is called, and what it has to come to. README, "Import entries".

import { assetOf, importEntries, importFromUrls, inOrder, upsertEntries, waitForImport } from './imports.mjs';
import { Refused, areRight, isImportable } from './model-store.mjs';

const EXTENTS = { image: { width: 1_600, height: 900 }, clip: { width: undefined, height: undefined, duration: 60 } };
const KINDS = ['images', 'videos', 'files'];
/** Of a request that can be sent twice. */
const READ = { isRepeatable: true, readsBody: true };

const hasName = ({ id, externalId, systemName }) => id !== undefined || (externalId !== undefined && systemName !== undefined);
const isSame = (left, right) => JSON.stringify(left) === JSON.stringify(right);

/** A result, in a list that can be compared. */
const shown = ({ index, ok, outcome, id, patches, error, outcomeUnknown }) =>
  ok ? [index, outcome, id, patches] : [index, error.code ?? String(error.stack), outcomeUnknown];

export class Imports {
  /** `walk` has the model, the faults, and the chance. */
  constructor(walk) {
    this.walk = walk;
  }

  #pair = () => this.walk.pick([{ externalId: 'ex', systemName: 'system-c' }, ...Array.from('123456789abcdef', (externalId) => ({ externalId, systemName: 'agency' }))]);

  #metadata(mediaType) {
    const { chance, pick, below } = this.walk;
    const title = pick(['Lake', 'Lake', 'Sea', null, ...(mediaType === 'image' ? [{ a: [null] }] : [])]);
    return { ...(chance(0.7) && { title }), ...(chance(0.5) && { x: below(3) }), ...(chance(0.1) && { note: pick(['short', 'too long']) }) };
  }

  /** Most are right. */
  #entry(name) {
    const { chance, pick, keys } = this.walk;
    const mediaType = chance(0.05) ? 'none' : pick(['image', 'image', 'clip']);
    const asset = { ...assetOf(pick(keys)), ...EXTENTS[mediaType] };
    if (chance(0.05)) delete asset.size;
    const translations = [{ locale: 'en', asset: { ...asset, key: 'en.jpg' } }, { locale: 'fr', metadata: { title: 'Lac' } }];
    return JSON.parse(JSON.stringify({ ...name, mediaType, asset, ...(chance(0.8) && { metadata: this.#metadata(mediaType) }), ...(chance(0.3) && { translations }) }));
  }

  #name() {
    const { pick } = this.walk;
    return pick([
      () => ({}),
      () => this.#pair(),
      () => this.#pair(),
      () => ({ id: pick(['a', 'own-1', 'own-2', 'Own-3']) }),
      () => ({ id: pick(['own-4', 'own-5']), ...this.#pair() }),
      () => ({ externalId: 'alone' }),
    ])();
  }

  /** What the server says of an entry. */
  #create(entry) {
    try {
      return { id: this.walk.model.create(entry, this.walk.iso()) };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { code: error.code, of: error.of };
    }
  }

  #find = ({ externalId, systemName }, maxRetries) =>
    this.walk.faults.expect(() => structuredClone(this.walk.model.listExternal(externalId, systemName)[0]), { ...READ, maxRetries });

  /** The results of entries that are sent together, as `shown` has them. */
  #send(places, maxRetries, wasUnclear = false) {
    const isRepeatable = hasName(places[0].entry);
    const sent = this.walk.faults.expect(() => places.map(({ entry }) => this.#create(entry)), { maxRetries, isRepeatable, readsBody: true });
    const isUnclear = wasUnclear || sent.isUnclear;
    if (sent.isTooLarge && places.length > 1) {
      const middle = places.length >> 1;
      return [places.slice(0, middle), places.slice(middle)].flatMap((half) => this.#send(half, maxRetries, isUnclear));
    }
    return places.map(({ entry, index }, at) => {
      if (sent.code) return [index, sent.code, isUnclear || sent.code === 'response_format'];
      const { id, code, of } = sent.value[at];
      if (!code) return [index, 'created', id, undefined];
      if (code !== 'conflict' || !isUnclear) return [index, code, false];
      // It is there, perhaps by what was not heard of.
      if (of === 'id') return [index, 'existed', entry.id, undefined];
      const { value, code: failed } = this.#find(entry, maxRetries);
      return failed ? [index, failed, true] : [index, 'existed', value.id, undefined];
    });
  }

  /** Those that may be sent twice apart from the others: what is full goes, and at the end the rest, as it was begun. */
  #batches(places, batchSize) {
    const batches = [];
    const forming = new Map();
    for (const place of places) {
      const kind = hasName(place.entry);
      const batch = [...(forming.get(kind) ?? []), place];
      forming.set(kind, batch);
      if (batch.length < batchSize) continue;
      batches.push(batch);
      forming.delete(kind);
    }
    return [...batches, ...forming.values()];
  }

  importEntries() {
    const { below, chance, some } = this.walk;
    const entries = some(4, () => this.#entry(this.#name()));
    const options = { concurrency: 1, batchSize: 1 + below(3), maxRetries: below(3), validate: chance(0.8) };
    const call = async (client) => (await inOrder(importEntries(client, entries, options))).map(shown);
    const expected = () => {
      const places = entries.map((entry, index) => ({ entry, index }));
      const isSent = ({ entry }) => !options.validate || isImportable(entry);
      const invalid = places.filter((place) => !isSent(place)).map(({ index }) => [index, 'validation', false]);
      const results = this.#batches(places.filter(isSent), options.batchSize).flatMap((batch) => this.#send(batch, options.maxRetries));
      return { value: [...invalid, ...results].sort(([one], [other]) => one - other) };
    };
    return { told: { entries, options }, call, expected, takes: {} };
  }

  upsertEntries() {
    const { below, chance, pick, some } = this.walk;
    const entries = some(3, () => this.#entry({ ...(chance(0.2) && { id: pick(['a', 'own-6']) }), ...this.#pair() }));
    const options = { concurrency: 1, maxRetries: below(3), dryRun: chance(0.2), preserveUpdatedAt: chance(0.3) };
    const call = async (client) => {
      const once = async () => (await inOrder(upsertEntries(client, entries, options))).map(shown);
      return [await once(), await once()];
    };
    const expected = () => {
      const once = () => entries.map((entry, index) => [index, ...this.#upsert(entry, options)]);
      const first = once();
      // Where each is named once, there is nothing left to do.
      const isDone = !options.dryRun && this.walk.faults.left === 0 && first.every(([, , outcomeUnknown]) => typeof outcomeUnknown !== 'boolean');
      const second = once();
      const names = new Set(entries.map(({ externalId }) => externalId));
      if (isDone && names.size === entries.length && !second.every(([, outcome]) => outcome === 'unchanged')) throw new Error(`not the same twice: ${JSON.stringify(second)}`);
      return { value: [first, second] };
    };
    return { told: { entries, options }, call, expected, takes: {} };
  }

  /** `[outcome, id, patches]`, or `[code, outcomeUnknown]`. */
  #upsert(wanted, { maxRetries, dryRun, preserveUpdatedAt }) {
    const { model, faults, iso } = this.walk;
    if (!isImportable(wanted)) return ['validation', false];
    let { value: there, code } = this.#find(wanted, maxRetries);
    if (code) return [code, false];
    if (!there) {
      if (dryRun) return ['created', undefined, undefined];
      const made = faults.expect(() => this.#create(wanted), { ...READ, maxRetries });
      if (made.code) return [made.code, made.isUnclear || made.code === 'response_format'];
      if (!made.value.code) return ['created', made.value.id, undefined];
      ({ value: there, code } = this.#find(wanted, maxRetries));
      if (code) return [code, made.isUnclear];
      // Another entry has its id.
      if (!there) return ['conflict', false];
    }
    const patches = this.#patchesOf(there, wanted);
    const { id, mediaType } = there;
    if (patches.length === 0) return ['unchanged', id, undefined];
    if (dryRun) return areRight(patches, mediaType) ? ['patched', id, patches] : ['validation', false];
    const readAgain = () => faults.expect(() => structuredClone(model.get(id)), { ...READ, maxRetries });
    const read = readAgain();
    if (read.code) return [read.code, false];
    if (!areRight(patches, mediaType)) return ['validation', false];
    const request = { version: read.value.version, preserveUpdatedAt, patches };
    const patched = faults.expect(() => model.patch(id, request, iso()), { maxRetries, isRepeatable: true, readsBody: false });
    if (!patched.code) return ['patched', id, patches];
    // Nobody else was faster.
    const again = patched.code === 'conflict' && !patched.isUnclear ? readAgain() : {};
    return [again.code ?? patched.code, patched.isUnclear];
  }

  #patchesOf({ asset, metadata }, wanted) {
    const patches = Object.entries(wanted.metadata ?? {})
      .filter(([name, value]) => !isSame(metadata[name] ?? null, value))
      .map(([propertyName, value]) => ({ operation: 'setMetadataProperty', propertyName, value }));
    return asset?.key === wanted.asset.key ? patches : [...patches, { operation: 'replaceAsset', value: wanted.asset }];
  }

  importFromUrls() {
    const { below, chance, pick, some, model, faults } = this.walk;
    const kind = pick(KINDS);
    const item = () => {
      const mediaType = chance(0.05) ? 'none' : pick(['image', 'clip']);
      const [id, extension] = [pick(['1', '2', 'x', 'y', 'z']), mediaType === 'clip' ? 'mp4' : 'jpg'];
      return { id, url: `https://agency.example/${id}`, fileName: `${id}.${extension}`, mediaType, ...(chance(0.7) && { metadata: this.#metadata(mediaType) }) };
    };
    const items = [item(), ...some(2, item)];
    const request = { systemName: pick(['agency', 'other']), ...(chance(0.2) && { context: { a: [1] } }), [kind]: items };
    const maxRetries = below(3);
    const isValid = items.every(({ mediaType, metadata = {} }) => mediaType !== 'none' && areRight(Object.entries(metadata).map(([propertyName, value]) => ({ operation: 'setMetadataProperty', propertyName, value })), mediaType));
    const call = async (client) => {
      const job = await importFromUrls(client, kind, request, { maxRetries });
      model.jobs.at(-1).id = job.id;
      return job.kind;
    };
    const expected = () => {
      if (!isValid) return { code: 'validation' };
      const start = () => (model.startJob(kind, request), kind);
      return faults.expect(start, { maxRetries, isRepeatable: false, readsBody: true, isUnderQuota: true });
    };
    return { told: { kind, request, maxRetries }, call, expected, takes: {} };
  }

  waitForImport() {
    const { below, pick, model, faults, iso } = this.walk;
    const { id, kind, systemName } = pick([{ id: 'none', kind: 'images' }, ...model.jobs.filter(({ id }) => id !== undefined)]);
    const maxRetries = below(3);
    const name = kind.slice(0, -1);
    const call = async (client) => {
      const { state, items } = await waitForImport(client, { id, kind }, { maxRetries });
      return [state, items.map((item) => [item.state, item.externalId, item.systemName, item[name]?.mediaId, typeof item.reason])];
    };
    const expected = () => {
      for (;;) {
        const { value, code } = faults.expect(() => ({ results: model.pollJob(id, iso()) }), { ...READ, maxRetries });
        if (code) return { code };
        const { results } = value;
        if (results) return { value: ['success', results.map(([state, externalId, mediaId]) => [state, externalId, systemName, mediaId, mediaId === undefined ? 'string' : 'undefined'])] };
      }
    };
    return { told: { id, kind, maxRetries }, call, expected, takes: {} };
  }
}
