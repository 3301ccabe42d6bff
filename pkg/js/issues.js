/** Issues: as the wasm hands them over, and as the server keys them. */

const decoder = new TextDecoder();

/** What every valid request gets. */
export const NO_ISSUES = Object.freeze([]);

/** Reads `[[kept, segments, code, message, params], …]`: a path starts with the first `kept` segments of the one before. */
export function readIssues(json) {
  let path = [];
  const text = typeof json === 'string' ? json : decoder.decode(json);
  return JSON.parse(text).map(([kept, segments, code, message, params]) => {
    path = kept === 0 ? segments : path.slice(0, kept).concat(segments);
    return { path, code, message, params };
  });
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
