/** One batch: sent, and what the server says of each of its entries. */
import { bare } from '../bare.js';
import { MORE } from '../importer.js';
import { bodyOf, halves } from './batches.js';
/** @import { ImportResult } from '../../import.js' */
/** @import { BadRequestError, Issue, MediaLibraryFailure } from '../../index.js' */
/** @import { CallerOptions, Code, Importer } from '../types.js' */
/** @import { Batch, Given, Sending, Told } from './types.js' */

const PATH = 'mediaLibrary';
/** What the error of a call says that the server may have done. */
export const NOT_KNOWN = '; whether the server has done it is not known';
const HEADING = `POST import/${PATH}: `;
/** Errors after which nobody knows what the server has done: what it says is not clear, or nobody could read it. */
const UNCLEAR = ['response_format', 'web_assembly'];
/** @type {Readonly<Record<number, Code>>} */
const CODES = { 400: 'bad_request', 409: 'conflict' };

/**
 * The results of a batch's entries. Rejects where there are none.
 * @param {Sending} sending
 * @param {Batch} batch
 * @returns {Promise<ImportResult<any>[]>}
 */
export async function sendBatch(sending, batch) {
  const { importer, call, run } = sending;
  refuseInvalid(importer, batch.issues);
  let answer;
  try {
    const options = { ...call, [MORE]: { ...run, onFailure: (/** @type {boolean} */ isUnknown) => (batch.isUnknown ||= isUnknown) } };
    answer = await importer.send(PATH, options, batch.repeat, bodyOf(batch));
  } catch (error) {
    if (batch.places.length > 1 && failureOf(error)?.status === 413) return sendHalves(sending, batch);
    throw error;
  }
  const list = listOf(answer);
  const problem = problemOf(list, batch);
  if (problem) throw unexpected(importer, 'POST', PATH, problem);
  const results = [];
  for (const [at, told] of list.entries()) results.push(await resultOf(sending, batch, at, told));
  return results;
}

/**
 * Throws what is wrong with something that is not sent.
 * @param {Importer} importer
 * @param {readonly Issue[]} [issues]
 * @param {string} [method]
 */
export function refuseInvalid(importer, issues = [], method = 'POST') {
  if (issues.length > 0) throw importer.error({ code: 'validation', method, issues });
}

/**
 * An answer that is not what the API documents.
 * @param {Importer} importer
 * @param {string} method
 * @param {string} path
 * @param {string} problem
 */
export function unexpected(importer, method, path, problem) {
  return importer.error({ code: 'response_format', message: `${method} import/${path}: unexpected answer: ${problem}`, method, status: 200 });
}

/**
 * What was too large in one, one after the other.
 * @param {Sending} sending
 * @param {Batch} batch
 */
async function sendHalves(sending, batch) {
  const results = [];
  for (const half of halves(batch)) {
    try {
      results.push(...(await sendBatch(sending, half)));
    } catch (error) {
      // What was not sent has no result, see `Run`; its reason is never empty.
      if (!error || error !== sending.run.stop.reason) results.push(...failed(half, error));
    }
  }
  return results;
}

/**
 * Whatever API version it is of.
 * @param {any} answer
 * @returns {Told[]}
 */
function listOf(answer) {
  const { results, mediaLibraryEntries } = bare(answer);
  const list = results ?? mediaLibraryEntries;
  return Array.isArray(list) ? list.map(bare) : list;
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
    const isResult = told.ok === true ? typeof told.id === 'string' && told.id !== '' : told.ok === false;
    if (!isResult) return `no result for entry ${at}`;
    if (isOfAnother(told, sent[at].value) || ids.has(told.id)) return `the result of another entry for entry ${at}`;
    if (told.ok) ids.add(told.id);
  }
  return undefined;
}

/**
 * @param {Told} told
 * @param {Batch['sent'][number]['value']} value
 */
function isOfAnother({ ok, id, record, correlation }, value) {
  const made = bare(record);
  const pairs = [
    [value.id, ok ? id : /^id: ([^]*)/.exec(`${correlation}`)?.[1]],
    [value.externalId, made.externalId],
    [bare(value.asset).key, bare(made.asset).key],
  ];
  return pairs.some(([own, other]) => own !== undefined && other !== undefined && own !== other);
}

