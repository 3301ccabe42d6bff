// What a media library is thought to be, as plainly as can be said: entries by id, and what each patch makes of one.

/** Thrown where the server refuses; `code` is that of the client's error, `of` what is in the way. */
export class Refused extends Error {
  constructor(code, of) {
    super(code);
    this.code = code;
    this.of = of;
  }
}

const refuse = (code, of) => {
  throw new Refused(code, of);
};

/** As a project's configuration has them: what is of a customer's own plugin may be anything. */
export const MEDIA_TYPES = [
  {
    handle: 'image',
    type: 'mediaImage',
    metadata: [...['title', 'x', 'constructor'].map((handle) => ({ handle, type: 'own' })), { handle: 'note', type: 'li-text', config: { maxLength: 5 } }],
  },
  {
    handle: 'clip',
    type: 'mediaVideo',
    asset: { replaceable: false },
    metadata: [{ handle: 'title', type: 'li-text' }, { handle: 'x', type: 'li-integer' }],
  },
];

/** What those mean: which values a property takes, and what an asset has to have. */
const TYPES = {
  image: {
    takes: { title: () => true, x: () => true, constructor: () => true, note: (value) => typeof value === 'string' && value.length <= 5 },
    needs: ['width', 'height'],
    isReplaceable: true,
  },
  clip: { takes: { title: (value) => typeof value === 'string', x: Number.isInteger }, needs: ['duration'], isReplaceable: false },
};

/** What is removed may be of any name. */
const fits = (type, name, value) => value === null || value === undefined || (Object.hasOwn(type.takes, name) && type.takes[name](value));

/** Whether these patches are right for an entry of that media type; where none is named, each for one of some type. */
export const areRight = (patches, mediaType) =>
  patches.every(({ operation, propertyName, value }) =>
    (mediaType === undefined ? Object.values(TYPES) : [TYPES[mediaType]]).some((type) => {
      if (operation === 'replaceAsset') return type.isReplaceable;
      return operation !== 'setMetadataProperty' || fits(type, propertyName, value);
    }),
  );

/** Whether an entry can be imported, but for what is there already. */
export function isImportable({ mediaType, asset, metadata = {}, externalId, systemName }) {
  if (!Object.hasOwn(TYPES, mediaType) || (externalId !== undefined && systemName === undefined)) return false;
  const type = TYPES[mediaType];
  const isWhole = ['key', 'url', 'size', 'mimeType', 'filename', ...type.needs].every((name) => asset[name] !== undefined);
  return isWhole && Object.entries(metadata).every(([name, value]) => fits(type, name, value));
}

/** What the server says of files that it has fetched, and nobody has looked into. */
const EXTENTS = { images: { width: 1600, height: 900 }, videos: { duration: 60 }, files: {} };
const MIME_TYPES = { jpg: 'image/jpeg', mp4: 'video/mp4' };

/** What a webhook is told of patches that are not these: an update. */
const EVENTS = { archive: 'archive', revokeAsset: 'revoke', unrevokeAsset: 'active' };

/** What an update of a usage log entry leaves as it was. */
const keptOf = ({ id, reportingDate, documentId, publicationId }) =>
  Object.fromEntries(Object.entries({ id, reportingDate, documentId, publicationId }).filter(([, value]) => value !== undefined));

/** Each changes a copy of the record: `{ entry, state, revokeNote, log, former }`. `now` is an ISO date. */
const OPERATIONS = {
  setMetadataProperty({ entry }, { propertyName, value }) {
    if (value === undefined || value === null) delete entry.metadata[propertyName];
    else entry.metadata[propertyName] = value;
  },
  archive(record) {
    record.state = 'archived';
    delete record.revokeNote;
  },
  revokeAsset(record, { note }) {
    if (record.state === 'revoked') refuse('conflict');
    record.state = 'revoked';
    if (note === undefined) delete record.revokeNote;
    else record.revokeNote = note;
  },
  unrevokeAsset(record) {
    if (record.state !== 'revoked') refuse('conflict');
    delete record.state;
    delete record.revokeNote;
  },
  replaceAsset({ entry, former }, { value }, now, files) {
    if (!Object.hasOwn(files, value.key)) refuse('bad_request');
    if (entry.asset) former.push(entry.asset.key);
    entry.asset = value;
  },
  removeAsset({ entry, former }, { locale = 'de' }) {
    const translation = locale === 'de' ? undefined : entry.translations?.find((one) => one.locale === locale && one.asset);
    if (!translation) return refuse('bad_request');
    former.push(translation.asset.key);
    delete translation.asset;
  },
  addUsageLogEntry({ log }, { value }, now) {
    log.push({ state: 'pending', ...value, reportingDate: now });
  },
  updateUsageLogEntry({ log }, { usageLogEntryId, value, oldValue = {} }) {
    const index = log.findIndex(({ id }) => id === usageLogEntryId);
    if (index < 0) refuse('not_found');
    if (Object.entries(oldValue).some(([name, old]) => JSON.stringify(log[index][name]) !== JSON.stringify(old))) refuse('conflict');
    log[index] = { ...keptOf(log[index]), ...value };
  },
  removeUsageLogEntry({ log }, { usageLogEntryId }) {
    const index = log.findIndex(({ id }) => id === usageLogEntryId);
    if (index < 0) refuse('not_found');
    log.splice(index, 1);
  },
};

