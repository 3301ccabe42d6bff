/** The command, from its arguments to its exit code. */
import { MediaLibraryClient, Validator } from 'livingdocs-media-library';
import { dryRun } from './dry-run.js';
import { EXIT, Exit } from './exit-codes.js';
import { judged } from './input/judge.js';
import { openInput, readProjectConfig } from './input/read.js';
import { onInterrupt } from './interrupt.js';
import { readSettings } from './options.js';
import { Limiter } from './rate.js';
import { jsonReporter } from './report/json.js';
import { textReporter } from './report/text.js';
import { run } from './run.js';
import { patchJudge } from './send/judge-patch.js';
import { checked, entryJudge } from './send/upsert-lines.js';
import { readToken } from './token.js';
/** @import { Settings } from './types.js' */

/**
 * @param {string[]} args
 * @param {NodeJS.WriteStream} out
 * @returns {Promise<number>} the exit code
 */
export async function migrate(args, out) {
  const settings = readSettings(args, out);
  if (!settings) return EXIT.done;
  const input = await openInput(settings);
  const config = await readProjectConfig(settings.projectConfig);
  const { apiVersion, serverRelease, preserveUpdatedAt } = settings;
  const rules = { apiVersion, serverRelease, projectConfig: config };
  const validator = sayingWhich(() => new Validator(rules));
  if (preserveUpdatedAt) {
    const [issue] = validator.validate({ preserveUpdatedAt, patches: [] });
    if (issue) throw new Exit(EXIT.usage, `--preserve-updated-at: ${issue.message}`);
  }
  const items = judged(input.lines(), settings.upsert ? entryJudge(validator) : patchJudge(validator));

  const reporter = settings.output === 'json' ? jsonReporter(out) : textReporter(out, settings.file);
  const stop = new AbortController();
  const quiet = onInterrupt({
    first() {
      reporter.note('Stopping: what is in flight is waited for. Press Ctrl-C again to stop at once.');
      stop.abort();
    },
    second() {
      reporter.close();
      process.exit(EXIT.atOnce);
    },
  });
  try {
    if (settings.dryRun) return await dryRun(settings.upsert ? checked(items, rules) : items, reporter, stop.signal);
    // A quote that is not closed leaves nothing behind it: to be known before anything is sent.
    if (settings.format === 'csv') for await (const _ of input.lines());
    const limiter = new Limiter(settings.rate);
    const token = await readToken(settings.tokenFile);
    const client = sayingWhich(() => new MediaLibraryClient({ ...rules, ...connection(settings, token, limiter) }));
    return await run({ settings, size: input.size, items, client, limiter, reporter, stop });
  } finally {
    reporter.close();
    quiet();
  }
}

/**
 * @param {Settings} settings
 * @param {string} token
 * @param {Limiter} limiter
 */
function connection({ url }, token, limiter) {
  return {
    baseUrl: url ?? '',
    token,
    /** @type {(url: string, init: RequestInit) => Promise<Response>} */
    fetch: (url, init) => {
      limiter.spent();
      return fetch(url, init);
    },
    /** @param {import('livingdocs-media-library').AttemptEvent} attempt */
    onAttempt: ({ status, retryInMs }) => {
      // Whoever got the answer waits by itself; nobody else begins meanwhile.
      if (status === 429 && retryInMs !== undefined) limiter.pause(retryInMs);
    },
  };
}

/**
 * What the library finds wrong with an option, it says.
 * @template T
 * @param {() => T} make
 */
function sayingWhich(make) {
  try {
    return make();
  } catch (error) {
    if (error instanceof TypeError) throw new Exit(EXIT.usage, error.message);
    throw error;
  }
}