/**
 * What became of an entry of a batch.
 * @param {Sending} sending
 * @param {Batch} batch
 * @param {number} at
 * @param {Told} told
 * @returns {Promise<ImportResult<any>>}
 */
async function resultOf(sending, { places, sent, isUnknown }, at, told) {
  const { item: entry, index } = places[at];
  if (told.ok) return { ok: true, index, entry, id: /** @type {string} */ (told.id), outcome: 'created', record: told.record };
  const { status = 400, error: word, error_details: details } = told;
  const message = typeof details?.message === 'string' ? details.message : undefined;
  const code = CODES[status] ?? (status >= 500 ? 'server' : 'unexpected_status');
  const isUnclear = code === 'conflict' && isUnknown && !sending.looksItself;
  let error = sending.importer.error({
    code,
    message: `${HEADING}${status} ${[word, message].filter((text) => typeof text === 'string').join(': ')}`,
    method: 'POST',
    status,
    body: JSON.stringify({ error: word, error_details: details }),
    outcomeUnknown: isUnclear,
  });
  if (isUnclear) {
    // It is there; perhaps by the attempt of which nothing was heard.
    try {
      const id = await idOf(sending, sent[at].value, message);
      if (id !== undefined) return { ok: true, index, entry, id, outcome: 'existed' };
    } catch (cause) {
      // Nobody asks once the run is at its end.
      if (!cause || cause !== sending.run.stop.reason) error = /** @type {Error} */ (cause);
    }
  }
  if (isUnclear) tellUnknown(error);
  return failedOf(entry, index, error, isUnclear);
}

/**
 * The id of the entry that is in the way.
 * @param {Sending} sending
 * @param {Batch['sent'][number]['value']} value
 * @param {string | undefined} message
 */
async function idOf(sending, { id, externalId, systemName }, message) {
  if (id !== undefined && !message?.startsWith('externalId')) return id;
  if (externalId === undefined || systemName === undefined) return undefined;
  return (await find(sending, externalId, systemName))?.id;
}

/**
 * The entry of an external id, if there is one.
 * @param {Sending} sending
 * @param {string} externalId
 * @param {string} systemName
 */
export async function find({ client, call, run }, externalId, systemName) {
  const entries = await client.getEntries({ externalId, systemName }, /** @type {CallerOptions} */ ({ ...call, [MORE]: run }));
  // What is another one's must not be patched.
  return entries.find((entry) => (bare(entry).externalId ?? externalId) === externalId);
}

/**
 * The results of a batch that failed as a whole.
 * @param {Batch} batch
 * @param {unknown} error
 * @returns {ImportResult<any>[]}
 */
export function failed({ places, isUnknown }, error) {
  const failure = failureOf(error);
  const isUnclear = failure?.method !== 'GET' && UNCLEAR.includes(/** @type {string} */ (failure?.code));
  const outcomeUnknown = isUnknown || isUnclear;
  if (outcomeUnknown) tellUnknown(error);
  return places.map(({ item, index }) => failedOf(item, index, error, outcomeUnknown, places.length > 1));
}

/**
 * Has the message of one of the client's own errors say so.
 * @param {unknown} error
 */
export function tellUnknown(error) {
  const failure = failureOf(error);
  if (failure) failure.message += NOT_KNOWN;
}

/**
 * One of the client's own errors, if it is one.
 * @param {unknown} error
 */
export function failureOf(error) {
  const failure = /** @type {{ code?: string, status?: number, method?: string, message: string, error?: string }} */ (error);
  return error instanceof Error && 'toJSON' in error ? failure : undefined;
}

/**
 * @param {Given['item']} entry
 * @param {number} index
 * @param {unknown} error
 * @param {boolean} outcomeUnknown
 * @param {boolean} [isShared] whether the error is of other entries, too
 * @returns {ImportResult<any>}
 */
function failedOf(entry, index, error, outcomeUnknown, isShared) {
  const failure = /** @type {BadRequestError} */ (error);
  const issues = isShared ? undefined : failure?.issues;
  return { ok: false, index, entry, error: failure, issues: Array.isArray(issues) ? issues : [], outcomeUnknown };
}
