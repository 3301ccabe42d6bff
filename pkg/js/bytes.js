/** Bytes, in the forms in which callers hand them over. */

const { get } = /** @type {{ get(): number }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), 'length')
);
/**
 * How many bytes there are, whatever else calls itself `length`. Throws where it is no typed array.
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export const lengthOf = (bytes) => get.call(bytes);

/**
 * Views and buffers of any realm, as bytes; undefined for anything else, and for buffers that are gone.
 * @param {unknown} value
 * @returns {Uint8Array | undefined}
 */
export function bytesOf(value) {
  try {
    if (value instanceof Uint8Array && lengthOf(value) > 0) return value;
    if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const kind = Object.prototype.toString.call(value);
    if (kind === '[object ArrayBuffer]' || kind === '[object SharedArrayBuffer]') {
      return new Uint8Array(/** @type {ArrayBuffer} */ (value));
    }
  } catch {
    // A detached buffer, or what only looks like bytes.
  }
  return undefined;
}
