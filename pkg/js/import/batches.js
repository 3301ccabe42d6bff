/** Entries become batches: of so many entries and bytes, those that may be sent twice apart from the others. */
import { REPEAT_ALWAYS, REPEAT_UNAPPLIED } from '../../wasm/contract.js';
import { serialize } from '../serialize.js';
import { judgeOf } from './rules.js';
/** @import { ImportEntry } from '../../import.js' */
/** @import { Plan } from '../types.js' */
/** @import { Batch, Batching, Sent } from './types.js' */

const HEAD = '{"mediaLibraryEntries":[';
const TAIL = ']}';

/**
 * `take` and `flush` of a run. A repeat of a batch can do no harm where each of its entries has a name of its own: one entry
 * without would leave them all unknown.
 * @param {Batching} options
 * @returns {Required<Pick<Plan<ImportEntry<any>, any, Batch>, 'take' | 'flush'>>}
 */
export function batches({ client, batchSize, maxBytes, validate }) {
  const judge = judgeOf(client, validate);
  /**
   * By when they may be repeated.
   * @type {Map<number, Batch>}
   */
  const forming = new Map();
  return {
    take(place) {
      const { issues, ...sent } = readEntry(place.item, judge);
      if (issues.length > 0) return [{ ...batchOf(REPEAT_UNAPPLIED), places: [place], issues }];
      const whole = [];
      const repeat = hasName(sent.value) ? REPEAT_ALWAYS : REPEAT_UNAPPLIED;
      const bytes = new TextEncoder().encode(sent.text).length;
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
 * @param {ReturnType<typeof judgeOf>} judge
 */
export function readEntry(entry, judge) {
  const { text = '', issue } = serialize(entry);
  if (issue) return { text, value: entry, issues: [issue] };
  const value = JSON.parse(text);
  return { text, value, issues: judge(value) };
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
  return { places: [], sent: [], bytes: HEAD.length + TAIL.length - 1, repeat, isUnknown: false };
}

/**
 * @param {Batch} batch
 * @param {Batch['places'][number]} place
 * @param {Sent} sent
 * @param {number} bytes
 */
function add(batch, place, sent, bytes) {
  batch.places.push(place);
  batch.sent.push(sent);
  batch.bytes += 1 + bytes;
}

/**
 * One for an entry alone.
 * @param {Batch['places'][number]} place
 * @param {Sent} sent
 */
export function single(place, sent) {
  const batch = batchOf(REPEAT_ALWAYS);
  add(batch, place, sent, 0);
  return batch;
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
    { ...rest, places: places.slice(0, middle), sent: sent.slice(0, middle), key: undefined },
    { ...rest, places: places.slice(middle), sent: sent.slice(middle), key: undefined },
  ];
}
