import { allowedValues, givenType, list, quote, sentences, versionOf } from './words.js';
/** @import { Locale } from '../../messages.js' */
/** @import { Grammar, Marks, Params, Told, Words } from '../types.js' */

/** @type {Words} */
const fields = {
  '': 'Eingabe',
  version: 'Version',
  preserveUpdatedAt: 'Erhalt des Änderungsdatums',
  patches: 'Patch-Liste',
  'patches.*': 'Patch',
  operation: 'Operation',
  propertyName: 'Eigenschaftsname',
  value: 'Wert',
  locale: 'Sprache',
  note: 'Notiz',
  usageLogEntryId: 'Nutzungseintrag',
  oldValue: 'Vergleichswert',
  key: 'Dateischlüssel',
  url: 'URL',
  filename: 'Dateiname',
  mimeType: 'MIME-Typ',
  size: 'Dateigröße',
  width: 'Breite',
  height: 'Höhe',
  duration: 'Dauer',
  id: 'Kennung',
  state: 'Status',
  purpose: 'Verwendungszweck',
  publicationDate: 'Publikationsdatum',
  reportingDate: 'Meldedatum',
  documentId: 'Dokument-ID',
  publicationId: 'Publikations-ID',
  params: 'Parametersatz',
};

/**
 * Of the names above.
 * @type {Words}
 */
const ARTICLES = {
  Eingabe: 'Die ',
  Version: 'Die ',
  'Erhalt des Änderungsdatums': 'Der ',
  'Patch-Liste': 'Die ',
  Patch: 'Der ',
  Operation: 'Die ',
  Eigenschaftsname: 'Der ',
  Wert: 'Der ',
  Sprache: 'Die ',
  Notiz: 'Die ',
  Nutzungseintrag: 'Der ',
  Vergleichswert: 'Der ',
  Dateischlüssel: 'Der ',
  URL: 'Die ',
  Dateiname: 'Der ',
  'MIME-Typ': 'Der ',
  Dateigröße: 'Die ',
  Dateigrösse: 'Die ',
  Breite: 'Die ',
  Höhe: 'Die ',
  Dauer: 'Die ',
  Kennung: 'Die ',
  Status: 'Der ',
  Verwendungszweck: 'Der ',
  Publikationsdatum: 'Das ',
  Meldedatum: 'Das ',
  'Dokument-ID': 'Die ',
  'Publikations-ID': 'Die ',
  Parametersatz: 'Der ',
};

/**
 * Values of `operation` and `state`.
 * @type {Words}
 */
const NAMES = {
  setMetadataProperty: 'Metadaten setzen',
  archive: 'Archivieren',
  replaceAsset: 'Asset ersetzen',
  removeAsset: 'Asset entfernen',
  revokeAsset: 'Asset sperren',
  unrevokeAsset: 'Asset freigeben',
  addUsageLogEntry: 'Nutzung erfassen',
  updateUsageLogEntry: 'Nutzung ändern',
  removeUsageLogEntry: 'Nutzung entfernen',
  pending: 'ausstehend',
  confirmed: 'bestätigt',
};

/** @type {Words} */
const TYPES = {
  object: 'ein Objekt',
  array: 'eine Liste',
  string: 'ein Text',
  boolean: 'Ja oder Nein',
  integer: 'eine ganze Zahl',
  number: 'eine Zahl',
  null: 'leer',
  'string or integer': 'ein Text oder eine ganze Zahl',
};

/**
 * Where JSON text breaks; objects that cannot be written as JSON have other reasons.
 * @type {Words}
 */
const REASONS = {
  'unexpected end': 'der Text bricht ab',
  'unexpected character': 'unerwartetes Zeichen',
  'control character in a string': 'Steuerzeichen in einem Text',
  'invalid escape': 'ungültige Escape-Sequenz',
  'not UTF-8': 'kein UTF-8',
  'byte order mark': 'Byte-Reihenfolge-Markierung',
  'unexpected character after the value': 'nach dem Ende steht noch etwas',
};

/**
 * By their patterns.
 * @type {Words}
 */
const FORMATS = {
  '^[0-9]+$': 'darf nur aus Ziffern bestehen',
  '^[^\\n\\r]*$': 'darf keinen Zeilenumbruch enthalten',
};

const AXES = { release: 'Server-Release', api: 'API-Version' };

/**
 * German, with quotation marks of its own, and other names for some fields.
 * @param {string} language
 * @param {Marks} marks
 * @param {Words} [names]
 */
