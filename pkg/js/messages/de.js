import {
  allowedValues,
  givenType,
  list,
  patternKind,
  quote,
  subject as subjectOf,
  versionOf,
} from './words.js';
/** @import { Locale } from '../../messages.js' */
/** @import { Grammar, Marks, Params, Sentences, Told, Words } from '../types.js' */

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
    hasArticle: /^(der|die|das|eine?|diese[rs]?|jede[rs]?|(ihr|dein|mein|sein|unser)e?|eure?|euer)\s/i,
    articleOf: (label) => (Object.hasOwn(ARTICLES, label) ? ARTICLES[label] : undefined),
    theField: 'Das Feld',
    lowers: false,
  };

  // The field is always the subject: a name of the caller's, article and all, then fits as it is.
  /** @type {Sentences} */
  const messages = {
    invalid_json({ params }, field) {
      const reason = REASONS[params.reason];
      if (!reason) return `${subject(field)} lässt sich nicht als JSON schreiben`;
      return `${subject(field)} ist kein gültiges JSON (Byte ${params.offset}: ${reason})`;
    },
    too_deep: ({ params }, field) => `${subject(field)} ist zu tief verschachtelt (höchstens ${count(params.maximum, 'Ebene', 'Ebenen')})`,
    invalid_character: (_, field) => `${subject(field)} enthält ein Zeichen, das sich nicht speichern lässt (U+0000 oder ein halbes Emoji)`,
    duplicate_property: (_, field) => `${subject(field)} ist doppelt angegeben`,
    invalid_type(issue, field) {
      if (issue.params.format) return date(issue, field);
      const type = TYPES[issue.params.expected];
      return type ? `${subject(field)} muss ${type} sein${now(givenType(issue, TYPES))}` : `${subject(field)} hat den falschen Typ`;
    },
    missing_property({ params }, field) {
      return `${subject(field)} ist erforderlich${params.when ? `, wenn der Status ${name('confirmed')} ist` : ''}`;
    },
    unknown_property: (_, field) => `${subject(field)} ist hier nicht bekannt`,
    unsupported_property: ({ params }, field) => `${subject(field)} passt nicht zur Operation ${name(params.operation)}`,
    invalid_enum: oneOf,
    unknown_purpose: oneOf,
    unknown_metadata_property: oneOf,
    too_short({ params }, field) {
      if (params.minimum === 1) return `${subject(field)} darf nicht leer sein`;
      if (params.unit === 'items') return `${subject(field)} muss mindestens ${count(params.minimum, 'Eintrag', 'Einträge')} haben${now(params.actual)}`;
      return `${subject(field)} muss mindestens ${params.minimum} Zeichen lang sein${now(params.actual)}`;
    },
    too_long({ params: { maximum, actual, unit } }, field) {
      if (unit === 'items') return `${subject(field)} darf höchstens ${count(maximum, 'Eintrag', 'Einträge')} haben${now(actual)}`;
      return `${subject(field)} darf höchstens ${unit === 'bytes' ? count(maximum, 'Byte', 'Bytes') : `${maximum} Zeichen`} lang sein${now(actual)}`;
    },
    invalid_date_time: date,
    invalid_url: (_, field) => `${subject(field)} muss eine vollständige Webadresse sein, zum Beispiel https://example.com`,
    invalid_format(issue, field) {
      const kind = patternKind(issue);
      if (kind === 'digits') return `${subject(field)} darf nur aus Ziffern bestehen`;
      return kind === 'oneLine' ? `${subject(field)} darf keinen Zeilenumbruch enthalten` : `${subject(field)} hat nicht die richtige Form`;
    },
    out_of_range({ params: { minimum, maximum, actual } }, field) {
      const limits = [];
      if (minimum !== undefined) limits.push(`muss mindestens ${minimum} sein`);
      if (maximum !== undefined) limits.push(`darf höchstens ${maximum} sein`);
      return `${subject(field)} ${limits.join(' und ')}${now(actual)}`;
    },
    unsupported_operation: ({ params }) => `Die Operation ${name(params.name)} ${params.since ? since(params) : 'ist bei diesem Medientyp nicht möglich'}`,
    unsupported_parameter: ({ params }, field) => `${subject(field)} ${since(params)}`,
    server: ({ message }) => message || 'Der Server hat dies ohne Begründung abgelehnt',
  };

  /**
   * @param {Told} issue
   * @param {string} field
   */
  function oneOf(issue, field) {
    const allowed = allowedValues(issue, NAMES, marks);
    const { property, actual = property } = issue.params;
    const given = now(typeof actual === 'string' ? quote(actual, marks) : actual);
    if (!issue.params.allowed) return `${subject(field)} ist kein zulässiger Wert${given}`;
    if (allowed.length === 0) return `${subject(field)} hat keine zulässigen Werte${given}`;
    return `${subject(field)} muss ${list(allowed, 'oder')} sein${given}`;
  }

  /**
   * @param {Told} issue
   * @param {string} field
   */
  function date({ params }, field) {
    if (params.minimum) return `${subject(field)} darf nicht vor ${params.minimum} liegen${now(params.actual)}`;
    if (params.format === 'date') return `${subject(field)} muss ein gültiges Datum sein, zum Beispiel 2026-05-01`;
    return `${subject(field)} muss ein Datum mit Uhrzeit und Zeitzone sein, zum Beispiel 2026-05-01T12:00:00Z`;
  }

  /** @param {string} field */
  function subject(field) {
    return subjectOf(field, grammar);
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
