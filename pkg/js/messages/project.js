/** What a project calls its purposes, their params, its metadata and the values of those, as its configuration has it. */
import { purposesOf } from '../purposes.js';
/** @import { Issue } from '../../index.js' */
/** @import { describe as Public } from '../../messages.js' */

/**
 * The issue with the project's names of what it allows; the name of its param or metadata property; and a sentence of the
 * project's own.
 * @param {Issue} issue
 * @param {string} language
 * @param {Parameters<Public>[2]} [options]
 * @returns {{ told: Issue, label?: string, sentence?: string }}
 */
export function inProjectWords(issue, language, { usagePurposes, projectConfig, mediaTypes, input } = {}) {
  const { path, code, params } = issue;
  const purposes = listOf(purposesOf(usagePurposes ?? projectConfig));
  const metadata = listOf(mediaTypes ?? projectConfig?.mediaTypes).flatMap((type) => listOf(type?.metadata));
  /** @param {any[]} choices What may be chosen; an issue that was read back from the server does not know that. */
  const allowing = (choices) => {
    const values = choices.map(({ value }) => value);
    const allowed = listOf(params.allowed ?? values).map((value) => labelOf(choices[values.indexOf(value)], language) ?? value);
    return { ...issue, params: { ...params, allowed } };
  };
  /** @param {any[]} named */
  const byHandle = (named) => ({ told: allowing(named.map((own) => ({ ...own, value: own?.handle }))) });
  if (code === 'unknown_purpose' && purposes.length > 0) return byHandle(purposes);
  if (code === 'unknown_metadata_property' && params.allowed) return byHandle(metadata);
  const place = path.indexOf('params') + 1;
  const [handle, more] = place > 0 ? [path[place], place + 1] : metadataOf(path, input);
  const known = place > 0 ? purposes.flatMap((purpose) => listOf(purpose?.paramsSchema)) : metadata;
  const param = known.find((own) => own?.handle === handle);
  // The fields of a param's value have names of their own.
  if (!param || path.slice(more).some((segment) => typeof segment === 'string')) return { told: issue };
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
 * The metadata property that a path leads to, by its name or through the patch that sets it, and where the path goes on.
 * @param {Issue['path']} path
 * @param {any} input
 * @returns {[handle: unknown, more: number]}
 */
function metadataOf(path, input) {
  if (path[0] === 'metadata') return [path[1], 2];
  const at = path.indexOf('value');
  const patch = path.slice(0, at).reduce((inside, segment) => inside?.[segment], input);
  return [at < 0 ? undefined : patch?.propertyName, at + 1];
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
  return inLanguage(label, language) ?? Object.values(label ?? {}).find((text) => typeof text === 'string' && text !== '');
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