export function german(language, marks, names) {
  /** @type {Grammar} */
  const grammar = {
    marks,
    hasArticle: /^(der|die|das|eine?|diese[rs]?|jede[rs]?|(ihr|dein|mein|sein|unser)e?|eure|euer)\s/i,
    articleOf: (label) => (Object.hasOwn(ARTICLES, label) ? ARTICLES[label] : undefined),
    theField: 'Das Feld',
    lowers: false,
  };

  // The field is always the subject: a name of the caller's, article and all, then fits as it is.
  const messages = sentences(
    grammar,
    {
      invalid_json({ reason, offset }) {
        const known = REASONS[reason];
        return known ? `ist kein gültiges JSON (Byte ${offset}: ${known})` : 'lässt sich nicht als JSON schreiben';
      },
      too_deep: ({ maximum }) => `ist zu tief verschachtelt (höchstens ${count(maximum, 'Ebene', 'Ebenen')})`,
      invalid_character: () => 'enthält ein Zeichen, das sich nicht speichern lässt (U+0000 oder ein halbes Emoji)',
      duplicate_property: () => 'ist doppelt angegeben',
      invalid_type(params, issue) {
        if (params.format) return date(params);
        const type = TYPES[params.expected];
        return type ? `muss ${type} sein${now(givenType(issue, TYPES))}` : 'hat den falschen Typ';
      },
      missing_property: ({ when }) => `ist erforderlich${when ? `, wenn der Status ${name('confirmed')} ist` : ''}`,
      unknown_property: () => 'ist hier nicht bekannt',
      unsupported_property: ({ operation }) => `passt nicht zur Operation ${name(operation)}`,
      invalid_enum: oneOf,
      unknown_purpose: oneOf,
      unknown_metadata_property: oneOf,
      too_short({ minimum, actual, unit }) {
        if (minimum === 1) return 'darf nicht leer sein';
        if (unit === 'items') return `muss mindestens ${count(minimum, 'Eintrag', 'Einträge')} haben${now(actual)}`;
        return `muss mindestens ${minimum} Zeichen lang sein${now(actual)}`;
      },
      too_long({ maximum, actual, unit }) {
        if (unit === 'items') return `darf höchstens ${count(maximum, 'Eintrag', 'Einträge')} haben${now(actual)}`;
        return `darf höchstens ${unit === 'bytes' ? count(maximum, 'Byte', 'Bytes') : `${maximum} Zeichen`} lang sein${now(actual)}`;
      },
      invalid_date_time: date,
      invalid_url: () => 'muss eine vollständige Webadresse sein, zum Beispiel https://example.com',
      invalid_format: ({ pattern }) => FORMATS[pattern] ?? 'hat nicht die richtige Form',
      out_of_range({ minimum, maximum, actual }) {
        const limits = [];
        if (minimum !== undefined) limits.push(`muss mindestens ${minimum} sein`);
        if (maximum !== undefined) limits.push(`darf höchstens ${maximum} sein`);
        return limits.join(' und ') + now(actual);
      },
      unsupported_parameter: since,
    },
    {
      unsupported_operation: ({ params }) => `Die Operation ${name(params.name)} ${params.since ? since(params) : 'ist bei diesem Medientyp nicht möglich'}`,
      server: ({ message }) => message || 'Der Server hat dies ohne Begründung abgelehnt',
    },
  );

  /**
   * @param {Params} params
   * @param {Told} issue
   */
  function oneOf({ property, actual = property, allowed }, issue) {
    const values = allowedValues(issue, NAMES, marks);
    const given = now(typeof actual === 'string' ? quote(actual, marks) : actual);
    if (!allowed) return `ist kein zulässiger Wert${given}`;
    if (values.length === 0) return `hat keine zulässigen Werte${given}`;
    return `muss ${list(values, 'oder')} sein${given}`;
  }

  /** @param {Params} params */
  function date({ minimum, actual, format }) {
    if (minimum) return `darf nicht vor ${minimum} liegen${now(actual)}`;
    if (format === 'date') return 'muss ein gültiges Datum sein, zum Beispiel 2026-05-01';
    return 'muss ein Datum mit Uhrzeit und Zeitzone sein, zum Beispiel 2026-05-01T12:00:00Z';
  }

  /** @param {string} value */
  function name(value) {
    return quote(Object.hasOwn(NAMES, value) ? NAMES[value] : value, marks);
  }

  return /** @type {Locale} */ ({ language, messages, fields: { ...fields, ...names } });
}

export const de = /* @__PURE__ */ german('de', ['„', '“']);

/**
 * What it is instead, where that is known.
 * @param {unknown} given
 */
function now(given) {
  return given === undefined ? '' : ` (jetzt ${given})`;
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

/** @param {Params} params */
function since({ since, current }) {
  return `ist erst ab ${versionOf(since, AXES)} möglich (jetzt ${versionOf(current, AXES)})`;
}
