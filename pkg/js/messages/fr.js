import { allowedValues, givenType, list, quote, sentences, versionOf } from './words.js';
/** @import { Locale } from '../../messages.js' */
/** @import { Grammar, Marks, Params, Told, Words } from '../types.js' */

/** @type {Words} */
const fields = {
  '': 'Saisie',
  version: 'Version',
  preserveUpdatedAt: 'Maintien de la date de modification',
  patches: 'Liste des patchs',
  'patches.*': 'Patch',
  operation: 'Opération',
  propertyName: 'Nom de la propriété',
  value: 'Valeur',
  locale: 'Langue',
  note: 'Note',
  usageLogEntryId: 'Entrée d’utilisation',
  oldValue: 'Valeur précédente',
  key: 'Clé du fichier',
  url: 'URL',
  filename: 'Nom du fichier',
  mimeType: 'Type MIME',
  size: 'Taille du fichier',
  width: 'Largeur',
  height: 'Hauteur',
  duration: 'Durée',
  id: 'Identifiant',
  state: 'Statut',
  purpose: 'Type d’utilisation',
  publicationDate: 'Date de publication',
  reportingDate: 'Date de déclaration',
  documentId: 'Identifiant du document',
  publicationId: 'Identifiant de la publication',
  params: 'Jeu de paramètres',
};

/**
 * Of the names above.
 * @type {Words}
 */
const ARTICLES = {
  Saisie: 'La ',
  Version: 'La ',
  'Maintien de la date de modification': 'Le ',
  'Liste des patchs': 'La ',
  Patch: 'Le ',
  Opération: 'L’',
  'Nom de la propriété': 'Le ',
  Valeur: 'La ',
  Langue: 'La ',
  Note: 'La ',
  'Entrée d’utilisation': 'L’',
  'Valeur précédente': 'La ',
  'Clé du fichier': 'La ',
  URL: 'L’',
  'Nom du fichier': 'Le ',
  'Type MIME': 'Le ',
  'Taille du fichier': 'La ',
  Largeur: 'La ',
  Hauteur: 'La ',
  Durée: 'La ',
  Identifiant: 'L’',
  Statut: 'Le ',
  'Type d’utilisation': 'Le ',
  'Date de publication': 'La ',
  'Date de déclaration': 'La ',
  'Identifiant du document': 'L’',
  'Identifiant de la publication': 'L’',
  'Jeu de paramètres': 'Le ',
};

/**
 * Values of `operation` and `state`.
 * @type {Words}
 */
const NAMES = {
  setMetadataProperty: 'définir une métadonnée',
  archive: 'archiver',
  replaceAsset: 'remplacer le fichier',
  removeAsset: 'supprimer le fichier',
  revokeAsset: 'révoquer le fichier',
  unrevokeAsset: 'rétablir le fichier',
  addUsageLogEntry: 'ajouter une utilisation',
  updateUsageLogEntry: 'modifier une utilisation',
  removeUsageLogEntry: 'supprimer une utilisation',
  pending: 'en attente',
  confirmed: 'confirmé',
};

/** @type {Words} */
const TYPES = {
  object: 'un objet',
  array: 'une liste',
  string: 'un texte',
  boolean: 'oui ou non',
  integer: 'un nombre entier',
  number: 'un nombre',
  null: 'vide',
  'string or integer': 'un texte ou un nombre entier',
};

/**
 * Where JSON text breaks; objects that cannot be written as JSON have other reasons.
 * @type {Words}
 */
const REASONS = {
  'unexpected end': 'le texte s’arrête trop tôt',
  'unexpected character': 'caractère inattendu',
  'control character in a string': 'caractère de contrôle dans un texte',
  'invalid escape': 'séquence d’échappement non valide',
  'not UTF-8': 'pas de l’UTF-8',
  'byte order mark': 'marque d’ordre des octets',
  'unexpected character after the value': 'du texte suit la fin',
};

/**
 * By their patterns.
 * @type {Words}
 */
const FORMATS = {
  '^[0-9]+$': 'ne doit contenir que des chiffres',
  '^[^\\n\\r]*$': 'ne doit pas contenir de saut de ligne',
};

const AXES = { release: 'version de serveur', api: 'version d’API' };

/** @type {Marks} */
const MARKS = ['«\u00a0', '\u00a0»'];

