import { controlOf, readValue } from '../form/plugins.js';

/** As spreadsheets write them in the page's languages. */
const YES = ['true', 'wahr', 'vrai'];
const NO = ['false', 'falsch', 'faux'];

/** Parts of a list stand between these. */
const BETWEEN = '|';

/**
 * What the text of a cell comes to as the value of a property: lists are separated by `|`, references are written by their
 * ids, licence profiles by their handles, and what no plugin here knows as JSON or as text. Where no media type is known, all
 * is text. `member` is that of a period. What it cannot be is left as text, for the validator to object to.
 */
export function readCell(property, text, member) {
  if (property.type === undefined) return text;
  const control = controlOf(property);
  if (member !== undefined) return control === 'json' ? jsonOf(text) : dateTimeOf(text);
  const form = READ[control]?.(text) ?? { value: text };
  return 'form' in form ? readValue(property, form.form).value : form.value;
}

const READ = {
  'yes-no': (text) => {
    const lower = text.toLowerCase();
    return { value: YES.includes(lower) || (NO.includes(lower) ? false : text) };
  },
  boxes: (text) => ({ form: partsOf(text) }),
  items: (text) => ({ form: partsOf(text).map((part) => ({ text: part })) }),
  numbers: (text) => ({ form: partsOf(text).join(' ') }),
  number: (text) => ({ form: text }),
  choice: (text) => ({ form: text }),
  line: (text) => ({ form: text }),
  'date-time': (text) => ({ value: dateTimeOf(text) }),
  json: (text) => ({ value: jsonOf(text) }),
};

const partsOf = (text) => text.split(BETWEEN).map((part) => part.trim());

/** Without a zone, it is the reader's local time. */
function dateTimeOf(text) {
  return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(text) ? new Date(text.replace(' ', 'T')).toISOString() : text;
}

function jsonOf(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
