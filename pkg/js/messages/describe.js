/** An issue in words: finds the name of its field, and leaves the sentence to the locale. */
import { inProjectWords } from './project.js';
import { isOfProject, quote } from './words.js';
/** @import { Issue } from '../../index.js' */
/** @import { Marks } from '../types.js' */
/** @import { FormError, Locale, describe as Public } from '../../messages.js' */

/**
 * @param {Issue | FormError | null | undefined} issue
 * @param {Locale} locale
 * @param {Parameters<Public>[2]} [options]
 */
export function describe(issue, locale, options) {
  if (!isWhole(issue)) return issue?.message ?? '';
  const message = own(locale.messages, issue.code);
  // A locale of the caller's may not know every code; the issue's own message is English, but better than nothing.
  if (typeof message !== 'function') return issue.message;
  const { told, label, sentence } = inProjectWords(issue, locale.language, options);
  return sentence ?? message(told, fieldName(issue.path, locale, options?.fields, label));
}

/**
 * Form libraries make errors of their own, some with the message alone.
 * @param {Issue | FormError | null | undefined} issue
 * @returns {issue is Issue}
 */
function isWhole(issue) {
  return !!issue && 'code' in issue && !!issue.params && Array.isArray(issue.path);
}

/**
 * `['patches', 2, 'note']` is the note; `['patches', 2]` is patch 3, as people count.
 * @param {Issue['path']} path
 * @param {Locale} locale
 * @param {Readonly<Record<string, string>> | undefined} fields
 * @param {string | undefined} label The project's.
 */
function fieldName(path, locale, fields, label) {
  let end = path.length;
  while (typeof path[end - 1] === 'number') end -= 1;
  const segment = /** @type {string} */ (end > 0 ? path[end - 1] : '');
  const named = isOfProject(path) ? {} : locale.fields;
  /** @param {string} key */
  const nameOf = (key) => own(fields, key) ?? label ?? own(named, key);
  if (end === path.length) return nameOf(segment) ?? quote(segment, marksOf(locale.language));
  const places = path.slice(end).map((index) => /** @type {number} */ (index) + 1).join('.');
  // The caller's name of the list goes before the locale's name of its elements.
  const name = own(fields, `${segment}.*`) ?? own(fields, segment) ?? nameOf(`${segment}.*`) ?? nameOf(segment);
  return name === undefined ? quote(`${segment} ${places}`, marksOf(locale.language)) : `${name} ${places}`;
}

/**
 * Of a locale of the caller's, too, which has no marks of its own.
 * @param {string} language
 * @returns {Marks}
 */
function marksOf(language) {
  if (/^de-(CH|LI)\b/i.test(language)) return ['«', '»'];
  if (/^de\b/i.test(language)) return ['„', '“'];
  return /^fr\b/i.test(language) ? ['«\u00a0', '\u00a0»'] : ['“', '”'];
}

/**
 * Segments come from the input, and may be called `constructor`.
 * @template T
 * @param {Readonly<Record<string, T>> | undefined} dictionary
 * @param {string} key
 */
function own(dictionary, key) {
  return dictionary && Object.hasOwn(dictionary, key) ? dictionary[key] : undefined;
}
