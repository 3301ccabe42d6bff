/**
 * Whether an entry shows that a request was applied. Consulted only once the entry's version has moved on since: others may
 * have moved it, so that nothing but the effect of each patch counts, and nothing that cannot be seen.
 */
import { isDeepStrictEqual } from 'node:util';
import { PermissionError } from 'livingdocs-media-library';
/** @import { JsonObject, MediaLibraryClient, MediaLibraryEntry, Patch, PatchRequest, UsageLogEntry } from 'livingdocs-media-library' */
/** @import { Intent } from '../types.js' */

/**
 * What has to be known before the request is sent.
 * @param {MediaLibraryClient} client
 * @param {MediaLibraryEntry<JsonObject>} entry
 * @param {readonly Patch[]} patches
 */
export async function before(client, entry, patches) {
  const adds = patches.some(({ operation }) => operation === 'addUsageLogEntry');
  const revokes = patches.some(({ operation }) => operation === 'revokeAsset');
  return {
    ...(adds && { usageLog: (await client.getUsageLog(entry.id)).map(({ id }) => id) }),
    ...(revokes && { served: await isServed(client, entry) }),
  };
}

/**
 * True where the request was applied for certain; false where that cannot be known.
 * @param {MediaLibraryClient} client
 * @param {MediaLibraryEntry<JsonObject>} entry as it is now
 * @param {PatchRequest} request
 * @param {Intent} intent
 */
export async function showsEffect(client, entry, { patches }, intent) {
  const reads = patches.some(({ operation }) => operation.includes('UsageLogEntry'));
  const usageLog = reads ? await client.getUsageLog(entry.id) : [];
  const adds = patches.filter((patch) => patch.operation === 'addUsageLogEntry');
  // The patches of a request are applied together, and nobody else adds the same.
  if (adds.length > 0) return areAdded(adds.map(({ value }) => value), usageLog, new Set(intent.usageLog));
  for (const patch of patches) {
    if (!(await isVisible(client, entry, patch, usageLog, intent))) return false;
  }
  return true;
}

/**
 * @param {MediaLibraryClient} client
 * @param {MediaLibraryEntry<JsonObject>} entry
 * @param {Patch} patch
 * @param {readonly UsageLogEntry[]} usageLog
 * @param {Intent} intent
 */
async function isVisible(client, entry, patch, usageLog, { served }) {
  switch (patch.operation) {
    case 'setMetadataProperty':
      return isDeepStrictEqual(entry.metadata[patch.propertyName] ?? null, patch.value ?? null);
    case 'replaceAsset':
      return entry.asset?.key === patch.value.key;
    case 'updateUsageLogEntry':
      return usageLog.some((log) => log.id === patch.usageLogEntryId && matches(log, patch.value));
    case 'removeUsageLogEntry':
      return usageLog.every(({ id }) => id !== patch.usageLogEntryId);
    case 'revokeAsset':
      return served === true && (await isServed(client, entry)) === false;
    case 'unrevokeAsset':
      return (await isServed(client, entry)) === true;
    // The API does not show what is archived, nor every asset of a translation.
    case 'archive':
    case 'removeAsset':
    case 'addUsageLogEntry':
      return false;
  }
}

/**
 * Each of `values` by an entry of its own that was not in the log before.
 * @param {object[]} values
 * @param {readonly UsageLogEntry[]} usageLog
 * @param {Set<string>} known
 */
function areAdded(values, usageLog, known) {
  const added = usageLog.filter(({ id }) => !known.has(id));
  return values.every((value) => {
    const at = added.findIndex((log) => matches(log, value));
    if (at >= 0) added.splice(at, 1);
    return at >= 0;
  });
}

/**
 * @param {UsageLogEntry} log
 * @param {any} value of a patch
 */
function matches(log, { state = 'pending', purpose, publicationDate, url, params }) {
  return (
    log.state === state &&
    log.purpose === purpose &&
    log.url === url &&
    // The server may write a date in another way.
    timeOf(log.publicationDate) === timeOf(publicationDate) &&
    isDeepStrictEqual(log.params ?? {}, params ?? {})
  );
}

/** @param {string | undefined} date */
function timeOf(date) {
  return date === undefined ? undefined : Date.parse(date);
}

/**
 * Undefined where the entry does not say which file is its.
 * @param {MediaLibraryClient} client
 * @param {MediaLibraryEntry<JsonObject>} entry
 */
async function isServed(client, { asset }) {
  if (!asset?.key) return undefined;
  try {
    const { body } = await client.serveImage(asset.key);
    await body?.cancel();
    return true;
  } catch (error) {
    if (error instanceof PermissionError) return false;
    if (/** @type {any} */ (error).code === 'not_found') return undefined;
    throw error;
  }
}
