// What a media library is thought to be, as plainly as can be said: entries by id, and what each patch makes of one.

/** Thrown where the server refuses; `code` is that of the client's error. */
export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

const refuse = (code) => {
  throw new Refused(code);
};

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
  constructor({ entries, files, usageLog, mediaReferences }) {
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

  patch(id, { version, preserveUpdatedAt, patches }, now) {
    const record = structuredClone(this.#record(id));
    if (version !== undefined && Number(version) !== record.entry.version) refuse('conflict');
    for (const patch of patches) OPERATIONS[patch.operation](record, patch, now, this.files);
    record.entry.version++;
    if (!preserveUpdatedAt) record.entry.updatedAt = now;
    this.records.set(id, record);
  }
}
