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
 * `t`: the page's words; `locale`: the package's; `names`: fields as those call them; `labelOf(thing)`: the label of what a
 * project has configured: a media type or property of one, a purpose or param of one, something to choose; `formatDate`,
 * `formatNumber`.
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
    locale: messages[language],
    names: messages[language].fields,
    labelOf: (thing) => labelIn(language, thing) ?? TEXTS[language].properties[thing.handle] ?? thing.handle,
    formatDate: (text) => (Number.isNaN(Date.parse(text)) ? text : dates.format(new Date(text))),
    formatNumber: (number) => numbers.format(number),
  };
}

/** One text, or one by language; in the language that is chosen, or else in any. */
function labelIn(language, { label, ui, info }) {
  const given = ui?.label ?? info?.label ?? label;
  if (typeof given === 'string') return given || undefined;
  return given?.[language] || given?.en || Object.values(given ?? {}).find((text) => typeof text === 'string' && text !== '');
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
