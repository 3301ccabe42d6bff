/** Files that Livingdocs fetches itself: a job is asked for, and asked after. */
import { REPEAT_UNDER_QUOTA } from '../../wasm/contract.js';
import { bare } from '../bare.js';
import { harmless } from '../callbacks.js';
import { MORE } from '../importer.js';
import { checkFunction, checkString, checkWhole, fail, isObject } from '../options.js';
import { importerOf } from './options.js';
import { requestIssues } from './rules.js';
import { NOT_KNOWN, failureOf, refuseInvalid, tellUnknown, unexpected } from './send.js';
/** @import { ImportJob, ImportJobResult, ImportKind, ImportedItem, WaitOptions } from '../../import.js' */
/** @import { MediaLibraryClient, RequestOptions } from '../../index.js' */
/** @import { Importer } from '../types.js' */

const KINDS = ['images', 'videos', 'files'];
const STATES = ['started', 'success', 'failed'];
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;
const GROWTH = 1.5;

/**
 * @template {ImportKind} Kind
 * @param {MediaLibraryClient} client
 * @param {Kind} kind
 * @param {unknown} request
 * @param {RequestOptions} [options]
 * @returns {Promise<ImportJob<Kind>>}
 */
export async function importFromUrls(client, kind, request, options = {}) {
  const importer = importerOf(client);
  importer.check(options);
  checkKind('kind', kind);
  const { text, issue } = importer.serialize(request);
  refuseInvalid(importer, issue ? [issue] : requestIssues(client, kind, JSON.parse(text)));
  let answer;
  /** @type {boolean | undefined} */
  let outcomeUnknown;
  try {
    const more = { onFailure: (/** @type {boolean} */ isUnknown) => (outcomeUnknown = isUnknown) };
    answer = await importer.send(kind, { ...options, [MORE]: more }, REPEAT_UNDER_QUOTA, text);
  } catch (error) {
    const failure = failureOf(error);
    // With what the server says of a quota, wherever it says so.
    if (failure?.code === 'rate_limit' && !failure.message.includes(failure.error ?? '')) failure.message += `: ${failure.error}`;
    if (outcomeUnknown) tellUnknown(error);
    throw error;
  }
  const { id } = bare(answer);
  if (typeof id === 'string' && id !== '') return { id, kind };
  throw unexpected(importer, 'POST', kind, `no id of a job${NOT_KNOWN}`);
}

/**
 * @template {ImportKind} Kind
 * @param {MediaLibraryClient} client
 * @param {ImportJob<Kind>} job
 * @param {WaitOptions<Kind>} [options]
 * @returns {Promise<ImportJobResult<Kind>>}
 */
export async function waitForImport(client, job, options = {}) {
  const importer = importerOf(client);
  importer.check(options);
  if (!isObject(job)) fail('job', '{ id, kind }', job);
  const { id, kind } = job;
  checkKind('job.kind', kind);
  if (checkString('job.id', id) === '') fail('job.id', 'a string that is not empty', id);
  const { signal, firstPauseMs = FIRST_PAUSE_MS, longestPauseMs = LONGEST_PAUSE_MS, onProgress = () => {} } = options;
  checkWhole('firstPauseMs', firstPauseMs, 1);
  checkWhole('longestPauseMs', longestPauseMs, 1);
  checkFunction('onProgress', onProgress);
  const tell = harmless(onProgress);
  for (let pauseMs = firstPauseMs; ; pauseMs *= GROWTH) {
    const { state, items } = await ask(importer, job, options);
    tell({ state, items });
    if (state !== 'started') return { state, items };
    const pause = new importer.Deadline(Math.min(pauseMs, longestPauseMs), signal);
    await pause.elapsed();
    pause.check();
  }
}

/**
 * @template {ImportKind} Kind
 * @param {Importer} importer
 * @param {ImportJob<Kind>} job
 * @param {RequestOptions} options
 * @returns {Promise<{ state: 'started' | 'success' | 'failed', items: ImportedItem<Kind>[] }>}
 */
async function ask(importer, { id, kind }, options) {
  const path = `${kind}/status`;
  const answer = await importer.send(`${path}?id=${encodeURIComponent(id)}`, options);
  const { state, [kind]: items = [] } = bare(answer);
  if (!STATES.includes(state) || !Array.isArray(items)) throw unexpected(importer, 'GET', path, 'no status of a job');
  return { state, items };
}

/**
 * @param {string} name
 * @param {unknown} kind
 */
function checkKind(name, kind) {
  if (!KINDS.includes(/** @type {string} */ (kind))) fail(name, `one of ${KINDS.join(', ')}`, kind);
}
