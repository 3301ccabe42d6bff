/** What a journal belongs to: the input, byte for byte, and the options that decide what is sent. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
/** @import { Settings } from '../types.js' */

/** @param {Settings} settings */
export async function bindingOf(settings) {
  const { file, mapping, url, upsert, format, preserveUpdatedAt, apiVersion } = settings;
  const { size } = await stat(file);
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return {
    size,
    sha256: hash.digest('hex'),
    url: url ?? '',
    mode: upsert ? 'upsert' : 'patch',
    format,
    mapping: mapping ? createHash('sha256').update(await readFile(mapping)).digest('hex') : '',
    preserveUpdatedAt,
    apiVersion: apiVersion ?? '',
  };
}

/** What differs, in words; undefined where nothing does. */
const IN_WORDS = /** @type {const} */ ({
  size: 'the input file',
  sha256: 'the input file',
  url: '--url',
  mode: '--upsert',
  format: '--format',
  mapping: 'the mapping file',
  preserveUpdatedAt: '--preserve-updated-at',
  apiVersion: '--api-version',
});

/**
 * @param {Record<string, unknown>} then
 * @param {Record<string, unknown>} now
 */
export function differences(then, now) {
  const words = Object.entries(IN_WORDS).filter(([name]) => then[name] !== now[name]);
  return [...new Set(words.map(([, text]) => text))];
}
