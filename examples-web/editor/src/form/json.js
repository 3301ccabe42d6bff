/** Text that has to be JSON: `{ value }`, or the `issue` with it, in the package's words. */
export function parseJson(text, path, validator) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    // The validator says what is wrong, and at which byte.
    const issue = validator.validateJson(text)[0];
    return { issue: { ...issue, path } };
  }
}

export const isSame = (left, right) => JSON.stringify(left) === JSON.stringify(right);

/** A number where the text is one; else the text, for the validator to object to. */
export function numberOf(text) {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  return /^[+-]?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : trimmed;
}

/** Without the properties that are undefined; undefined when none is left. */
export function compact(object) {
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
