/** What makes an entry what is wanted. */
import { isObject } from '../options.js';
/** @import { ImportEntry } from '../../import.js' */
/** @import { MediaLibraryEntry, Patch } from '../../index.js' */

/**
 * @param {MediaLibraryEntry<any>} entry
 * @param {ImportEntry<any>} wanted
 * @returns {Patch[]}
 */
export function patchesOf({ asset, metadata }, wanted) {
  /** @type {Patch[]} */
  const patches = [];
  for (const [propertyName, value] of Object.entries(wanted.metadata ?? {})) {
    if (!isSame(metadata?.[propertyName] ?? null, value)) patches.push({ operation: 'setMetadataProperty', propertyName, value });
  }
  // The API reference shows no keys.
  const by = asset?.key === undefined ? 'url' : 'key';
  const isOther = asset === undefined || (asset[by] !== undefined && asset[by] !== wanted.asset[by]);
  if (isOther) patches.push({ operation: 'replaceAsset', value: /** @type {any} */ (wanted.asset) });
  return patches;
}

/**
 * Whether two values are the same JSON; the order of properties does not matter.
 * @param {unknown} left
 * @param {unknown} right
 * @returns {boolean}
 */
function isSame(left, right) {
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) return left === right;
  const names = Object.keys(left);
  const [a, b] = /** @type {Record<string, unknown>[]} */ ([left, right]);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]));
}
