import { validateEntry } from 'livingdocs-media-library/import';

/** The rows with what the package has to object to in their entries, before they are sent. */
export function whatIsWrong(client, rows) {
  return rows.map((row) => {
    if (row.entry === undefined) return row;
    const issues = validateEntry(client, row.entry);
    return { ...row, faults: [...row.faults, ...issues.map((issue) => ({ path: issue.path, issue }))] };
  });
}
