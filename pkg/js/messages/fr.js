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
/** @type {Sentences} */
const messages = {
  invalid_json({ params }, field) {
    const reason = REASONS[params.reason];
    if (!reason) return `${subject(field)} ne peut pas s’écrire en JSON`;
    return `${subject(field)} n’est pas du JSON valide (octet ${params.offset}\u00a0: ${reason})`;
  },
  too_deep: ({ params }, field) => `${subject(field)} a trop de niveaux imbriqués (${count(params.maximum, 'niveau', 'niveaux')} au maximum)`,
  invalid_character: (_, field) => `${subject(field)} contient un caractère qui ne peut pas être enregistré (U+0000 ou la moitié d’un emoji)`,
  duplicate_property: (_, field) => `${subject(field)} figure deux fois`,
  invalid_type(issue, field) {
    if (issue.params.format) return date(issue, field);
    const type = TYPES[issue.params.expected];
    return type ? `${subject(field)} doit être ${type}${now(givenType(issue, TYPES))}` : `${subject(field)} n’a pas le bon type`;
  },
  missing_property({ params }, field) {
    return `${subject(field)} est obligatoire${params.when ? ` lorsque le statut est ${name('confirmed')}` : ''}`;
  },
  unknown_property: (_, field) => `${subject(field)} n’est pas possible ici`,
  unsupported_property: ({ params }, field) => `${subject(field)} n’est pas compatible avec l’opération ${name(params.operation)}`,
  invalid_enum: oneOf,
  unknown_purpose: oneOf,
  unknown_metadata_property: oneOf,
  too_short({ params }, field) {
    if (params.minimum === 1) return `${subject(field)} ne doit pas être vide`;
    if (params.unit === 'items') return `${subject(field)} doit compter au moins ${count(params.minimum, 'élément', 'éléments')}${now(params.actual)}`;
    return `${subject(field)} doit compter au moins ${count(params.minimum, 'caractère', 'caractères')}${now(params.actual)}`;
  },
  too_long({ params: { maximum, actual, unit } }, field) {
    /** @type {[string, string]} */
    const forms = unit === 'items' ? ['élément', 'éléments'] : unit === 'bytes' ? ['octet', 'octets'] : ['caractère', 'caractères'];
    return `${subject(field)} ne doit pas dépasser ${count(maximum, ...forms)}${now(actual)}`;
  },
  invalid_date_time: date,
  invalid_url: (_, field) => `${subject(field)} doit être une adresse web complète, par exemple https://example.com`,
  invalid_format(issue, field) {
    const kind = patternKind(issue);
    if (kind === 'digits') return `${subject(field)} ne doit contenir que des chiffres`;
    return kind === 'oneLine' ? `${subject(field)} ne doit pas contenir de saut de ligne` : `${subject(field)} n’a pas le bon format`;
  },
  out_of_range({ params: { minimum, maximum, actual } }, field) {
    const limits = [];
    if (minimum !== undefined) limits.push(`au moins ${minimum}`);
    if (maximum !== undefined) limits.push(`au plus ${maximum}`);
    return `${subject(field)} doit valoir ${limits.join(' et ')}${now(actual)}`;
  },
  unsupported_operation: ({ params }) => `L’opération ${name(params.name)} ${params.since ? since(params) : 'n’est pas possible pour ce type de média'}`,
  unsupported_parameter: ({ params }, field) => `${subject(field)} ${since(params)}`,
  server: ({ message }) => message || 'Le serveur a refusé sans indiquer de raison',
};

export const fr = /** @type {Locale} */ ({ language: 'fr', messages, fields });

/**
 * @param {Told} issue
 * @param {string} field
 */
function oneOf(issue, field) {
  const allowed = allowedValues(issue, NAMES, MARKS);
  const { property, actual = property } = issue.params;
  const given = now(typeof actual === 'string' ? quote(actual, MARKS) : actual);
  if (!issue.params.allowed) return `${subject(field)} n’est pas une valeur possible${given}`;
  if (allowed.length === 0) return `${subject(field)} n’a aucune valeur possible${given}`;
  return `${subject(field)} doit être ${list(allowed, 'ou')}${given}`;
}

/**
 * @param {Told} issue
 * @param {string} field
 */
function date({ params }, field) {
  if (params.minimum) return `${subject(field)} ne doit pas précéder ${params.minimum}${now(params.actual)}`;
  if (params.format === 'date') return `${subject(field)} doit être une date valide, par exemple 2026-05-01`;
  return `${subject(field)} doit être une date avec heure et fuseau horaire, par exemple 2026-05-01T12:00:00Z`;
}

/**
 * What it is instead, where that is known.
 * @param {unknown} given
 */
function now(given) {
  return given === undefined ? '' : ` (actuellement ${given})`;
}

/** @param {string} field */
function subject(field) {
  return subjectOf(field, GRAMMAR);
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
