/** Entries become batches: of so many entries and bytes, those that may be sent twice apart from the others. */
import { REPEAT_ALWAYS, REPEAT_UNAPPLIED } from '../../wasm/contract.js';
import { bare } from '../bare.js';
import { checkGiven, iteratorOf } from '../run.js';
import { byteLength, judgeOf } from './rules.js';
/** @import { ImportEntry } from '../../import.js' */
/** @import { Issue } from '../../index.js' */
/** @import { Importer, Source } from '../types.js' */
/** @import { Batch, Batching, Given, Sent } from './types.js' */

const HEAD = '{"mediaLibraryEntries":[';
const TAIL = ']}';

/** A batch that is not full is sent when the source gives nothing for so long: what it waits for may be a result. */
const IDLE_MS = 100;

/** What there is in place of an entry then. */
const IDLE = {};

/** What entries have to be, see `Expected`. */
export const ENTRIES = /** @type {const} */ (['entries', 'an iterable of entries']);

/**
 * The batches of entries. A repeat of a batch can do no harm where each of its entries has a name of its own: one entry without
 * would leave them all unknown.
 * @param {Source<ImportEntry<any>>} entries
 * @param {Batching} options
 * @returns {Source<Batch>}
 */
export function batches(entries, options) {
  return {
    [Symbol.asyncIterator]() {
      const source = iteratorOf(entries, ENTRIES);
      const { take, flush, isForming } = former(options);
      /** @type {Batch[]} */
      const whole = [];
      /** @type {Promise<any> | undefined} */
      let asked;
      let isDone = false;
      let index = 0;
      return {
        async next() {
          while (whole.length === 0 && !isDone) {
            asked ??= Promise.resolve(source.next());
            const step = await (isForming() ? unlessIdle(asked) : asked);
            if (step === IDLE) {
              whole.push(...flush());
              continue;
            }
            asked = undefined;
            isDone = checkGiven(step, ENTRIES).done === true;
            whole.push(...(isDone ? flush() : take({ item: step.value, index: index++ })));
          }
          const value = whole.shift();
          return value ? { done: false, value } : { done: true, value };
        },
        async return() {
          await source.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

/**
 * What the source gives, or `IDLE`.
 * @param {Promise<unknown>} asked
 */
async function unlessIdle(asked) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const idle = new Promise((resolve) => {
    timer = setTimeout(resolve, IDLE_MS, IDLE);
  });
  return Promise.race([asked, idle]).finally(() => clearTimeout(timer));
}

/**
 * `take(place)` gives the batches that an entry makes whole, `flush()` those that are not.
 * @param {Batching} options
 */
function former({ client, importer, batchSize, maxBytes, validate }) {
  const judge = validate ? judgeOf(client) : () => [];
  /**
   * By when they may be repeated.
   * @type {Map<number, Batch>}
   */
  const forming = new Map();
  return {
    /** @param {Given} place */
    take(place) {
      const { issues, ...sent } = readEntry(place.item, importer, judge);
      if (issues.length > 0) return [{ ...batchOf(REPEAT_UNAPPLIED), places: [place], issues }];
      const whole = [];
      const repeat = hasName(sent.value) ? REPEAT_ALWAYS : REPEAT_UNAPPLIED;
      const bytes = byteLength(sent.text);
      let batch = forming.get(repeat);
      if (batch && batch.bytes + 1 + bytes > maxBytes) {
        whole.push(batch);
        batch = undefined;
      }
      batch ??= batchOf(repeat);
      add(batch, place, sent, bytes);
      forming.set(repeat, batch);
      if (batch.places.length >= batchSize) {
        whole.push(batch);
        forming.delete(repeat);
      }
      return whole;
    },
    isForming: () => forming.size > 0,
    flush() {
      const rest = [...forming.values()];
      forming.clear();
      return rest;
    },
  };
}

/**
 * The entry as it is sent, and what is wrong with it.
 * @param {ImportEntry<any>} entry
 * @param {Importer} importer
 * @param {(entry: unknown) => Issue[]} judge
 */
export function readEntry(entry, { serialize }, judge) {
  const { text = '', issue } = serialize(entry);
  if (issue) return { text, value: entry, issues: [issue] };
  const value = JSON.parse(text);
  return { text, value: bare(value), issues: judge(value) };
}

/**
 * Whether the server tells an entry from another that is made of the same.
 * @param {ImportEntry<any>} entry
 */
function hasName({ id, externalId, systemName }) {
  return id !== undefined || (externalId !== undefined && systemName !== undefined);
}

/**
 * @param {number} repeat
 * @returns {Batch}
 */
function batchOf(repeat) {
  return { places: [], sent: [], bytes: HEAD.length + TAIL.length - 1, repeat, issues: undefined, isUnknown: false };
}

/**
 * @param {Batch} batch
 * @param {Given} place
 * @param {Sent} sent
 * @param {number} bytes
 */
function add(batch, place, sent, bytes) {
  batch.places.push(place);
  batch.sent.push(sent);
  batch.bytes += 1 + bytes;
}

/**
 * One for an entry alone, which has a name.
 * @param {Given} place
 * @param {Sent} sent
 * @param {readonly Issue[]} issues
 * @returns {Batch}
 */
export function alone(place, sent, issues) {
  return { ...batchOf(REPEAT_ALWAYS), places: [place], sent: [sent], issues };
}

/** @param {Batch} batch */
export function bodyOf({ sent }) {
  return HEAD + sent.map(({ text }) => text).join(',') + TAIL;
}

/**
 * Two of half the length.
 * @param {Batch} batch
 * @returns {Batch[]}
 */
export function halves({ places, sent, ...rest }) {
  const middle = places.length >> 1;
  return [
    { ...rest, places: places.slice(0, middle), sent: sent.slice(0, middle) },
    { ...rest, places: places.slice(middle), sent: sent.slice(middle) },
  ];
}
