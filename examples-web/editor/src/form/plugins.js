import { fromLocal, toLocal } from './dates.js';
import { compact, isSame, numberOf, parseJson } from './json.js';

/**
 * The plugins whose values are filled in as fields: params of a usage log entry, and metadata. `plugin` is such a param or
 * property of a project's configuration, `{ handle, type, config }`. Of each type
 *
 *   control  what a person fills in
 *   fits     whether a stored value can be shown in that
 *   write    the form's value of a stored one
 *   read     the stored value of the form's; undefined for none
 *   names    what it names elsewhere, of `t.hints.named`; absent: nothing
 *   place    where below the form's value an issue is shown whose path goes on below the stored value; absent: at the field
 *
 * A form's value is a text; a list of texts where boxes are ticked; a list of `{ text }` where elements are added and
 * removed; `{ from, to }` for a period.
 */
const isText = (value) => typeof value === 'string';
const isLine = (value) => isText(value) && !/[\r\n]/.test(value);
const isListOf = (is) => (value) => Array.isArray(value) && value.every(is);
const textOrNone = (text) => (text.trim() === '' ? undefined : text);

const TEXT = { control: () => 'line', fits: isLine, write: String, read: textOrNone };
const LONG_TEXT = {
  ...TEXT,
  control: ({ allowNewlines }) => (allowNewlines === false ? 'line' : 'lines'),
  fits: (value, { allowNewlines }) => (allowNewlines === false ? isLine(value) : isText(value)),
  // As a textarea has it.
  write: (text) => text.replace(/\r\n?/g, '\n'),
};
const CHOICE = { ...TEXT, control: (config) => choiceOr('line', config) };
const YES_NO = {
  control: () => 'yes-no',
  fits: (value) => typeof value === 'boolean',
  write: String,
  read: (text) => (text === '' ? undefined : text === 'true'),
};
const INTEGER = {
  control: (config) => choiceOr('number', config),
  fits: (value) => typeof value === 'number',
  write: String,
  read: numberOf,
};
const DATE = { ...TEXT, control: () => 'date', fits: (value) => /^\d{4}-\d\d-\d\d$/.test(value) && toLocal(value) !== '' };
const DATE_TIME = { control: () => 'date-time', fits: (value) => isText(value) && toLocal(value) !== '', write: toLocal, read: fromLocal };
const PERIOD = {
  control: () => 'period',
  fits: (value) => isObject(value) && [value.from, value.to].every((end) => end === undefined || DATE_TIME.fits(end)),
  write: ({ from, to }) => ({ from: toLocal(from), to: toLocal(to) }),
  read: ({ from, to }, stored) => compact({ ...stored, from: fromLocal(from, stored?.from), to: fromLocal(to, stored?.to) }),
  place: ([end]) => (end === 'from' || end === 'to' ? [end] : []),
};
const STRINGS = {
  control: (config) => (itemsOf(config) ? 'boxes' : 'items'),
  fits: isListOf(isLine),
  write: (list, config) => (itemsOf(config) ? list : rowsOf(list)),
  read: (list) => someOf(list.map(textOf)),
  place: ([at], list) => placeOfRow(at, list),
};
const NUMBERS = {
  control: (config) => (itemsOf(config) ? 'boxes' : 'numbers'),
  fits: isListOf((value) => typeof value === 'number'),
  write: (list, config) => (itemsOf(config) ? list.map(String) : list.join(', ')),
  read: (list) => someOf(isText(list) ? list.split(/[\s,;]+/) : list)?.map(numberOf),
};
const LICENSE = {
  ...TEXT,
  names: 'license',
  fits: (value) => isLine(value?.handle),
  write: ({ handle }) => handle,
  read: (text) => compact({ handle: text.trim() || undefined }),
};
const referenceTo = ($ref) => ({
  ...TEXT,
  names: $ref,
  fits: (value) => isLine(value?.reference?.id),
  write: ({ reference }) => reference.id,
  read: (text) => (text.trim() === '' ? undefined : { $ref, reference: { id: text.trim() } }),
});
const REFERENCES = {
  names: 'documents',
  control: () => 'items',
  fits: (value) => isListOf(({ id }) => isLine(id))(value?.references),
  write: ({ references }) => rowsOf(references.map(({ id }) => id)),
  read: (list) => {
    const ids = someOf(list.map(textOf));
    return ids && { $ref: 'documents', references: ids.map((id) => ({ id })) };
  },
  place: ([, at], list) => placeOfRow(at, list),
};

