/**
 * What `look` sees of a foreign object; undefined where that throws.
 * @template T
 * @param {() => T} look
 * @returns {T | undefined}
 */
export function attempted(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/**
 * Calls the caller's function so that nothing it throws or rejects with is raised anywhere.
 * @template Event
 * @param {(event: Event) => unknown} callback
 * @returns {(event: Event) => void}
 */
export function harmless(callback) {
  return (event) => {
    try {
      Promise.resolve(callback(event)).catch(() => {});
    } catch {
      // What watches the work must not break it.
    }
  };
}
