/** Issues: as the wasm hands them over, and as the server keys them. */

/** What every valid request gets. */
export const NO_ISSUES = Object.freeze([]);

/** Reads `[[kept, segments, code, message, params], …]`; see src/issue/json.rs. */
export function readIssues(json) {
  const rows = JSON.parse(json);
  let last;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    const path = row[1];
    if (row[0] > 0) path.unshift(...last.path.slice(0, row[0]));
    const isOther = row.length > 2;
    last = {
      path,
      code: isOther ? row[2] : last.code,
      message: isOther ? row[3] : last.message,
      params: isOther ? row[4] : copy(last.params),
    };
    rows[at] = last;
  }
  return rows;
}

/** Nobody who changes one issue changes another. */
function copy(params) {
  const copied = { ...params };
  if (params.allowed) copied.allowed = [...params.allowed];
  if (params.when) copied.when = { ...params.when };
  return copied;
}

/** The one issue of something that is not JSON. */
export function notJson(reason) {
  return {
    path: [],
    code: 'invalid_json',
    message: `Invalid JSON: ${reason} at byte 0`,
    params: { reason, offset: 0 },
  };
}

/** The one issue of something that JSON does not have. */
export function notAnObject(actual) {
  return {
    path: [],
    code: 'invalid_type',
    message: 'Invalid type: expected object',
    params: { expected: 'object', actual },
  };
}

export function toErrorDetails(issues) {
  const details = new Map();
  for (const { path, message } of issues) {
    const key = path.join('.');
    if (!details.has(key)) details.set(key, message);
  }
  return Object.fromEntries(details);
}

export function issuesFromErrorDetails(details) {
  if (details === undefined || details === null) return [];
  if (!isKeyedByPath(details)) return [serverIssue([], textOf(details))];
  return Object.entries(details).map(([key, message]) => serverIssue(pathOf(key), textOf(message)));
}

/** Not so are the documented `{name, message}`, lists, and what is no object. */
function isKeyedByPath(details) {
  if (typeof details !== 'object' || Array.isArray(details)) return false;
  return !(typeof details.name === 'string' && typeof details.message === 'string');
}

function serverIssue(path, message) {
  return { path, code: 'server', message, params: {} };
}

function pathOf(key) {
  if (key === '') return [];
  return key.split('.').map((segment) => (/^(0|[1-9]\d{0,14})$/.test(segment) ? Number(segment) : segment));
}

function textOf(value) {
  if (typeof value === 'string') return value;
  if (typeof value?.message === 'string') return value.message;
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return 'the details cannot be shown as text';
  }
}
