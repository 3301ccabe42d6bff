/** A run over the whole file, from where an earlier one was stopped. */
import { rm, stat } from 'node:fs/promises';
import { EXIT, Exit } from './exit-codes.js';
import { REMARK } from './input/judge.js';
import { bindingOf, differences } from './journal/binding.js';
import { writeFailed } from './journal/failed.js';
import { Journal } from './journal/journal.js';
import { lock } from './journal/lock.js';
import { readJournal } from './journal/read.js';
import { Progress } from './progress.js';
import { endsTheRun, isOutage } from './send/errors.js';
import { patchSender } from './send/patch-lines.js';
import { upsertSender } from './send/upsert-lines.js';
/** @import { MediaLibraryClient } from 'livingdocs-media-library' */
/** @import { Limiter } from './rate.js' */
/** @import { Fault, Item, Reporter, Settings, Settle } from './types.js' */

/** How often the progress is told: to people often, to programs less so. */
const EVERY_MS = { text: 200, json: 2_000 };

/** So many lines in a row that met no server mean that there is none. */
const MOST_OUTAGES = 20;

/**
 * Gives the exit code.
 * @param {{
 *   settings: Settings, size: number, items: AsyncIterable<Item>, client: MediaLibraryClient,
 *   limiter: Limiter, reporter: Reporter, stop: AbortController,
 * }} what
 */
export async function run({ settings, size, items, client, limiter, reporter, stop }) {
  const unlock = await lock(settings.journal);
  try {
    const { journal, earlier } = await openJournal(settings);
    const progress = new Progress(size);
    if (earlier) progress.goOn(earlier);

    /** @type {string | undefined} */
    let hopeless;
    /** @param {string} why */
    const giveUp = (why) => {
      hopeless ??= why;
      stop.abort();
    };
    let outages = 0;

    /** @type {Settle} */
    const settle = {
      done(item, outcome) {
        journal.done(item.item, outcome);
        progress.add(item, outcome);
        outages = 0;
      },
      failed(item, /** @type {any} */ error, issues = []) {
        if (endsTheRun(error)) return giveUp(error.message);
        const fault = { line: item.line, column: 1, code: error.code ?? 'error', message: error.message };
        refuse(item, issues.length > 0 ? item.locate(issues) : [fault]);
        outages = isOutage(error) ? outages + 1 : 0;
        if (outages >= MOST_OUTAGES) giveUp(`The server does not answer: ${error.message}`);
      },
    };

    /**
     * @param {Item} item
     * @param {readonly Fault[]} faults
     */
    const refuse = (item, faults) => {
      const issues = faults.map(({ column, where, code, message }) => ({ column, where, code, message }));
      journal.failed(item.item, { ...item.value, [REMARK]: { line: item.line, issues } });
      progress.add(item, 'failed');
      const name = item.value.id ?? item.value.externalId;
      const id = typeof name === 'string' ? name : undefined;
      for (const fault of faults) reporter.fault({ ...fault, ...(id !== undefined && { id }) });
    };

    /** What is left to be sent. */
    async function* open() {
      for await (const item of items) {
        if (stop.signal.aborted) return;
        if (earlier?.settled.has(item.item)) {
          progress.skip(item);
        } else if (item.faults.length > 0) {
          refuse(item, item.faults);
        } else {
          await limiter.turn(stop.signal);
          if (stop.signal.aborted) return;
          yield item;
        }
      }
    }

    const send = settings.upsert
      ? upsertSender({ settings, client })
      : patchSender({ settings, client, limiter, journal, intents: earlier?.intents ?? new Map() });
    reporter.progress(progress.snapshot());
    const ticker = setInterval(() => reporter.progress(progress.snapshot()), EVERY_MS[settings.output]);
    try {
      await send(open(), settle, stop.signal);
    } finally {
      clearInterval(ticker);
    }
    await journal.close();
    if (progress.failed > 0) await writeFailed(settings.journal, settings.failed);

    const exitCode = hopeless !== undefined ? EXIT.server : stop.signal.aborted ? EXIT.stopped : progress.failed > 0 ? EXIT.faults : EXIT.done;
    const snapshot = progress.snapshot();
    reporter.progress(snapshot);
    reporter.end(
      {
        exitCode,
        outcomes: progress.outcomes,
        failed: progress.failed,
        seconds: progress.seconds,
        earlier: progress.earlier,
        ...(progress.failed > 0 && { failedFile: settings.failed }),
        ...(stop.signal.aborted && { stopped: `${hopeless ?? 'Stopped'}. The same command with --resume goes on.` }),
      },
      snapshot,
    );
    return exitCode;
  } finally {
    await unlock();
  }
}

/** @param {Settings} settings */
async function openJournal(settings) {
  const { journal: file, failed, resume } = settings;
  const binding = await bindingOf(settings);
  const earlier = await readJournal(file);
  if (!earlier) {
    if (await exists(failed)) {
      throw new Exit(EXIT.journal, `${failed} is there already, from an earlier run: move it away, or name another file with --failed`);
    }
    if (resume) throw new Exit(EXIT.journal, `There is no journal ${file} to go on with: start without --resume`);
    return { journal: await Journal.begin(file, binding), earlier: undefined };
  }
  if (!resume) {
    throw new Exit(EXIT.journal, `There is a journal of an earlier run, ${file}: go on with --resume, or delete it to start anew`);
  }
  const others = differences(earlier.binding, binding);
  if (others.length > 0) {
    throw new Exit(EXIT.journal, `${file} cannot be gone on with: it belongs to other values of ${others.join(', ')}`);
  }
  return { journal: await Journal.goOn(file, earlier.end), earlier };
}

/** @param {string} file */
function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}
