/** What an entry and its usage log tell of a request whose outcome nobody knows. */
/** @import { MediaLibraryEntry, Patch, PatchRequest, UsageLogEntry } from 'livingdocs-media-library' */

/** Doing these twice leaves what doing them once leaves; of the last one, an entry shows nothing. */
const IDEMPOTENT = ['setMetadataProperty', 'replaceAsset', 'archive'];
/** Doing these a second time is refused with a 409 that is not about the version. */
const REFUSED_TWICE = ['revokeAsset', 'unrevokeAsset'];

/** @param {Patch} patch */
const isIdempotent = (patch) => IDEMPOTENT.includes(patch.operation);

/**
 * Whether the usage log has to be read before the request is sent, to know what was there already.
 * @param {PatchRequest} request
 */
export const addsUsage = (request) => request.patches.some((patch) => patch.operation === 'addUsageLogEntry');

/**
 * Whether it has to be read after it.
 * @param {PatchRequest} request
 */
export const needsUsageLog = (request) => request.patches.some((patch) => patch.operation.endsWith('UsageLogEntry'));

/** @typedef {'applied' | 'not applied' | 'probe' | 'harmless' | 'unknown'} Verdict */

/**
 * The entry has left the version that the request was sent with. Was that the request?
 *
 * - `applied`, `not applied`: it was, it was not
 * - `probe`: sent again, it is refused if it was; and applied for the first time if it was not
 * - `harmless`: nobody can tell, and once more leaves what once leaves
 * - `unknown`: nobody can tell
 *
 * @param {PatchRequest} request
 * @param {{ version: number, seen: readonly string[] }} sent with which version, and which usage log entries that look like its
 *   own were there before
 * @param {MediaLibraryEntry} entry
 * @param {readonly UsageLogEntry[]} usageLog
 * @returns {Verdict}
 */
export function verdict(request, sent, entry, usageLog) {
  const unsafe = request.patches.filter((patch) => !isIdempotent(patch));
  // One change since: it was the request's or somebody else's, and has not been changed again.
  const isOnlyChange = Number(entry.version) === sent.version + 1;
  if (unsafe.length === 0) {
    const visible = request.patches.filter(({ operation }) => operation !== 'archive');
    return visible.length > 0 && visible.every((patch) => isInPlace(patch, entry)) ? 'applied' : 'harmless';
  }
  const signs = unsafe.map((patch) => signOf(patch, unsafe, sent.seen, usageLog, isOnlyChange));
  if (signs.includes('yes')) return signs.includes('no') ? 'unknown' : 'applied';
  if (signs.includes('no')) return 'not applied';
  return signs.every((sign) => sign === 'probe') ? 'probe' : 'unknown';
}

/** @param {Patch} patch @param {MediaLibraryEntry} entry */
function isInPlace(patch, entry) {
  if (patch.operation === 'setMetadataProperty') {
    return same(entry.metadata?.[patch.propertyName] ?? null, patch.value ?? null);
  }
  return patch.operation === 'replaceAsset' && same(entry.asset?.key, patch.value.key);
}

/**
 * @param {Patch} patch
 * @param {Patch[]} patches
 * @param {readonly string[]} seen
 * @param {readonly UsageLogEntry[]} log
 * @param {boolean} isOnlyChange
 */
function signOf(patch, patches, seen, log, isOnlyChange) {
  switch (patch.operation) {
    case 'addUsageLogEntry': {
      const wanted = patches.filter((other) => other.operation === patch.operation && same(other.value, patch.value)).length;
      const found = log.filter((usage) => !seen.includes(usage.id) && isLike(usage, patch.value)).length;
      if (found >= wanted) return 'yes';
      return isOnlyChange ? 'no' : 'unclear'; // somebody may have removed it
    }
    case 'updateUsageLogEntry': {
      const usage = log.find(({ id }) => id === patch.usageLogEntryId);
      if (usage && isLike(usage, patch.value)) return 'yes';
      return isOnlyChange ? 'no' : 'unclear';
    }
    case 'removeUsageLogEntry':
      return log.some(({ id }) => id === patch.usageLogEntryId) ? 'no' : 'yes';
    default:
      return isOnlyChange && REFUSED_TWICE.includes(patch.operation) ? 'probe' : 'unclear';
  }
}

/**
 * The ids of usage log entries that look like those that the request adds.
 * @param {PatchRequest} request
 * @param {readonly UsageLogEntry[]} usageLog
 */
export const lookAlikes = (request, usageLog) =>
  usageLog
    .filter((usage) =>
      request.patches.some((patch) => patch.operation === 'addUsageLogEntry' && isLike(usage, patch.value)),
    )
    .map(({ id }) => id);

/**
 * Whether the log's entry has what was sent; the server adds an id and dates, and pending where no state was given.
 * @param {UsageLogEntry} usage
 * @param {object} value
 */
const isLike = (usage, value) =>
  Object.entries({ state: 'pending', ...value }).every(([name, wanted]) => sameValue(usage[name], wanted));

/** The same moment may be written in two ways. @param {unknown} a @param {unknown} b */
const sameValue = (a, b) =>
  same(a, b) || (typeof a === 'string' && typeof b === 'string' && Date.parse(a) === Date.parse(b));

/** As JSON. @param {unknown} a @param {unknown} b @returns {boolean} */
function same(a, b) {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const names = Object.keys(a);
  if (Array.isArray(a) !== Array.isArray(b) || names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && same(Reflect.get(a, name), Reflect.get(b, name)));
}
