/** For people: a progress bar where there is a terminal, and faults as lines. */
import { MultiBar } from 'cli-progress';
import { count, duration, faultText, summaryText } from './words.js';
/** @import { Reporter } from '../types.js' */

const FORMAT = '{bar} {percentage} % · {done} lines · {rate}/s · {left} · {failed} failed';

/** So many faults of a run are shown; the failed file has them all. */
const SHOWN = 20;

/**
 * @param {NodeJS.WriteStream} out
 * @param {string} file
 * @returns {Reporter}
 */
export function textReporter(out, file) {
  /** @type {MultiBar | undefined} */
  let bars;
  /** @type {import('cli-progress').SingleBar | undefined} */
  let bar;
  let shown = 0;

  /** @param {string} text */
  const say = (text) => {
    // Above the bar.
    if (bars) bars.log(`${text}\n`);
    else out.write(`${text}\n`);
  };

  return {
    fault(fault) {
      // Of a dry run, which has no bar, all.
      if (bars && ++shown > SHOWN) return;
      say(faultText(file, fault));
      if (shown === SHOWN) say('… and more, which are in the failed file at the end');
    },
    progress({ done, failed, rate, share, secondsLeft }) {
      if (!out.isTTY) return;
      const texts = {
        done: done.toLocaleString('en'),
        rate: rate < 10 ? rate.toFixed(1) : Math.round(rate).toLocaleString('en'),
        left: secondsLeft === undefined ? '… left' : `${duration(secondsLeft)} left`,
        failed: failed.toLocaleString('en'),
      };
      bars ??= new MultiBar({
        stream: out,
        format: FORMAT,
        barsize: 16,
        barCompleteChar: '█',
        barIncompleteChar: '░',
        hideCursor: true,
        gracefulExit: false,
        emptyOnZero: true,
      });
      bar ??= bars.create(1000, 0, texts);
      bar.update(Math.floor(share * 1000), texts);
    },
    note: say,
    dryRunEnd({ lines, wrong, faults }) {
      if (wrong === 0) say(lines === 1 ? 'The line is valid. Nothing was sent.' : `All ${count(lines, 'line')} are valid. Nothing was sent.`);
      else say(`${wrong.toLocaleString('en')} of ${count(lines, 'line')} are wrong: ${count(faults, 'fault')}. Nothing was sent.`);
    },
    end(summary, { done }) {
      this.close();
      say(summaryText(summary, done));
    },
    close() {
      // With what was said since it was last drawn.
      bars?.update();
      bars?.stop();
      bars = undefined;
    },
  };
}
