/** Numbers and sentences for people. */
/** @import { Fault, Outcome, Summary } from '../types.js' */

/**
 * @param {number} number
 * @param {string} noun
 */
export function count(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** @param {number} seconds */
export function duration(seconds) {
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${whole % 60} s` : `${whole} s`;
}

/**
 * As compilers write it, so that editors jump there.
 * @param {string} file
 * @param {Fault & { id?: string | undefined }} fault
 */
export function faultText(file, { line, column, id, where, message }) {
  const parts = [id, where].filter((part) => part !== undefined);
  return `${file}:${line}:${column}: ${[...parts, message].join(': ')}`;
}

/** @type {Record<Outcome, string>} */
const OUTCOMES = {
  applied: 'applied',
  created: 'created',
  patched: 'changed',
  unchanged: 'unchanged already',
  nothing: 'without anything to do',
};

/**
 * @param {Summary} summary
 * @param {number} done
 */
export function summaryText({ outcomes, failed, failedFile, stopped, seconds, earlier }, done) {
  const parts = Object.entries(OUTCOMES).flatMap(([name, words]) => {
    const number = outcomes[/** @type {Outcome} */ (name)];
    return number ? [`${number.toLocaleString('en')} ${words}`] : [];
  });
  if (failed > 0) parts.push(`${failed.toLocaleString('en')} failed`);
  const lines = [`${count(done, 'line')}${earlier ? `, ${earlier.toLocaleString('en')} of them by earlier runs,` : ''} in ${duration(seconds)}${parts.length > 0 ? `: ${parts.join(', ')}` : ''}.`];
  if (failedFile) lines.push(`The failed lines, each with the reason, are in ${failedFile}: mend them and run that file.`);
  if (stopped) lines.push(stopped);
  return lines.join('\n');
}
