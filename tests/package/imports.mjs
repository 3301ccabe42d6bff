// What the tests of imports share.

import { readFileSync } from 'node:fs';
import { NAME, load } from './installed.mjs';

export const { importEntries, importFromUrls, upsertEntries, validateEntry, waitForImport } = await load(`${NAME}/import`);

/** Entries and requests with all their issues, see tests/cases/imports. */
export const cases = Object.fromEntries(
  ['entries', 'requests'].map((file) => [file, JSON.parse(readFileSync(new URL(`../cases/imports/${file}.json`, import.meta.url), 'utf8'))]),
);

/** An image's file. */
export const assetOf = (key) => ({
  key,
  url: `https://files.example/${key}`,
  size: 21_000,
  mimeType: 'image/jpeg',
  filename: key,
  width: 1_600,
  height: 900,
});

/** An image; `more` are its other properties. */
export const imageOf = (key, more) => ({ mediaType: 'image', asset: assetOf(key), metadata: { title: key }, ...more });

/** All that an iterator gives, and what it rejects with. */
export async function all(results) {
  const given = [];
  try {
    for await (const result of results) given.push(result);
  } catch (error) {
    return { given, error };
  }
  return { given };
}

/** Results in the order of their entries. */
export async function inOrder(results) {
  const { given, error } = await all(results);
  if (error) throw error;
  return given.sort((one, other) => one.index - other.index);
}
