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
