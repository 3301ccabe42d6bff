import { parseJson } from '../form/json.js';

/** Shown for every entry, in this order; whatever else an entry has follows. */
const USUAL = ['title', 'caption', 'credit'];

/** Of whatever metadata there are, each a row of text. See `useMetadataForm`. */
export function rowsModel(validator) {
  return {
    valuesOf: (metadata) => ({ rows: rowsOf(metadata) }),
    changesOf: ({ rows }, before) => changedRows(rows, before.values.rows),
    read: (values, before) => readRows(values, before.values.rows, validator),
    merge: ({ rows }, before, fresh) => ({ rows: merge(rows, before.values.rows, fresh.values.rows) }),
  };
}

/** The form's rows: `{ name, text, kind, added }`. */
function rowsOf(metadata = {}) {
  const others = Object.keys(metadata).filter((name) => !USUAL.includes(name));
  return [...USUAL, ...others].map((name) => ({ name, ...textOf(metadata[name]), added: false }));
}

export const EMPTY_ROW = { name: '', text: '', kind: 'text', added: true };

/** Every kind of value is edited as text; `read` makes a value of it, or an issue. What fits no other kind is JSON. */
const KINDS = {
  text: { fits: (value) => typeof value === 'string', write: String, read: (text) => ({ value: text }) },
  'yes-no': { fits: (value) => typeof value === 'boolean', write: String, read: (text) => ({ value: text === 'true' }) },
  lines: {
    fits: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' && /^\S(.*\S)?$/.test(item)),
    write: (value) => value.join('\n'),
    read: (text) => ({ value: linesOf(text) }),
  },
  json: { fits: () => true, write: JSON.stringify, read: parseJson },
};

function textOf(value) {
  if (value === undefined || value === null) return { text: '', kind: 'text' };
  const [kind, { write }] = Object.entries(KINDS).find(([, { fits }]) => fits(value));
  return { text: write(value), kind };
}

/** The rows that differ from `before`, with their places. One that was added is a change as it is: it lacks a name. */
function changedRows(rows, before) {
  return rows
    .map((row, index) => ({ ...row, index }))
    .filter(({ text, added, index }) => added || text !== before[index]?.text);
}

/** What the form comes to, see `issueSchema`: a patch for each row that was changed. */
function readRows({ rows }, before, validator) {
  const changed = changedRows(rows, before);
  const issues = [];
  const patches = changed.map((row, at) => {
    const path = ['patches', at];
    const isTaken = row.name !== '' && rows.some(({ name }, index) => name === row.name && index < row.index);
    if (row.added && isTaken) issues.push(duplicate([...path, 'propertyName'], row.name));
    const { value, issue } = valueOf(row, [...path, 'value'], validator);
    if (issue) issues.push(issue);
    return { operation: 'setMetadataProperty', propertyName: row.name, value };
  });
  const place = ([list, which, property]) => {
    // The server names a property, the validator a patch.
    const row = list === 'metadata' ? changed.find(({ name }) => name === which) : changed[which];
    if (!row) return undefined;
    return ['rows', row.index, property === 'propertyName' && row.added ? 'name' : 'text'];
  };
  return { request: { patches }, issues, place };
}

/** No text is no value: the server then removes the property. */
function valueOf({ text, kind }, path, validator) {
  return text.trim() === '' ? { value: null } : KINDS[kind].read(text, path, validator);
}

function linesOf(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== '');
}

function duplicate(path, property) {
  return { path, code: 'duplicate_property', message: `Duplicate property: ${property}`, params: { property } };
}

function merge(rows, before, fresh) {
  const typed = changedRows(rows, before);
  const merged = fresh.map((row) => {
    const mine = typed.find(({ name, added }) => !added && name === row.name);
    return mine ? { ...row, text: mine.text, kind: mine.kind } : row;
  });
  const added = typed.filter((row) => row.added && !fresh.some(({ name }) => name === row.name));
  return [...merged, ...added.map(({ index, ...row }) => row)];
}
