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
 * Has `forget` called with what was registered for an object, once that is collected. Some Workers never tell.
 * @template T
 * @param {(held: T) => void} forget
 * @returns {FinalizationRegistry<T> | undefined}
 */
export function registry(forget) {
  return globalThis.FinalizationRegistry && new FinalizationRegistry(forget);
}

/**
 * Holds an object weakly, where the runtime can.
 * @template {object} T
 * @param {T} object
 * @returns {{ deref(): T | undefined }}
 */
export function weakly(object) {
  return globalThis.WeakRef ? new WeakRef(object) : { deref: () => object };
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
