/** Dates of the API are ISO 8601 with a zone; an input of the type `datetime-local` holds local time, without one. */

/** `2026-05-01T11:00:00.000Z` → `2026-05-01T13:00` in Zurich; what is no date stays as it is not shown: empty. */
export function toLocal(text) {
  const date = new Date(text ?? '');
  if (Number.isNaN(date.getTime())) return '';
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The reverse; `before` is given back as it was, seconds and all, when nothing was changed. */
export function fromLocal(text, before) {
  if (!text) return undefined;
  if (before !== undefined && toLocal(before) === text) return before;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date.toISOString();
}

export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
