/** What the locales share to put sentences together. Holds no sentence, since every bundle holds this file. */
/** @import { IssueCode } from '../../index.js' */
/** @import { Grammar, Marks, Others, Predicates, Sentences, Told, Words } from '../types.js' */

/**
 * `text` in quotation marks.
 * @param {string} text
 * @param {Marks} marks
 */
export function quote(text, [opening, closing]) {
  return opening + text + closing;
}

/** A longer list helps nobody. */
const LISTED = 10;

/**
 * `a, b or c`; the first ten of a longer list.
 * @param {string[]} words
 * @param {string} or
 */
export function list(words, or) {
  if (words.length > LISTED) return `${words.slice(0, LISTED).join(', ')}, …`;
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${or} ${words.at(-1)}`;
}

/**
 * Whether the last property of a path is the project's own, and none of the API's, whatever it is called.
 * @param {Told['path']} path
 */
export function isOfProject(path) {
  const names = path.filter((segment) => typeof segment === 'string');
  return names.slice(0, -1).some((name) => name === 'params' || name === 'metadata');
}

/**
 * The values that an issue allows: numbers as they are, all else in quotes; operations and states by their names.
 * @param {Told} issue
 * @param {Words} names
 * @param {Marks} marks
 */
export function allowedValues({ path, params }, names, marks) {
  const isOurs = (path.at(-1) === 'operation' || path.at(-1) === 'state') && !isOfProject(path);
  const values = Array.isArray(params.allowed) ? params.allowed : [];
  return values.map((value) => {
    if (typeof value !== 'string') return JSON.stringify(value);
    return quote(isOurs && Object.hasOwn(names, value) ? names[value] : value, marks);
  });
}

/**
 * The type of what was given, in words. Of a number that is not the right one, "a number" would say nothing.
 * @param {Told} issue
 * @param {Words} types
 */
export function givenType({ params: { expected, actual } }, types) {
  const isNumber = actual === 'number' && /integer|number/.test(expected);
  return !isNumber && Object.hasOwn(types, String(actual)) ? types[String(actual)] : undefined;
}

/**
 * `release-2026-05` is a server's, `2026-03` an API version: the name of the axis, and the month.
 * @param {string} name
 * @param {{ release: string, api: string }} axes
 */
export function versionOf(name, { release, api }) {
  const text = String(name);
  return text.startsWith('release-') ? `${release} ${text.slice('release-'.length)}` : `${api} ${text}`;
}

const NUMBER = / \d+(\.\d+)*$/;

/**
 * A field's name as the subject of a sentence. "The comment" stands as it is, and so does "Patch 3"; a locale's own
 * names get their article; any other is "The field “Comment”", since nobody knows its gender.
 * @param {string} field
 * @param {Grammar} grammar
 */
function subject(field, { marks, hasArticle, articleOf, theField, lowers }) {
  if (hasArticle.test(field)) return field.charAt(0).toUpperCase() + field.slice(1);
  const label = field.replace(NUMBER, '');
  const article = articleOf(label);
  if (article === undefined) return `${theField} ${isQuoted(field) ? field : quote(field, marks)}`;
  return label === field ? article + (lowers ? lowered(field) : field) : field;
}

/**
 * In the marks of any language: a locale made from another one keeps that one's sentences.
 * @param {string} text
 */
function isQuoted(text) {
  return /^[“„«]/.test(text);
}

/**
 * Within a sentence; `URL` and `MIME type` stay as they are.
 * @param {string} text
 */
function lowered(text) {
  return /^\p{Lu}(?!\p{Ll})/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

/**
 * All sentences of a language: those whose subject is the field, of which `predicates` say what follows its name, and `others`.
 * @param {Grammar} grammar
 * @param {Predicates} predicates
 * @param {Others} others
 */
export function sentences(grammar, predicates, others) {
  /** @type {Record<string, Sentences[IssueCode] | undefined>} */
  const all = { ...others };
  for (const [code, say] of Object.entries(predicates)) all[code] = (issue, field) => `${subject(field, grammar)} ${say(issue.params, issue)}`;
  return /** @type {Sentences} */ (all);
}
