/** One line, once: look, note down, send, note down how it ended. */
import { addsUsage, lookAlikes, needsUsageLog, verdict } from './evidence.js';
import { kindOf, outcomeOf, retryAfterMs } from './outcome.js';
import { MAX_ATTEMPTS, waitAfter } from './settings.js';
import { restAll } from './rest.js';
/** @import { MediaLibraryClient, MediaLibraryEntry, PatchRequest } from 'livingdocs-media-library' */
/** @import { Ledger } from './ledger.js' */
/** @import { Pace } from './pace.js' */
/** @import { Env, Outcome, Row } from './types.js' */

/** @typedef {{ ledger: Ledger, pace: Pace, env: Env, client: MediaLibraryClient }} Here */

/**
 * @param {Row} row
 * @param {MediaLibraryEntry | undefined} known the entry, where it was just read
 * @param {Here} here
 */
export async function attempt(row, known, here) {
  /** @type {PatchRequest} */
  const request = JSON.parse(row.text ?? '').request;
  let intent;
  try {
    intent = await prepare(row, request, known, here);
  } catch (error) {
    return afterLooking(error, row, here);
  }
  // Written before the request is: what an object sends out waits until its storage has what was written before.
  if (!intent || !here.ledger.intend(row, intent)) return;
  try {
    await here.client.patchEntry(row.entry, { ...request, version: String(intent.version) });
    here.pace.succeed();
    finishApplied(row, intent.version, intent.again, here);
  } catch (error) {
    await afterSending(error, row, intent, request, here);
  }
}

/**
 * Looks at the entry, and first of all into what may have been applied; undefined where there is nothing to send.
 * @param {Row} row
 * @param {PatchRequest} request
 * @param {MediaLibraryEntry | undefined} known
 * @param {Here} here
 */
async function prepare(row, request, known, here) {
  const { ledger, client } = here;
  const entry = known ?? (await client.getEntry(row.entry));
  const current = Number(entry.version);
  const own = request.version === undefined ? undefined : Number(request.version);
  const isInDoubt = row.state === 'sent' && row.version !== null;
  const hasMoved = isInDoubt && current > Number(row.version);
  const needsLog = hasMoved ? needsUsageLog(request) : !isInDoubt && addsUsage(request);
  const usageLog = needsLog ? await client.getUsageLog(row.entry) : [];
  const state = ledger.stateOf(row.job);
  if (state === 'paused') return undefined;

  let again = row.again;
  if (hasMoved) {
    const sent = { version: Number(row.version), seen: JSON.parse(row.seen ?? '[]') };
    const found = verdict(request, sent, entry, usageLog);
    if (found === 'applied') return finishApplied(row, sent.version, again, here);
    const mayRepeat = state === 'running' && own === undefined && row.attempts < MAX_ATTEMPTS;
    if (found === 'unknown' || (found !== 'not applied' && !mayRepeat)) {
      const message = `No answer came, and the entry has moved from version ${sent.version} to ${current}: whether this patch did it is not to be seen`;
      return finish(row, 'unknown', { code: 'outcome_unknown', message, version: sent.version }, here);
    }
    if (found !== 'not applied') again = found;
  }
  // At the same version it may be under way still: it is sent again with that very version, which only one of them finds.
  const isOpen = isInDoubt && !hasMoved;
  if (state === 'cancelled') return finish(row, again ? 'unknown' : 'cancelled', {}, here);
  if (row.attempts >= MAX_ATTEMPTS) return finish(row, again ? 'unknown' : 'failed', JSON.parse(row.outcome ?? '{}'), here, isOpen);
  if (!isOpen && own !== undefined && current > own) {
    return finish(row, 'failed', { code: 'conflict', status: 409, message: `The entry is at version ${current}, not at ${own}` }, here);
  }
  if (isOpen) return { version: Number(row.version), seen: row.seen, again, isOpen };
  const seen = lookAlikes(request, usageLog);
  return { version: own ?? current, seen: seen.length > 0 ? JSON.stringify(seen) : null, again, isOpen };
}

/**
 * The entry, or its usage log, could not be read: nothing was sent. A line in doubt stays in doubt.
 * @param {unknown} error
 * @param {Row} row
 * @param {Here} here
 */
async function afterLooking(error, row, here) {
  const kind = kindOf(error);
  if (kind === 'rest') return restAll(error, here.pace, here.env);
  if (kind === 'halt') return here.pace.fail(error);
  if (kind !== 'failed') return here.ledger.postpone(row, { due: Date.now() + waitAfter(row.attempts + 1) });
  const isInDoubt = row.state === 'sent';
  finish(row, isInDoubt ? 'unknown' : 'failed', outcomeOf(error), here, isInDoubt);
}

/**
 * @param {unknown} error
 * @param {Row} row
 * @param {{ version: number, again: Row['again'], isOpen: boolean }} intent
 * @param {PatchRequest} request
 * @param {Here} here
 */
async function afterSending(error, row, { version, again, isOpen }, request, here) {
  const { ledger, pace } = here;
  const outcome = { ...outcomeOf(error), version };
  const attempts = row.attempts + 1;
  // An earlier attempt with this version may still be what moves it.
  const clear = !isOpen;
  switch (kindOf(error)) {
    case 'rest':
      ledger.postpone(row, { due: Date.now(), clear, uncount: true });
      return restAll(error, here.pace, here.env);
    case 'halt':
      ledger.postpone(row, { due: Date.now(), clear, uncount: true });
      return pace.fail(error);
    case 'busy':
      return ledger.postpone(row, { due: Date.now() + Math.max(waitAfter(attempts), retryAfterMs(error) ?? 0), clear, outcome });
    case 'lost':
      return ledger.postpone(row, { due: Date.now() + waitAfter(attempts), outcome });
    case 'moved':
      pace.succeed();
      if (isOpen) return ledger.postpone(row, { due: Date.now(), outcome });
      if (request.version !== undefined) return finish(row, 'failed', outcome, here);
      return ledger.postpone(row, { due: Date.now(), clear, outcome });
    default:
      pace.succeed();
      // It was refused because it had been applied.
      if (again === 'probe' && outcome.code === 'conflict') return finishApplied(row, version, again, here);
      return finish(row, again ? 'unknown' : 'failed', outcome, here);
  }
}

/** @param {Row} row @param {number} version @param {Row['again']} again @param {Here} here */
const finishApplied = (row, version, again, here) =>
  finish(row, 'applied', { version, ...(again === 'harmless' ? { repeated: true } : {}) }, here);

/**
 * @param {Row} row
 * @param {'applied' | 'failed' | 'unknown' | 'cancelled'} state
 * @param {Outcome} outcome
 * @param {Here} here
 * @param {boolean} [doubt]
 */
function finish(row, state, outcome, { ledger, pace }, doubt) {
  ledger.finish(row, state, outcome, doubt);
  pace.done(row.job);
  return undefined;
}
