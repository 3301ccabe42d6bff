/** What a project calls its purposes, their params and the values of those, as its configuration has it. */
import { purposesOf } from '../purposes.js';
/** @import { Issue } from '../../index.js' */

/**
 * The issue with the project's names of what it allows; the name of its param; and a sentence of the project's own.
 * @param {Issue} issue
 * @param {string} language
 * @param {unknown} usagePurposes
 * @returns {{ told: Issue, label?: string, sentence?: string }}
 */
export function inProjectWords(issue, language, usagePurposes) {
  const { path, code, params } = issue;
  const purposes = listOf(purposesOf(usagePurposes));
  /** @param {any[]} choices What may be chosen; an issue that was read back from the server does not know that. */
  const allowing = (choices) => {
    const values = choices.map(({ value }) => value);
    const allowed = listOf(params.allowed ?? values).map((value) => labelOf(choices[values.indexOf(value)], language) ?? value);
    return { ...issue, params: { ...params, allowed } };
  };
  if (code === 'unknown_purpose' && purposes.length > 0) {
    return { told: allowing(purposes.map((purpose) => ({ ...purpose, value: purpose?.handle }))) };
  }
  const place = path.indexOf('params') + 1;
  const param = place > 0 && purposes.flatMap((purpose) => listOf(purpose?.paramsSchema)).find((own) => own?.handle === path[place]);
  // The fields of a param's value have names of their own.
  if (!param || path.slice(place + 1).some((segment) => typeof segment === 'string')) return { told: issue };
  const { config } = param;
  const isMissing = code === 'missing_property' || (code === 'too_short' && params.actual === 0);
  const items = listOf(config?.dataProvider?.items);
  return {
    told: code === 'invalid_enum' && items.length > 0 ? allowing(items) : issue,
    label: labelOf(param, language),
    sentence: isMissing && config?.required === true ? inLanguage(config.requiredErrorMessage, language) : undefined,
  };
}

/**
 * @param {any} list
 * @returns {any[]}
 */
const listOf = (list) => (Array.isArray(list) ? list : []);

/**
 * In the language, or else in any.
 * @param {any} named
 * @param {string} language
 * @returns {string | undefined}
 */
function labelOf(named, language) {
  const label = named?.ui?.label ?? named?.label;
  return inLanguage(label, language) ?? Object.values(label ?? {}).find((text) => typeof text === 'string');
}

/**
 * A text, or one by language: of `de-CH`, what there is for that, or else for `de`.
 * @param {any} text
 * @param {string} language
 * @returns {string | undefined}
 */
function inLanguage(text, language) {
  const found = typeof text === 'string' ? text : (text?.[language] ?? text?.[String(language).split('-')[0]]);
  return typeof found === 'string' && found !== '' ? found : undefined;
}
