/**
 * Rules that most libraries have no word for, written once. Those that take functions use these; a library's own check is
 * used where it says the same.
 */

export const DIGITS = /^[0-9]+$/;

/** As in the JSON Schema that the package exports. */
export const ABSOLUTE_URL = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s\u0000-\u001f\u007f-\u009f]+$/;

export const isFromZero = (number) => Number.isInteger(number) && number >= 0;
export const isNoArray = (value) => !Array.isArray(value);
export const hasDateWhenConfirmed = ({ state, publicationDate }) => state !== 'confirmed' || publicationDate !== undefined;

const NOTE_MAXIMUM = 200;

/** In code points; only long texts are counted. */
export function isNote(text) {
  if (text.length <= NOTE_MAXIMUM) return true;
  if (text.length > 2 * NOTE_MAXIMUM) return false;
  let count = 0;
  for (const _ of text) count++;
  return count <= NOTE_MAXIMUM;
}

const DATE_TIME = /^(\d{4})-(\d\d)-(\d\d)[Tt\s](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|([+-])(\d\d)(?::?(\d\d))?)$/;
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** As ajv-formats' full mode has it: RFC 3339 with a real calendar. */
export function isDateTime(text) {
  const parts = DATE_TIME.exec(text);
  if (!parts) return false;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const days = month === 2 && isLeap(year) ? 29 : DAYS[month];
  if (!(day >= 1 && day <= days)) return false;
  const zoneHour = Number(parts[8] ?? 0);
  const zoneMinute = Number(parts[9] ?? 0);
  if (hour > 23 || minute > 59 || zoneHour > 23 || zoneMinute > 59) return false;
  if (second < 60) return true;
  const east = (parts[7] === '-' ? -1 : 1) * (zoneHour * 60 + zoneMinute);
  return second === 60 && (hour * 60 + minute - east + 1440) % 1440 === 1439;
}

const isLeap = (year) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
