/** For programs: an object a line. */
/** @import { Reporter } from '../types.js' */

/**
 * @param {{ write(text: string): void }} out
 * @returns {Reporter}
 */
export function jsonReporter(out) {
  /** @param {object} event */
  const tell = (event) => out.write(`${JSON.stringify(event)}\n`);
  return {
    fault: (fault) => tell({ event: 'fault', ...fault }),
    progress: (snapshot) => tell({ event: 'progress', ...rounded(snapshot) }),
    note: (text) => tell({ event: 'note', text }),
    dryRunEnd: (result) => tell({ event: 'end', dryRun: true, ...result }),
    end: (summary, snapshot) => {
      const { seconds, ...rest } = summary;
      tell({ event: 'end', ...rest, done: snapshot.done, seconds: round(seconds) });
    },
    close() {},
  };
}

/** @param {import('../types.js').Snapshot} snapshot */
function rounded({ done, failed, rate, share, secondsLeft }) {
  const left = secondsLeft === undefined ? {} : { secondsLeft: Math.round(secondsLeft) };
  return { done, failed, rate: round(rate), percent: Math.floor(share * 100), ...left };
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 10) / 10;
}
