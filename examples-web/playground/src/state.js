/** What the page shows, as plain data: all of it is in the link. */

import { WITH_FAULTS } from './examples.js';
import { languages } from './languages.js';
import { API_VERSIONS, SERVER_RELEASES } from './versions.js';

/** What each part may be, a list or `true` for any text; the first, or `text`, is the default. */
export const CHOICES = {
  apiVersion: API_VERSIONS,
  serverRelease: ['', ...SERVER_RELEASES],
  unknownProperties: ['reject', 'ignore'],
  purposes: ['any', 'demo', 'own'],
  language: languages.map(({ name }) => name),
  tab: ['issues', 'schema', 'curl', 'code', 'emulator'],
  schemaOf: ['request', 'patch'],
  target: ['draft-2020-12', 'draft-07'],
};

const TEXTS = {
  text: WITH_FAULTS,
  ownPurposes: '',
  baseUrl: 'https://livingdocs.example',
  entry: 'asze63i9',
};

export const DEFAULTS = {
  ...Object.fromEntries(Object.entries(CHOICES).map(([name, [first]]) => [name, first])),
  ...TEXTS,
};

/** A state of which anything may be missing or wrong, as links have it. */
export function restored(found) {
  const state = { ...DEFAULTS };
  for (const name of Object.keys(DEFAULTS)) {
    const value = Object.hasOwn(Object(found), name) ? found[name] : undefined;
    if (typeof value === 'string' && (name in TEXTS || CHOICES[name].includes(value))) state[name] = value;
  }
  return state;
}

/** What is not as it is by default. */
export function changed(state) {
  return Object.fromEntries(Object.entries(state).filter(([name, value]) => value !== DEFAULTS[name]));
}