const KINDS = {
  'li-text': LONG_TEXT,
  'li-color': TEXT,
  'li-external-id': TEXT,
  'li-media-handle': TEXT,
  'li-enum': CHOICE,
  'li-boolean': YES_NO,
  'li-invalid': YES_NO,
  'li-integer': INTEGER,
  'li-system-integer': INTEGER,
  'li-date': DATE,
  'li-datetime': DATE_TIME,
  'li-system-datetime': DATE_TIME,
  'li-datetime-validity': PERIOD,
  'li-string-list': STRINGS,
  'li-numeric-list': NUMBERS,
  'li-license-profile': LICENSE,
  'li-document-reference': referenceTo('document'),
  'li-reference': referenceTo('document'),
  'li-document-references': REFERENCES,
  'li-reference-list': REFERENCES,
  'li-video-reference': referenceTo('video'),
};

/** What the validator does not check either: any JSON. */
const JSON_TEXT = { control: () => 'json', fits: () => true, write: (value) => JSON.stringify(value) };

const EMPTY = { boxes: [], items: [], period: { from: '', to: '' } };
const isNone = (stored) => stored === undefined || stored === null;

/** A stored value may be of another type than the configuration says now: then it is JSON, too. */
function kindOf({ type, config = {} }, stored) {
  const kind = KINDS[type] ?? JSON_TEXT;
  return isNone(stored) || kind.fits(stored, config) ? kind : JSON_TEXT;
}

export function controlOf(plugin, stored) {
  return kindOf(plugin, stored).control(plugin.config ?? {});
}

export const namesOf = (plugin, stored) => kindOf(plugin, stored).names;

/** The form's value of a stored one. */
export function formValueOf(plugin, stored) {
  if (isNone(stored)) return EMPTY[controlOf(plugin)] ?? '';
  return kindOf(plugin, stored).write(stored, plugin.config);
}

/**
 * `{ value }`: the stored value of the form's, or `{ issue }` at `path` with what is no JSON. `stored` is given back as it
 * was, seconds and all, where nothing was changed.
 */
export function readValue(plugin, value, stored, path, validator) {
  const own = ownValue(plugin, value, stored);
  if (own === undefined) return {};
  if (!isNone(stored) && isSame(own, formValueOf(plugin, stored))) return { value: stored };
  const kind = kindOf(plugin, stored);
  if (kind === JSON_TEXT) return own.trim() === '' ? {} : parseJson(own, path, validator);
  return { value: kind.read(own, stored ?? undefined) };
}

/** Where below the form's value an issue is shown, of the `path` below the stored one. */
export function placeIn(plugin, value, path, stored) {
  const own = ownValue(plugin, value, stored);
  return (own !== undefined && kindOf(plugin, stored).place?.(path, own)) || [];
}

/** The value of another purpose's param of that name, with another control, was never filled in here: undefined. */
function ownValue(plugin, value, stored) {
  const control = controlOf(plugin, stored);
  // A box that is alone is a text to the form, or false.
  if (control === 'boxes' && !Array.isArray(value)) return value === false ? [] : isText(value) && value !== '' ? [value] : undefined;
  if (control === 'items') return isListOf(isObject)(value) ? value : undefined;
  if (control === 'period') return isObject(value) ? value : undefined;
  return control === 'boxes' || isText(value) ? value : undefined;
}

/** `[{ value, label }]` with text values, or undefined where any value is allowed. */
export function itemsOf(config) {
  const items = config?.dataProvider?.items;
  return Array.isArray(items) ? items.map(({ value, label }) => ({ handle: String(value), value: String(value), label })) : undefined;
}

function choiceOr(control, config) {
  return itemsOf(config) ? 'choice' : control;
}

const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const rowsOf = (texts) => texts.map((text) => ({ text }));
const textOf = (element) => (isText(element) ? element : element.text);

/** Without those that are empty; undefined when none is left. */
function someOf(texts) {
  const some = texts.map((text) => text.trim()).filter((text) => text !== '');
  return some.length > 0 ? some : undefined;
}

/** The row of an element: rows that are empty are left out of the list. */
function placeOfRow(at, rows) {
  const filled = rows.flatMap((row, index) => (textOf(row).trim() === '' ? [] : [index]));
  return filled[at] === undefined || isText(rows[filled[at]]) ? [] : [filled[at], 'text'];
}
