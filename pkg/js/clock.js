/** Milliseconds since some moment, of a clock that nobody sets, where there is one. */
export const now = () => globalThis.performance?.now() ?? Date.now();
