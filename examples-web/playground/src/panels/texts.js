/** The request in other words: its JSON Schema, a call of curl, a program. */

import { DEFAULTS } from '../state.js';

const DEFAULT_API_VERSION = DEFAULTS.apiVersion;
/** The longest argument that Linux takes is 128 KiB; and nobody reads a program that is longer. */
const LONGEST = 100_000;
/** What a longer request is called. */
const FILE = 'request.json';

export function schemaText(validator, { schemaOf, target }) {
  const { jsonSchema } = (schemaOf === 'patch' ? validator.patch : validator.patchRequest)['~standard'];
  return JSON.stringify(jsonSchema.input({ target }), null, 2);
}

export const pathOf = ({ apiVersion, entry }) => `/api/${apiVersion}/mediaLibrary/${encodeURIComponent(entry)}`;

/** What is wrong with the base URL: as the client sees it, and nothing that belongs into no link. */
export function baseUrlProblem({ baseUrl }) {
  if (!URL.canParse(baseUrl)) return 'A full address is needed, like https://livingdocs.example';
  const { protocol, username, password, search, hash } = new URL(baseUrl);
  if (protocol !== 'https:' && protocol !== 'http:') return 'The address has to begin with https://';
  if (username || password) return 'No user and no password: the token is all that the server asks for';
  return search || hash ? 'Leave out the query and the fragment' : '';
}

export function entryProblem({ entry }) {
  return /^\.{0,2}$/.test(entry.trim()) ? 'The id of an entry is needed, like asze63i9' : '';
}

/** In the single quotes of a shell, where nothing has a meaning but the quote. */
const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

export function curlText(state) {
  const { baseUrl, text } = state;
  const isLong = text.length > LONGEST;
  return [
    ...(isLong ? [`# The request is too long for an argument: save it as ${FILE}.`] : []),
    `curl --request PATCH ${quoted(baseUrl.replace(/\/+$/, '') + pathOf(state))} \\`,
    '  --header "Authorization: Bearer $TOKEN" \\',
    "  --header 'Content-Type: application/json' \\",
    isLong ? `  --data-binary @${FILE}` : `  --data-binary ${quoted(text)}`,
  ].join('\n');
}

export function codeText(state, usagePurposes) {
  const { apiVersion, serverRelease, unknownProperties, baseUrl, entry, text } = state;
  const options = [
    `baseUrl: ${word(baseUrl)}`,
    'token: process.env.TOKEN',
    ...(apiVersion === DEFAULT_API_VERSION ? [] : [`apiVersion: '${apiVersion}'`]),
    ...(serverRelease ? [`serverRelease: '${serverRelease}'`] : []),
    ...(unknownProperties === 'reject' ? [] : [`unknownProperties: '${unknownProperties}'`]),
    ...(usagePurposes ? ['usagePurposes'] : []),
  ];
  const isLong = text.length > LONGEST;
  return `${isLong ? "import { readFile } from 'node:fs/promises';\n" : ''}import { MediaLibraryClient, ValidationError } from 'livingdocs-media-library';
${usagePurposes ? `\nconst usagePurposes = ${JSON.stringify(usagePurposes, null, 2)};\n` : ''}
const client = new MediaLibraryClient({
${options.map((option) => `  ${option},\n`).join('')}});

try {
  await client.patchEntry(${word(entry)}, ${isLong ? `JSON.parse(await readFile('${FILE}', 'utf8'))` : literal(text)});
} catch (error) {
  // Faults are found before anything is sent.
  if (!(error instanceof ValidationError)) throw error;
  for (const { path, message } of error.issues) console.error(path.join('.'), message);
}
`;
}

/** A text as JavaScript, in the quotes of the rest where it can. */
const word = (text) => (/^[\w:/.-]*$/.test(text) ? `'${text}'` : JSON.stringify(text));

/** JSON as JavaScript: the same, but for a name that would be no property, and for text that is not JSON. */
function literal(text) {
  try {
    JSON.parse(text);
  } catch {
    return `JSON.parse(${JSON.stringify(text)})`;
  }
  if (/"(_|\\u005f){2}proto/i.test(text)) return `JSON.parse(${JSON.stringify(text)})`;
  return text.trim().replaceAll('\n', '\n  ');
}
