import Papa from 'papaparse';
import { columnOf, entryOf } from './columns.js';
import { delimiterOf } from './delimiter.js';

/** CSV with a row of column names, separated by commas, semicolons or tabs. See `readFile`, and `columns.js` for the columns. */
export function readCsv(text, mediaTypes) {
  const { data, errors } = Papa.parse(text, { delimiter: delimiterOf(text) });
  const quotes = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row));
  const [names, ...records] = numbered(data);
  if (!names) return [];
  const columns = names.cells.map((name, index) => columnOf(name.trim(), names.cells.slice(0, index)));
  const wrong = columns.flatMap(({ name, fault }) => (fault ? [{ path: [name], code: fault, params: { name } }] : []));
  const heading = wrong.length > 0 || quotes.has(names.row) ? [{ line: names.line, faults: [...wrong, ...faultOfQuotes(names.row)] }] : [];
  return [...heading, ...records.map(readRecord)];

  function readRecord({ line, row, cells }) {
    const entry = entryOf(cells, columns, mediaTypes);
    const tooMany = cells.slice(columns.length).some((cell) => cell.trim() !== '');
    const extra = tooMany ? [{ path: [], code: 'tooManyCells', params: { most: columns.length } }] : [];
    return { line, entry, source: cells.join(), faults: [...faultOfQuotes(row), ...extra] };
  }

  function faultOfQuotes(row) {
    return quotes.has(row) ? [{ path: [], code: 'quotes', params: {} }] : [];
  }
}

/** The rows with their first lines, without those that are empty: a cell in quotes may go over several lines. */
function numbered(data) {
  let line = 1;
  const rows = data.map((cells, row) => {
    const first = line;
    line += cells.join(' ').split(/\r\n|\r|\n/).length;
    return { line: first, row, cells };
  });
  return rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
}
