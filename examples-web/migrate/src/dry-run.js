import { EXIT } from './exit-codes.js';
/** @import { Item, Reporter } from './types.js' */

/**
 * Tells every fault of every line; gives the exit code.
 * @param {AsyncIterable<Item>} items
 * @param {Reporter} reporter
 * @param {AbortSignal} signal
 */
export async function dryRun(items, reporter, signal) {
  let lines = 0;
  let wrong = 0;
  let faults = 0;
  for await (const item of items) {
    if (signal.aborted) return EXIT.stopped;
    lines++;
    if (item.faults.length === 0) continue;
    wrong++;
    faults += item.faults.length;
    for (const fault of item.faults) reporter.fault(fault);
  }
  reporter.dryRunEnd({ lines, wrong, faults });
  return wrong === 0 ? EXIT.done : EXIT.faults;
}
