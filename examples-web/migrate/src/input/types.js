/** What the text of a CSV field becomes, by the type that the mapping names; undefined where it is none. */

/** @type {Record<string, boolean>} */
const BOOLEANS = { true: true, false: false, yes: true, no: false, 1: true, 0: false };

/** @type {Record<string, (text: string, separator: string) => unknown>} */
export const TYPES = {
  text: (text) => text,
  integer: (text) => (/^\s*[-+]?\d+\s*$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined),
  number: (text) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined),
  boolean: (text) => BOOLEANS[text.trim().toLowerCase()],
  list: (text, separator) => text.split(separator).map((element) => element.trim()).filter((element) => element !== ''),
  json(text) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  },
};

/** @type {Record<string, string>} */
export const IN_WORDS = {
  integer: 'a whole number',
  number: 'a number, like 1.5',
  boolean: 'true or false (yes or no, 1 or 0)',
  json: 'JSON',
};
