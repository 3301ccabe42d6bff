/** Many patches: one entry's in their order, those of others at once. */
import { attempted } from './callbacks.js';
import { results } from './run.js';
/** @import { PatchJob, PatchJobResult } from '../index.js' */
/** @import { Bulk, Plan, Source } from './types.js' */

/** How far the source may be ahead of what was yielded, for each request in flight. */
const AHEAD = 16;

/**
 * `prepare()` gives `{ concurrency, signal, patch, onProgress }`, or throws where an argument is wrong;
 * `patch({ job, id }, { gate, stop, left })` patches one entry: nothing is repeated once the run is at an end (`stop`), and nothing is
 * sent once it was left or aborted (`left`).
 * @param {Source<PatchJob>} jobs
 * @param {() => Bulk} prepare
 * @returns {AsyncIterableIterator<PatchJobResult>}
 */
export function bulk(jobs, prepare) {
  /** @returns {Plan<PatchJob, PatchJobResult>} */
  const plan = () => {
    const { concurrency, patch, ...rest } = prepare();
    /** @param {{ places: { item: PatchJob, index: number }[], key?: unknown }} unit */
    const shown = ({ places: [{ item, index }], key }) => ({ job: item, id: /** @type {string} */ (key), index });
    return {
      ...rest,
      name: 'jobs',
      of: '{ id, request }',
      concurrency,
      ahead: AHEAD * concurrency,
      progress: { succeeded: 0 },
      take: (place) => [{ places: [place], key: attempted(() => place.item.id) }],
      async send(unit, run) {
        const told = shown(unit);
        await patch(told, run);
        return { results: [{ ...told, ok: true }] };
      },
      failed: (unit, error) => [{ ...shown(unit), ok: false, error: /** @type {TypeError} */ (error) }],
    };
  };
  return results(jobs, plan);
}
