import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import * as messages from '../messages.js';
import { de } from './de.js';
import { en } from './en.js';
import { fr } from './fr.js';

/** The page's own words, by language. The words of issues are the package's. */
const TEXTS = { en, de, fr };
export const LANGUAGES = [
  ['en', 'English'],
  ['de', 'Deutsch'],
  ['fr', 'Français'],
];
const KEY = 'picture-desk-language';

const Language = createContext(undefined);

/**
 * `t`: the page's words; `names`: fields as the package's messages call them; `describeIssue(issue, fields)`: an issue in
 * words, with names of fields that the package cannot know; `labelOf(thing)`: the label of a purpose or a param;
 * `formatDate`, `formatNumber`.
 */
export const useLanguage = () => useContext(Language);

export function LanguageProvider({ children }) {
  const [language, setLanguage] = useState(preferred);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = TEXTS[language].pageTitle;
    remember(language);
  }, [language]);
  const value = useMemo(() => ({ language, setLanguage, ...wordsOf(language) }), [language]);
  return <Language value={value}>{children}</Language>;
}

function wordsOf(language) {
  // The reader's own region where it is of this language: `de-CH`, `en-GB`.
  const tag = navigator.languages.find((tag) => tag.startsWith(`${language}-`)) ?? language;
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const numbers = new Intl.NumberFormat(tag);
  return {
    t: TEXTS[language],
    names: messages[language].fields,
    describeIssue: (issue, fields) => messages.describe(issue, messages[language], { fields }),
    labelOf: ({ label, handle }) => (typeof label === 'string' ? label : (label?.[language] ?? label?.en)) || handle,
    formatDate: (text) => (Number.isNaN(Date.parse(text)) ? text : dates.format(new Date(text))),
    formatNumber: (number) => numbers.format(number),
  };
}

function preferred() {
  const wanted = [remembered(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
  return wanted.find((language) => language in TEXTS) ?? 'en';
}

// Storage can be switched off.
function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function remember(language) {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // Then it is asked again next time.
  }
}
