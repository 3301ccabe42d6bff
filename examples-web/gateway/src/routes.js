/**
 * What is forwarded, and nothing else: a request's target as it was sent -> its parts, decoded and checked. The URL upstream is
 * made of these parts alone, so that no trick in a path or a query outlives this file.
 */

import { Refusal } from './refusal.js';

/**
 * @typedef {object} Route
 * @property {'read' | 'image' | 'patch' | 'project'} kind
 * @property {string[]} segments those behind `/api/`, decoded
 * @property {URLSearchParams} query
 * @property {string} key of an image: its asset key; else empty
 */

const ID = /^[\w-]{1,64}$/;
const VERSION = /^(\d{4}-(0[1-9]|1[0-2])|v1|beta)$/;
const LIBRARY = 'mediaLibrary';
const PAGE = ['limit', 'offset', 'after'];

/**
 * Method, what follows the version, the query's names. An id stands for itself. Images have keys of any number of segments instead.
 * @type {[method: string, path: (string | RegExp)[], query: string[], kind: Route['kind']][]}
 */
const ROUTES = [
  ['GET', [LIBRARY], ['ids', 'externalId', 'systemName'], 'read'],
  ['GET', [LIBRARY, ID], [], 'read'],
  ['PATCH', [LIBRARY, ID], [], 'patch'],
  ['GET', [LIBRARY, ID, 'incomingDocumentReferences'], PAGE, 'read'],
  ['GET', [LIBRARY, ID, 'incomingMediaReferences'], PAGE, 'read'],
  ['GET', [LIBRARY, ID, 'usageLog'], [], 'read'],
  ['GET', [LIBRARY, ID, 'keys'], [], 'read'],
  ['GET', ['projectConfig'], [], 'project'],
];
const IMAGES = 'serve-image';

/** No empty segment, no `;`, no backslash, nothing outside ASCII; escapes are for asset keys. */
const PLAIN_PATH = /^(\/|(\/[\w.~!$'()*+,=:@-]+)+)$/;
const KEY_PATH = /^(\/[\w.~!$&'()*+,=:@%-]+)+$/;
/** What a key's segment may not have once it is decoded: what some server would take for something else. */
const NOT_IN_KEYS = /[\u0000-\u001f\u007f/\\;%?#]|^\.{1,2}$/;
const LONGEST_TARGET = 8_192;
/** Line breaks and their like. */
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * @param {string} method
 * @param {string} target from the first slash on, as it was sent
 * @returns {Route}
 */
export function findRoute(method, target) {
  if (target.length > LONGEST_TARGET || target.includes('#')) throw new Refusal(400);
  const [path, ...rest] = target.split('?');
  const isImage = path.includes(`/${IMAGES}/`);
  if (!(isImage ? KEY_PATH : PLAIN_PATH).test(path)) throw new Refusal(400);
  const parts = path.split('/').slice(1).map(decode);
  if (parts.includes('.') || parts.includes('..')) throw new Refusal(400);
  const [api, version, ...inside] = parts;
  if (api !== 'api' || !VERSION.test(version)) throw new Refusal(404);
  const segments = parts.slice(1);
  const at = (/** @type {Route['kind']} */ kind, /** @type {string[]} */ names) => ({ kind, segments, query: readQuery(rest.join('?'), names), key: '' });

  if (inside[0] === LIBRARY && inside[1] === IMAGES) {
    if (inside.length === 2) throw new Refusal(404);
    if (method !== 'GET') throw new Refusal(405, undefined, { allow: 'GET' });
    return { ...at('image', []), key: inside.slice(2).join('/') };
  }
  const here = ROUTES.filter(([, pattern]) => pattern.length === inside.length && pattern.every((part, index) => fits(part, inside[index])));
  if (here.length === 0) throw new Refusal(404);
  const route = here.find(([own]) => own === method);
  if (!route) throw new Refusal(405, undefined, { allow: here.map(([own]) => own).join(', ') });
  return at(route[3], route[2]);
}

/**
 * @param {string | RegExp} part
 * @param {string} segment
 */
const fits = (part, segment) => (typeof part === 'string' ? part === segment : part.test(segment));

/**
 * Once: what is an escape still is refused.
 * @param {string} segment
 */
function decode(segment) {
  if (!segment.includes('%')) return segment;
  let decoded;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw new Refusal(400);
  }
  if (NOT_IN_KEYS.test(decoded)) throw new Refusal(400);
  return decoded;
}

/**
 * Of these names, each once.
 * @param {string} text
 * @param {string[]} names
 */
function readQuery(text, names) {
  const query = new URLSearchParams(text);
  const seen = new Set();
  for (const [name, value] of query) {
    if (!names.includes(name) || seen.has(name) || CONTROL.test(value)) throw new Refusal(400, { [name.slice(0, 100)]: 'Not a parameter of this endpoint, or there twice' });
    seen.add(name);
  }
  return query;
}
