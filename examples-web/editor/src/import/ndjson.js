/** NDJSON: an entry a line, as the API takes it. See `readFile`. */
export function readNdjson(text, validator) {
  return text.split(/\r?\n/).flatMap((source, index) => {
    if (source.trim() === '') return [];
    const row = { line: index + 1, source };
    try {
      return [{ ...row, entry: JSON.parse(source), faults: [] }];
    } catch {
      // The validator says what is wrong, and at which byte.
      return [{ ...row, faults: [{ path: [], issue: validator.validateJson(source)[0] }] }];
    }
  });
}
