/** Read, ask, patch; and once more where somebody else was faster. */
import { Deadline } from './deadline.js';
import { ConflictError } from './errors.js';
/** @import { MediaLibraryEntry, Patch } from '../index.js' */
/** @import { Update } from './types.js' */

/** The wait after the first conflict; doubled after each further one. */
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 1_000;

/**
 * True, once the patches that `ask(entry)` gives are applied; false where it gives none. `read()` gives the entry as it is now,
 * `patch({ version, patches, mediaType })` sends.
 * @param {Update} of
 */
export async function update({ ask, read, patch, maxConflicts, signal }) {
  let conflicts = 0;
  /**
   * The entry as it is after a conflict.
   * @param {number} version
   * @param {ConflictError} error
   * @returns {Promise<MediaLibraryEntry<any>>}
   */
  const readOn = async (version, error) => {
    for (;;) {
      if (conflicts === maxConflicts) throw error;
      await rest(conflicts++, signal);
      const entry = await read();
      // What answers reads may lag behind what answers patches.
      if (entry.version < (error.currentVersion ?? version)) continue;
      // Not the version is in the way, so asking again would come out the same.
      if (entry.version === version) throw error;
      return entry;
    }
  };
  for (let entry = await read(); ; ) {
    // Whatever `ask` makes of the entry.
    const { version, mediaType } = entry;
    const patches = await unlessAborted(signal, () => ask(entry));
    if (patches === null || patches === undefined || (Array.isArray(patches) && patches.length === 0)) return false;
    try {
      await patch({ version, patches, mediaType });
      return true;
    } catch (error) {
      if (!(error instanceof ConflictError) || error.outcomeUnknown) throw error;
      entry = await readOn(version, error);
    }
  }
}

/**
 * Of those that met in one conflict, each comes back at another time.
 * @param {number} conflicts
 * @param {AbortSignal | undefined} signal
 */
async function rest(conflicts, signal) {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** conflicts, LONGEST_WAIT_MS);
  const deadline = new Deadline(longest * (1 - Math.random() / 2), signal);
  await deadline.elapsed();
  deadline.check();
}

/**
 * What `work` gives, or the signal's reason as soon as it is aborted.
 * @template T
 * @param {AbortSignal | undefined} signal
 * @param {() => T | Promise<T>} work
 */
async function unlessAborted(signal, work) {
  const deadline = new Deadline(0, signal);
  try {
    deadline.check();
    return await deadline.race(work);
  } finally {
    deadline.release();
  }
}
