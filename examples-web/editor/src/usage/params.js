import { fromLocal, toLocal } from '../form/dates.js';
import { numberOf } from '../form/json.js';

/**
 * The eight types of params: `control` is what a person fills in, `text` makes a form's value of a param, `read` a param
 * of a form's value (undefined: none). A form's value is a string, or a list of strings where boxes are ticked.
 */
const KINDS = {
  'li-boolean': {
    control: 'yes-no',
    text: String,
    read: (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  },
  'li-text': {
    control: (config) => (config.allowNewlines === false ? 'line' : 'lines'),
    text: String,
    read: (text) => text || undefined,
  },
  'li-integer': { control: (config) => choiceOr('number', config), text: String, read: numberOf },
  'li-date': { control: 'date', text: String, read: (text) => text || undefined },
  'li-datetime': { control: 'date-time', text: toLocal, read: fromLocal },
  'li-enum': { control: (config) => choiceOr('line', config), text: String, read: (text) => text || undefined },
  'li-string-list': {
    control: (config) => (itemsOf(config) ? 'boxes' : 'items'),
    text: (list, config) => (itemsOf(config) ? list.map(String) : list.join('\n')),
    read: (text) => listOf(text, /\r?\n/),
  },
  'li-numeric-list': {
    control: (config) => (itemsOf(config) ? 'boxes' : 'numbers'),
    text: (list, config) => (itemsOf(config) ? list.map(String) : list.join(', ')),
    read: (text) => listOf(text, /[\s,;]+/)?.map(numberOf),
  },
};

/** What the validator does not check either: any JSON, which the form reads itself, as it has to say where it is none. */
const OTHER = { control: 'json', text: JSON.stringify, read: () => undefined };

const kindOf = ({ type }) => KINDS[type] ?? OTHER;

export function controlOf({ type, config = {} }) {
  const { control } = kindOf({ type });
  return typeof control === 'function' ? control(config) : control;
}

/** `[{ value, label }]` with text values, or undefined where any value is allowed. */
export function itemsOf(config) {
  return config?.dataProvider?.items?.map(({ value, label }) => ({ value: String(value), label: label ?? String(value) }));
}

/** The form's value of a param. */
export function textOfParam(param, value) {
  const { text } = kindOf(param);
  const empty = controlOf(param) === 'boxes' ? [] : '';
  if (value === undefined || value === null) return empty;
  // A stored value may be of another type than the schema says now.
  const isList = param.type === 'li-string-list' || param.type === 'li-numeric-list';
  if (isList && !Array.isArray(value)) return empty;
  return text(value, param.config);
}

/** A list where there are no boxes is another purpose's: its param of that name was never filled in here. */
export function readParam(param, text, before) {
  const isForeign = Array.isArray(text) && controlOf(param) !== 'boxes';
  return text === undefined || isForeign ? undefined : kindOf(param).read(text, before);
}

function choiceOr(control, config) {
  return itemsOf(config) ? 'choice' : control;
}

/** A single box that is not ticked is `false` to the form. */
function listOf(text, separator) {
  const parts = Array.isArray(text) ? text : String(text || '').split(separator);
  const list = parts.map((part) => part.trim()).filter((part) => part !== '');
  return list.length > 0 ? list : undefined;
}
