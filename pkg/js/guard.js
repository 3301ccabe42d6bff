/**
 * For a Worker in front of Livingdocs: lets a PATCH pass, or gives the answer that Livingdocs would give. What a server may
 * read otherwise than it is judged here is refused; what may be a PATCH of an entry is judged.
 */
import { MAX_BODY } from '../wasm/contract.js';
import { readBody } from './body.js';
import { IN_VERSION } from './in-version.js';
import { notJson, toErrorDetails } from './issues.js';
import { checkWhole, fail, isObject } from './options.js';
import { NO_BYTES } from './text.js';
/** @import { Issue, guardPatch as Public } from '../index.js' */
/** @import { Validator } from './validator.js' */

/**
 * What the headers of a body may say. Servers differ in what they make of escapes, of lists, of blanks around `=`, and of
 * `charset*=`: so the parameters of `application/json` or `…+json` are plain, and a charset is UTF-8. Workers hand
 * compressed bodies on as they come, and what cannot be judged may not pass. src/emulator/coding.rs has the same rule.
 * @type {Readonly<Record<string, RegExp>>}
 */
const TAKEN = {
  'content-type':
    /^(application\/json|[\w.+-]+\/[\w.+-]+\+json)([ \t]*;[ \t;]*(charset=("utf-8"|utf-8)|(?!charset)[\w.+-]+=([\w.+-]+|"[^"\\,;]*")))*[ \t;]*$/i,
  'content-encoding': /^(identity)?$/i,
  'transfer-encoding': /^(chunked)?$/i,
};
/** CGI knows no hyphens. */
const METHOD_HEADER = /^x[-_](http[-_])?method([-_]override)?$/;
const METHOD_QUERY = /[?&;]_method[^?&;=]*=[^?&;]*\bpatch\b/i;
const PATH_HEADER = /^x[-_](original|rewrite)[-_]ur[il]$/;
const PLAIN_PATH = /^(?!.*\/(\/|\.\.?(\/|$)))[\w./~!$&'()*+,=:@-]*$/;
const ENTRY = /\/api\/[^/]+\/medialibrary\/[^/]+\/?$/i;
const ESCAPE = /%[0-7][\da-f]/gi;

/**
 * @param {Request} request
 * @param {Validator} validator
 * @param {Parameters<Public>[2]} [options]
 * @returns {Promise<Response | null>}
 */
export async function guardPatch(request, validator, options = {}) {
  if (!isObject(options)) fail('options', 'an object', options);
  const { maxBytes = MAX_BODY, paths, apiVersion } = options;
  checkWhole('maxBytes', maxBytes);
  checkWord('paths', 'mediaLibrary', paths);
  checkWord('apiVersion', 'path', apiVersion);
  if (typeof validator?.[apiVersion ? IN_VERSION : 'validateJson'] !== 'function') fail('validator', 'a Validator of this package', validator);
  if (!mayBePatch(request) || (paths && !mayBeEntry(request))) return null;
  /** @param {string} name */
  const header = (name) => request.headers.get(name) ?? '';
  if (Object.keys(TAKEN).some((name) => !TAKEN[name].test(header(name)))) return refuse(415, 'Unsupported Media Type');
  const length = header('content-length');
  if (length.includes(',')) return badRequest([notJson('more than one Content-Length')]);
  if (Number(length) > maxBytes) return refuse(413, 'Payload Too Large');
  let body;
  try {
    const { body: stream } = request.clone();
    body = stream ? await readBody(stream, maxBytes) : NO_BYTES;
  } catch {
    return badRequest([notJson('the body cannot be read')]);
  }
  if (!body) return refuse(413, 'Payload Too Large');
  const judge = apiVersion ? validator[IN_VERSION](versionOf(request)) : validator;
  const issues = judge.validateJson(body);
  return issues.length === 0 ? null : badRequest(issues);
}

/**
 * A word, where one is given.
 * @param {string} name
 * @param {string} word
 * @param {unknown} value
 */
function checkWord(name, word, value) {
  if (value !== undefined && value !== word) fail(name, `"${word}"`, value);
}

/**
 * By its method, or by what servers may take for it.
 * @param {Request} request
 */
function mayBePatch({ method, headers, url }) {
  /** @param {string} text */
  const isPatch = (text) => /\bpatch\b/i.test(text);
  return /^patch$/i.test(method) || METHOD_QUERY.test(decode(url)) || has(headers, METHOD_HEADER, isPatch);
}

/** @param {Request} request */
function mayBeEntry({ headers, url }) {
  return leadsToEntry(url) || has(headers, PATH_HEADER, leadsToEntry);
}

/**
 * @param {Headers} headers
 * @param {RegExp} name
 * @param {(value: string) => boolean} test
 */
function has(headers, name, test) {
  return [...headers].some(([own, value]) => name.test(own) && test(value));
}

/**
 * Of a path that is not plain, servers make different things: then the word is enough, or what is encoded without end.
 * @param {string} url
 */
function leadsToEntry(url) {
  const path = pathOf(url);
  if (PLAIN_PATH.test(path)) return ENTRY.test(path);
  const decoded = decode(path);
  return decoded.search(ESCAPE) >= 0 || /medialibrary/i.test(decoded.replace(/[^a-z]/gi, ''));
}

/**
 * The word in the place of an API version, if any.
 * @param {Request} request
 */
function versionOf({ url }) {
  return /api\/+([^/;]+)(;[^/]*)?\/+medialibrary/i.exec(decode(pathOf(url)))?.[1];
}

/**
 * As it was sent, not as `URL` would mend it.
 * @param {string} url
 */
function pathOf(url) {
  return url.replace(/^[a-z]+:\/\/[^/?#\\]*/i, '').split('?')[0];
}

/** @param {string} text */
function decode(text) {
  let decoded = text;
  for (let round = 0; round < 4; round++) decoded = decoded.replace(ESCAPE, decodeURIComponent);
  return decoded;
}

/** @param {readonly Issue[]} issues */
function badRequest(issues) {
  return refuse(400, 'Bad Request', { error_details: toErrorDetails(issues) });
}

/**
 * @param {number} status
 * @param {string} error
 * @param {object} [details]
 */
function refuse(status, error, details) {
  return Response.json({ status, error, ...details }, { status });
}