/** A request of these can be applied twice without harm, and so can one with a version: the second is refused. */
const HARMLESS = ['setMetadataProperty', 'replaceAsset', 'archive'];
export const isRepeatable = ({ version, patches }) => version !== undefined || patches.every(({ operation }) => HARMLESS.includes(operation));

/** A media library of these options of an emulator. */
export class Model {
  /** Those that were changed, or were not. */
  touched = new Set();
  /** What a webhook has to be told: `[event, id]`. */
  events = [];
  /** Files to be fetched: `{ kind, items, polls, results }`, and the `id` where somebody was told of it. */
  jobs = [];
  /** How many were asked for; all on one day. */
  fetched = 0;
  /** How many ids the server has chosen: such an entry is called `new 1` and so on, until it is known by `rename`. */
  chosen = 0;

  constructor({ entries, files, usageLog, mediaReferences, imports }) {
    this.imports = imports;
    this.files = files;
    this.references = mediaReferences;
    this.records = new Map(
      structuredClone(entries).map((entry) => [entry.id, { entry, log: structuredClone(usageLog[entry.id] ?? []), former: [] }]),
    );
  }

  #record(id) {
    return this.records.get(id) ?? refuse('not_found');
  }

  get = (id) => this.#record(id).entry;
  list = (ids) => ids.flatMap((id) => this.records.get(id)?.entry ?? []);
  listExternal = (externalId, systemName) =>
    [...this.records.values()].map(({ entry }) => entry).filter((entry) => entry.externalId === externalId && (systemName === undefined || entry.systemName === systemName));
  log = (id) => this.#record(id).log;
  referencesOf = (id) => this.references[id] ?? (this.#record(id), []);

  keys(id) {
    const { entry, former } = this.#record(id);
    const translated = (entry.translations ?? []).flatMap(({ asset }) => asset?.key ?? []);
    return [...new Set([...(entry.asset ? [entry.asset.key] : []), ...former, ...translated])];
  }

  image(key) {
    const holders = [...this.records.keys()].filter((id) => this.keys(id).includes(key));
    if (holders.length === 0) refuse('not_found');
    if (holders.every((id) => this.records.get(id).state === 'revoked')) refuse('permission');
    return this.files[key] ?? refuse('not_found');
  }

  /** `names`: the ids of those that had none. */
  rename(names) {
    const idOf = (id) => names.get(id) ?? id;
    this.records = new Map([...this.records].map(([id, record]) => [idOf(id), { ...record, entry: { ...record.entry, id: idOf(id) } }]));
    this.touched = new Set([...this.touched].map(idOf));
    for (const { results = [] } of this.jobs) for (const result of results) result[2] = idOf(result[2]);
  }

  /** Gives the id. */
  create(given, now) {
    if (!isImportable(given)) refuse('bad_request');
    const { externalId, systemName } = given;
    if (this.records.has(given.id)) refuse('conflict', 'id');
    if (externalId !== undefined && this.listExternal(externalId, systemName).length > 0) refuse('conflict', 'externalId');
    const id = given.id ?? `new ${++this.chosen}`;
    const entry = { metadata: {}, ...structuredClone(given), id, version: 1, createdAt: now, updatedAt: now };
    this.records.set(id, { entry, log: [], former: [] });
    this.touched.add(id);
    this.events.push(['create', id]);
    return id;
  }

  startJob(kind, { systemName, [kind]: items }) {
    if (this.fetched + items.length > this.imports.quota) refuse('rate_limit');
    this.fetched += items.length;
    this.jobs.push({ kind, systemName, items, polls: this.imports.polls });
  }

  /** What became of each file, once there is an answer that says so. */
  pollJob(id, now) {
    const job = this.jobs.find((job) => job.id === id) ?? refuse('not_found');
    if (job.polls-- > 0) return undefined;
    job.results ??= job.items.map((item) => this.#fetch(item, job, now));
    return job.results;
  }

  #fetch({ id: externalId, url, fileName: filename, mediaType, metadata = {} }, { kind, systemName }, now) {
    const key = `import/${systemName}/${externalId}/${filename}`;
    const asset = { key, url, size: 21_000, mimeType: MIME_TYPES[filename.split('.').at(-1)], filename, ...EXTENTS[kind] };
    try {
      return ['success', externalId, this.create({ systemName, externalId, mediaType, asset, metadata }, now)];
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return [error.code === 'conflict' ? 'skipped' : 'failed', externalId, undefined];
    }
  }

  patch(id, { version, preserveUpdatedAt, patches }, now) {
    this.touched.add(id);
    if (!areRight(patches, this.records.get(id)?.entry.mediaType)) refuse('bad_request');
    const record = structuredClone(this.#record(id));
    if (version !== undefined && Number(version) !== record.entry.version) refuse('conflict');
    for (const patch of patches) OPERATIONS[patch.operation](record, patch, now, this.files);
    record.entry.version++;
    if (!preserveUpdatedAt) record.entry.updatedAt = now;
    this.records.set(id, record);
    for (const event of new Set(patches.map(({ operation }) => EVENTS[operation] ?? 'update'))) this.events.push([event, id]);
  }
}
