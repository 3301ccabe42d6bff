/** Who issues are told to: developers, in the validator's own English, or people, in each language that the package has. */

import * as messages from 'livingdocs-media-library/messages';

/** A language in its own words: Deutsch, Français. */
function labelOf(tag) {
  const name = new Intl.DisplayNames(tag, { type: 'language' }).of(tag);
  return name[0].toUpperCase() + name.slice(1);
}

const locales = Object.values(messages).filter((value) => typeof value.language === 'string');

/** `{ name, label, lang, say(issue, purposes) }`, in the order in which they are offered. */
export const languages = [
  { name: 'developers', label: 'For developers', lang: 'en', say: ({ message }) => message },
  ...locales
    .map((locale) => ({
      name: locale.language,
      label: labelOf(locale.language),
      lang: locale.language,
      say: (issue, usagePurposes) => messages.describe(issue, locale, usagePurposes && { usagePurposes }),
    }))
    .sort((one, other) => (one.name === 'en' ? -1 : other.name === 'en' ? 1 : one.name.localeCompare(other.name))),
];

/** The reader's own, for issues. */
export function preferred() {
  const wanted = navigator.languages.flatMap((tag) => [tag, tag.slice(0, 2)]);
  return wanted.find((tag) => languages.some(({ name }) => name === tag)) ?? 'en';
}
