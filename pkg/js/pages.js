/** Lists that come in pages: a promise of the first page that is also an iterable of every result. */
import { LARGEST_PAGE } from '../wasm/contract.js';
import { follow } from './deadline.js';
import { makeError } from './errors.js';
import { fail, isObject } from './options.js';
/** @import { Page, PagePromise, PageQuery, RequestOptions } from '../index.js' */
/** @import { Asked, Check, History, List, Load, LoadNext, Made, OnePage, PageBody } from './types.js' */

/**
 * `load(query, options)` gives a page's body: `{results, total, cursor}`, or an array before API version 2026-01.
 * `check(options, defaults)` completes a call's options, by the client's where there are no others.
 * @template T
 * @param {PageQuery} query
 * @param {RequestOptions | undefined} options
 * @param {Check} check
 * @param {Load<T>} load
 * @returns {PagePromise<T>}
 */
export function pages(query, options, check, load) {
  const shared = /** @type {List<T>} */ ({ controller: new AbortController(), loops: 0 });
  shared.first = firstPage(shared, query, options, check, load);
  return Object.assign(shared.first, { [Symbol.asyncIterator]: () => iterate(shared) });
}

/**
 * @template T
 * @param {List<T>} shared
 * @param {PageQuery} query
 * @param {RequestOptions | undefined} options
 * @param {Check} check
 * @param {Load<T>} load
 */
async function firstPage(shared, query, options, check, load) {
  const checked = check(options);
  shared.signal = checked.signal;
  if (!isObject(query)) fail('query', 'an object', query);
  const { limit, offset, after } = query;
  const { controller } = shared;
  const release = follow(controller, checked.signal);
  /** @type {LoadNext<T>} */
  const loadNext = (query, more) => load(query, check(more, checked));
  try {
    const body = await loadNext({ limit, offset, after }, { signal: controller.signal });
    return pageOf(body, { limit, offset, after }, loadNext, { seen: 0, used: new Set([after]), count: 1 });
  } finally {
    release();
  }
}

/**
 * `history`: how many results came before, the total of the first page, and the cursors that were `used`. That set
 * is shared by all pages of one walk; its first `count` came before this page. So no server can keep us for ever.
 * @template T
 * @param {PageBody<T>} body
 * @param {Asked} query
 * @param {LoadNext<T>} load
 * @param {History} history
 * @returns {Page<T>}
 */
function pageOf(body, query, load, history) {
  const { results, total, cursor } = /** @type {OnePage<T>} */ (Array.isArray(body) ? { results: body } : body);
  const page = /** @type {Made<Page<T>>} */ (/** @type {Partial<Page<T>>} */ ({ results }));
  if (typeof total === 'number') page.total = total;
  if (typeof cursor === 'string' && cursor !== '') page.cursor = cursor;
  if (results.length > 0 && page.cursor !== undefined && history.used.has(page.cursor)) {
    throw repeated('the page gives a cursor that was used before');
  }
  const seen = history.seen + results.length;
  const firstTotal = 'firstTotal' in history ? history.firstTotal : page.total;
  page.nextPage = async (more) => {
    const next = nextQuery(query, page, body, { seen, firstTotal });
    if (next === null) return null;
    const used = withCursor(history, page.cursor);
    const following = await load(next, more);
    if (Array.isArray(body) && sameResults(following, body)) throw repeated('the page is the same as the one before');
    const nextPage = pageOf(following, next, load, { seen, firstTotal, used, count: used.size });
    return nextPage.results.length === 0 ? null : nextPage;
  };
  return page;
}

/**
 * Walked on from its last page, a list goes on with the same set, for a copy a page would add up; anew from an earlier one.
 * @param {History} history
 * @param {string | undefined} cursor
 */
function withCursor({ used, count }, cursor) {
  const own = used.size === count ? used : new Set([...used].slice(0, count));
  return own.add(cursor);
}

/**
 * What to ask for next; null at the end.
 * @param {Asked} query
 * @param {Page<unknown>} page
 * @param {PageBody<unknown>} body
 * @param {Pick<History, 'seen' | 'firstTotal'>} history
 * @returns {Asked | null}
 */
function nextQuery(query, page, body, { seen, firstTotal }) {
  const { limit, offset = 0, after } = query;
  if (page.results.length === 0) return null;
  if (Array.isArray(body)) return { limit, offset: offset + page.results.length };
  // A total says where a list ends, unless that was entered by a cursor or changes on the way. Servers count no further than
  // some round number, so behind a full page it is not believed.
  const start = query.start ?? (after === undefined ? offset : undefined);
  const isFull = page.results.length >= (limit ?? LARGEST_PAGE);
  if (!isFull && page.total === firstTotal && /** @type {number} */ (start) + seen === page.total) return null;
  return page.cursor === undefined ? null : { limit, after: page.cursor, start };
}

/**
 * @param {unknown} some a list, unless the server writes them in another way now
 * @param {unknown[]} others
 */
function sameResults(some, others) {
  return JSON.stringify(some) === JSON.stringify(others);
}

/** @param {string} reason */
function repeated(reason) {
  return makeError({
    code: 'response_format',
    message: `The list of references would never end: ${reason}`,
    method: 'GET',
    status: 200,
  });
}

/**
 * Every result of every page. Leaving the loop aborts what is in flight; the first page unless another loop is there.
 * @template T
 * @param {List<T>} shared
 * @returns {AsyncIterableIterator<T>}
 */
function iterate(shared) {
  const left = new AbortController();
  const results = walk(shared, left.signal);
  shared.loops++;
  // The iterator hands on the first page's rejection; the promise's own may go unseen.
  shared.first.catch(() => {});
  const leave = () => {
    if (left.signal.aborted) return;
    left.abort();
    if (--shared.loops === 0) shared.controller.abort();
  };
  return {
    next: () => results.next(),
    return: (value) => {
      leave();
      return results.return(value);
    },
    throw: (error) => {
      leave();
      return results.throw(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/**
 * @template T
 * @param {List<T>} list
 * @param {AbortSignal} left
 * @returns {AsyncGenerator<T, void>}
 */
async function* walk({ first, signal }, left) {
  const own = new AbortController();
  const releases = [follow(own, signal), follow(own, left)];
  try {
    /** @type {Page<T> | null} */
    let page = await first;
    while (page !== null) {
      for (const result of page.results) {
        own.signal.throwIfAborted();
        yield result;
      }
      page = await page.nextPage({ signal: own.signal });
    }
  } catch (error) {
    // Whoever left wants to know no more.
    if (!left.aborted || signal?.aborted) throw error;
  } finally {
    for (const release of releases) release();
  }
}
