/** A journal of an earlier run, read up to its last whole line; in constant memory, however long it is. */
import { lines } from '../input/lines.js';
import { EXIT, Exit } from '../exit-codes.js';
/** @import { Intent } from '../types.js' */

/** The form of a journal. */
export const FORMAT = 1;

/** Which items are settled. They come nearly in order, so those behind the first gap are few. */
export class Settled {
  #below = 0;
  /** @type {Set<number>} */
  #above = new Set();

  /** @param {number} item */
  add(item) {
    this.#above.add(item);
    while (this.#above.delete(this.#below + 1)) this.#below++;
  }

  /** @param {number} item */
  has(item) {
    return item <= this.#below || this.#above.has(item);
  }
}

/**
 * What the journal says; undefined where there is none, or not even its first line.
 * @param {string} file
 */
export async function readJournal(file) {
  /** @type {Record<string, unknown> | undefined} */
  let binding;
  const settled = new Settled();
  /** @type {Map<number, Intent>} */
  const intents = new Map();
  /** @type {Record<string, number>} */
  const outcomes = {};
  let failed = 0;
  /** Where the last whole line ends. */
  let end = 0;
  let at = 0;
  /** @type {string | undefined} */
  let broken;
  try {
    for await (const { content, bytes } of lines(file)) {
      // Not the last one, so no kill has torn it.
      if (broken !== undefined) throw new Exit(EXIT.journal, `${file} is damaged: ${broken}`);
      at += bytes;
      const record = parsed(content);
      if (!record || bytes === content.length) {
        broken = `its byte ${end} begins a line that is no record`;
        continue;
      }
      end = at;
      if (!binding) {
        if (record.journal !== FORMAT) throw new Exit(EXIT.journal, `${file} is no journal of this command`);
        binding = record.binding;
        continue;
      }
      if (record.intent) {
        intents.set(record.item, record.intent);
        continue;
      }
      settled.add(record.item);
      intents.delete(record.item);
      if (record.failed) failed++;
      else outcomes[record.done] = (outcomes[record.done] ?? 0) + 1;
    }
  } catch (/** @type {any} */ error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
  return binding && { binding, settled, intents, outcomes, failed, end };
}

/**
 * The failed lines of a journal, in the order in which they failed.
 * @param {string} file
 */
export async function* failedLines(file) {
  for await (const { content } of lines(file)) {
    const record = parsed(content);
    if (record?.failed) yield record.failed;
  }
}

/**
 * @param {Buffer} line
 * @returns {any} undefined where it is no JSON object
 */
function parsed(line) {
  try {
    const record = JSON.parse(line.toString());
    return typeof record === 'object' && record !== null ? record : undefined;
  } catch {
    return undefined;
  }
}