/** @type {Grammar} */
const GRAMMAR = {
  marks: MARKS,
  hasArticle: /^((le|la|une?|ce|cette|cet|votre|notre|leur|[mts](on|a))\s|l[’'])/i,
  articleOf: (label) => (Object.hasOwn(ARTICLES, label) ? ARTICLES[label] : undefined),
  theField: 'Le champ',
  lowers: true,
};

// The field is always the subject, and nothing agrees with its gender: any name of the caller's fits.
const messages = /* @__PURE__ */ sentences(
  GRAMMAR,
  {
    invalid_json({ reason, offset }) {
      const known = REASONS[reason];
      return known ? `n’est pas du JSON valide (octet ${offset}\u00a0: ${known})` : 'ne peut pas s’écrire en JSON';
    },
    too_deep: ({ maximum }) => `a trop de niveaux imbriqués (${count(maximum, 'niveau', 'niveaux')} au maximum)`,
    invalid_character: () => 'contient un caractère qui ne peut pas être enregistré (U+0000 ou la moitié d’un emoji)',
    duplicate_property: () => 'figure deux fois',
    invalid_type(params, issue) {
      if (params.format) return date(params);
      const type = TYPES[params.expected];
      return type ? `doit être ${type}${now(givenType(issue, TYPES))}` : 'n’a pas le bon type';
    },
    missing_property: ({ when }) => `est obligatoire${when ? ` lorsque le statut est ${name('confirmed')}` : ''}`,
    unknown_property: () => 'n’est pas possible ici',
    unsupported_property: ({ operation }) => `n’est pas compatible avec l’opération ${name(operation)}`,
    invalid_enum: oneOf,
    unknown_purpose: oneOf,
    unknown_metadata_property: oneOf,
    too_short({ minimum, actual, unit }) {
      if (minimum === 1) return 'ne doit pas être vide';
      if (unit === 'items') return `doit compter au moins ${count(minimum, 'élément', 'éléments')}${now(actual)}`;
      return `doit compter au moins ${count(minimum, 'caractère', 'caractères')}${now(actual)}`;
    },
    too_long({ maximum, actual, unit }) {
      const limit = unit === 'bytes' ? count(maximum, 'octet', 'octets') : unit === 'items' ? count(maximum, 'élément', 'éléments') : count(maximum, 'caractère', 'caractères');
      return `ne doit pas dépasser ${limit}${now(actual)}`;
    },
    invalid_date_time: date,
    invalid_url: () => 'doit être une adresse web complète, par exemple https://example.com',
    invalid_format: ({ pattern }) => FORMATS[pattern] ?? 'n’a pas le bon format',
    out_of_range({ minimum, maximum, actual }) {
      const limits = [];
      if (minimum !== undefined) limits.push(`au moins ${minimum}`);
      if (maximum !== undefined) limits.push(`au plus ${maximum}`);
      return `doit valoir ${limits.join(' et ')}${now(actual)}`;
    },
    unsupported_parameter: since,
  },
  {
    unsupported_operation: ({ params }) => `L’opération ${name(params.name)} ${params.since ? since(params) : 'n’est pas possible pour ce type de média'}`,
    server: ({ message }) => message || 'Le serveur a refusé sans indiquer de raison',
  },
);

export const fr = /** @type {Locale} */ ({ language: 'fr', messages, fields });

/**
 * @param {Params} params
 * @param {Told} issue
 */
function oneOf({ property, actual = property, allowed }, issue) {
  const values = allowedValues(issue, NAMES, MARKS);
  const given = now(typeof actual === 'string' ? quote(actual, MARKS) : actual);
  if (!allowed) return `n’est pas une valeur possible${given}`;
  if (values.length === 0) return `n’a aucune valeur possible${given}`;
  return `doit être ${list(values, 'ou')}${given}`;
}

/** @param {Params} params */
function date({ minimum, actual, format }) {
  if (minimum) return `ne doit pas précéder ${minimum}${now(actual)}`;
  if (format === 'date') return 'doit être une date valide, par exemple 2026-05-01';
  return 'doit être une date avec heure et fuseau horaire, par exemple 2026-05-01T12:00:00Z';
}

/**
 * What it is instead, where that is known.
 * @param {unknown} given
 */
function now(given) {
  return given === undefined ? '' : ` (actuellement ${given})`;
}

/** @param {string} value */
function name(value) {
  return quote(Object.hasOwn(NAMES, value) ? NAMES[value] : value, MARKS);
}

/**
 * Nought is singular.
 * @param {number} number
 * @param {string} one
 * @param {string} many
 */
function count(number, one, many) {
  return `${number} ${number < 2 ? one : many}`;
}

/** @param {Params} params */
function since({ since, current }) {
  return `n’est possible qu’à partir de la ${versionOf(since, AXES)} (actuellement ${versionOf(current, AXES)})`;
}
