/** One batch: sent, and what the server says of each of its entries. */
import { attempted } from '../callbacks.js';
import { isMediaLibraryError } from '../media-library-error.js';
import { isObject } from '../options.js';
import { bodyOf, halves } from './batches.js';
/** @import { ImportResult } from '../../import.js' */
/** @import { BadRequestError, Issue, MediaLibraryFailure } from '../../index.js' */
/** @import { Code, Importer, Run } from '../types.js' */
/** @import { Batch, Told } from './types.js' */

const PATH = 'mediaLibrary';
const HEADING = `POST import/${PATH}: `;
/** @type {Readonly<Record<number, Code>>} */
const CODES = { 400: 'bad_request', 401: 'authentication', 403: 'permission', 404: 'not_found', 409: 'conflict' };

/**
 * `send` of a run.
 * @param {Importer} importer
 * @param {Batch} batch
 * @param {Run} run
 * @returns {Promise<{ results?: ImportResult<any>[], units?: Batch[] }>}
 */
export async function sendBatch(importer, batch, run) {
  if (batch.issues) throw importer.error({ code: 'validation', method: 'POST', issues: batch.issues });
  let answer;
  try {
    answer = await importer.send(PATH, batch.repeat, bodyOf(batch), {
      ...run,
      onSettled: (isUnknown) => (batch.isUnknown ||= isUnknown),
    });
  } catch (error) {
    if (batch.places.length > 1 && isMediaLibraryError(error) && 'status' in error && error.status === 413) return { units: halves(batch) };
    throw error;
  }
  const list = listOf(answer);
  const problem = problemOf(list, batch);
  if (problem) throw importer.error({ code: 'response_format', message: `${HEADING}unexpected answer: ${problem}`, method: 'POST', status: 200 });
  const results = [];
  for (const [at, told] of list.entries()) results.push(await resultOf(importer, batch, at, told, run));
  return { results };
}

/**
 * Whatever API version it is of.
 * @param {any} answer
 * @returns {Told[]}
 */
function listOf(answer) {
  return answer?.results ?? answer?.mediaLibraryEntries;
}

/**
 * Why an answer cannot be about these entries; undefined where it can.
 * @param {Told[]} list
 * @param {Batch} batch
 */
function problemOf(list, { sent }) {
  if (!Array.isArray(list)) return 'no list of results';
  if (list.length !== sent.length) return `results for ${list.length} entries, not ${sent.length}`;
  const ids = new Set();
  for (const [at, told] of list.entries()) {
    const { value } = sent[at];
    const isResult = isObject(told) && (told.ok === true ? typeof told.id === 'string' && told.id !== '' : told.ok === false);
    if (!isResult) return `no result for entry ${at}`;
    if (told.ok ? isOfAnother(told, value) || ids.has(told.id) : isAboutAnother(told, value.id)) return `the result of another entry for entry ${at}`;
    if (told.ok) ids.add(told.id);
  }
  return undefined;
}

/**
 * @param {Told} told
 * @param {Batch['sent'][number]['value']} value
 */
function isOfAnother({ id, record }, value) {
  if (value.id !== undefined && value.id !== id) return true;
  return value.externalId !== undefined && typeof record?.externalId === 'string' && record.externalId !== value.externalId;
}

/**
 * @param {Told} told
 * @param {string | undefined} id
 */
function isAboutAnother({ correlation }, id) {
  return id !== undefined && typeof correlation === 'string' && correlation.startsWith('id: ') && correlation !== `id: ${id}`;
}

/**
 * What became of an entry of a batch.
 * @param {Importer} importer
 * @param {Batch} batch
 * @param {number} at
 * @param {Told} told
 * @param {Run} run
 * @returns {Promise<ImportResult<any>>}
 */
async function resultOf(importer, { places, sent, isUnknown }, at, told, run) {
  const { item: entry, index } = places[at];
  if (told.ok) return { ok: true, index, entry, id: /** @type {string} */ (told.id), outcome: 'created', record: told.record };
  const { status = 400, error: word, error_details: details } = told;
  const message = typeof details?.message === 'string' ? details.message : undefined;
  const code = CODES[status] ?? (status >= 500 ? 'server' : 'unexpected_status');
  let error = importer.error({
    code,
    message: `${HEADING}${status} ${[word, message].filter((text) => typeof text === 'string').join(': ')}`,
    method: 'POST',
    status,
    body: attempted(() => JSON.stringify({ error: word, error_details: details })),
    outcomeUnknown: isUnknown,
  });
  if (code === 'conflict' && isUnknown) {
    // It is there; perhaps by the attempt of which nothing was heard.
    try {
      const id = await idOf(importer, sent[at].value, message, run);
      if (id !== undefined) return { ok: true, index, entry, id, outcome: 'existed' };
    } catch (cause) {
      // Nobody asks once the run is at its end.
      if (cause !== run.stop.reason) error = /** @type {Error} */ (cause);
    }
  }
  return failure(entry, index, error, issuesOf(error, details), code === 'conflict' && isUnknown);
}

/**
 * The id of the entry that is in the way.
 * @param {Importer} importer
 * @param {Batch['sent'][number]['value']} value
 * @param {string | undefined} message
 * @param {Run} run
 */
async function idOf(importer, { id, externalId, systemName }, message, run) {
  if (id !== undefined && !message?.startsWith('externalId')) return id;
  if (externalId === undefined || systemName === undefined) return undefined;
  const [entry] = await importer.find([externalId, systemName], run);
  return entry?.id;
}

/**
 * What the server finds wrong with an entry, where it is in the entry.
 * @param {unknown} error
 * @param {Told['error_details']} details
 * @returns {readonly Issue[]}
 */
function issuesOf(error, details) {
  const { errors } = details ?? {};
  if (!Array.isArray(errors)) return /** @type {Partial<BadRequestError>} */ (error).issues ?? [];
  return errors.flatMap((/** @type {{ metadataProperty?: unknown, message?: unknown } | undefined} */ fault) => {
    const { metadataProperty: name, message } = fault ?? {};
    if (typeof name !== 'string' || typeof message !== 'string') return [];
    return [{ path: ['metadata', name], code: /** @type {const} */ ('server'), message, params: {} }];
  });
}

/**
 * `failed` of a run: all entries of a batch.
 * @param {Batch} batch
 * @param {unknown} error
 * @returns {ImportResult<any>[]}
 */
export function failed({ places, isUnknown }, error) {
  const outcomeUnknown = isUnknown || (isMediaLibraryError(error) && error.code === 'response_format');
  if (outcomeUnknown && isMediaLibraryError(error)) error.message += '; whether its entries were created is not known';
  const issues = places.length === 1 ? issuesOf(error, undefined) : [];
  return places.map(({ item, index }) => failure(item, index, error, issues, outcomeUnknown));
}

/**
 * @param {Batch['places'][number]['item']} entry
 * @param {number} index
 * @param {unknown} error
 * @param {readonly Issue[]} issues
 * @param {boolean} outcomeUnknown
 * @returns {ImportResult<any>}
 */
function failure(entry, index, error, issues, outcomeUnknown) {
  return { ok: false, index, entry, error: /** @type {MediaLibraryFailure} */ (error), issues, outcomeUnknown };
}
