/** What `look` sees of a foreign object; undefined where that throws. */
export function attempted(look) {
  try {
    return look();
  } catch {
    return undefined;
  }
}

/** Calls the caller's function so that nothing it throws or rejects with is raised anywhere. */
export function harmless(callback) {
  return (event) => {
    try {
      Promise.resolve(callback(event)).catch(() => {});
    } catch {
      // What watches the work must not break it.
    }
  };
}
