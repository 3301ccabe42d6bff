import { numberOf } from '../form/json.js';
import { propertyOf } from '../project/mediaTypes.js';
import { readCell } from './cells.js';

/**
 * The columns of a CSV file are named after where their cells go in the entry, as the API has it:
 *
 *   id, systemName, externalId, mediaType
 *   asset.key, asset.url, asset.filename, asset.mimeType, asset.size, asset.width, asset.height, asset.duration
 *   metadata.<property>, of a period metadata.<property>.from and metadata.<property>.to
 *   translations.<locale>.metadata.<property>, translations.<locale>.asset.key, …
 */
const TEXTS = ['id', 'systemName', 'externalId', 'mediaType'];
const ASSET = { key: asText, url: asText, filename: asText, mimeType: asText, size: numberOf, width: numberOf, height: numberOf, duration: numberOf };

/**
 * `{ name, path }` with where its cells go and `read(text, mediaType)`, what they come to; or with the `fault` of a column
 * that is not imported.
 */
export function columnOf(name, before) {
  if (name === '') return { name };
  if (before.some((other) => other.trim() === name)) return { name, fault: 'duplicateColumn' };
  const path = name.split('.');
  if (path.includes('__proto__')) return { name, fault: 'unknownColumn' };
  const isTranslation = path[0] === 'translations' && path.length > 3;
  const read = readerOf(isTranslation ? path.slice(2) : path);
  return read ? { name, path, read } : { name, fault: 'unknownColumn' };
}

function readerOf([first, second, end, ...more]) {
  if (second === undefined) return TEXTS.includes(first) ? asText : undefined;
  if (first === 'asset') return end === undefined && Object.hasOwn(ASSET, second) ? ASSET[second] : undefined;
  if (first !== 'metadata' || second === '' || more.length > 0) return undefined;
  return (text, mediaType) => readCell(propertyOf(mediaType, second), text, end);
}

function asText(text) {
  return text;
}

/** The entry of a row; cells that are empty are left out of it. */
export function entryOf(cells, columns, mediaTypes) {
  const filled = columns.flatMap((column, index) => {
    const text = (cells[index] ?? '').trim();
    return column.path && text !== '' ? [{ ...column, text }] : [];
  });
  const handle = filled.find(({ name }) => name === 'mediaType')?.text;
  const mediaType = mediaTypes?.find((type) => type.handle === handle);
  const entry = {};
  for (const { path, read, text } of filled) put(entry, path, read(text, mediaType));
  return entry;
}

function put(entry, [first, ...path], value) {
  if (first !== 'translations') return set(entry, [first, ...path], value);
  const [locale, ...rest] = path;
  entry.translations ??= [];
  let translation = entry.translations.find((other) => other.locale === locale);
  if (!translation) entry.translations.push((translation = { locale }));
  set(translation, rest, value);
}

function set(object, [name, ...path], value) {
  if (path.length === 0) {
    object[name] = value;
    return;
  }
  // A column of its own may have set it already.
  if (typeof object[name] !== 'object' || object[name] === null) object[name] = {};
  set(object[name], path, value);
}
