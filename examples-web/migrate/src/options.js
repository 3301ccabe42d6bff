/** The command line, read and checked. */
import { Command, InvalidArgumentError, Option } from 'commander';
import { join, parse, resolve } from 'node:path';
import { EXIT, Exit, MEANINGS } from './exit-codes.js';
/** @import { Settings } from './types.js' */

const MOST_AT_ONCE = 256;

const EXAMPLES = `
Examples:
  livingdocs-migrate patches.ndjson --dry-run
  livingdocs-migrate patches.ndjson --url https://server.livingdocs.io --token-file token.txt
  livingdocs-migrate patches.ndjson --url https://server.livingdocs.io --token-file token.txt --resume
  livingdocs-migrate pictures.csv --mapping mapping.json --url https://server.livingdocs.io --token-file token.txt --rate 20

A line of NDJSON:
  {"id":"asze63i9","request":{"patches":[{"operation":"setMetadataProperty","propertyName":"title","value":"Lake at dawn"}]}}`;

/** @param {{ isTTY?: boolean | undefined }} out */
function command(out) {
  const codes = MEANINGS.map(([code, meaning]) => `  ${String(code).padEnd(5)}${meaning}`).join('\n');
  return new Command('livingdocs-migrate')
    .description('Sends a file of patches, or of entries, to the media library of a Livingdocs server.')
    .argument('<file>', 'NDJSON or CSV: a line an entry')
    .addOption(new Option('--url <origin>', "the server's address, without /api").env('LIVINGDOCS_URL'))
    .option('--token-file <file>', 'a file with the token; else the environment variable LIVINGDOCS_TOKEN has it')
    .option('--upsert', 'lines are entries to be created, or changed where they differ; default: patches', false)
    .addOption(new Option('--format <format>', "what the file is; default: by the end of the file's name").choices(['ndjson', 'csv']))
    .option('--mapping <file>', 'JSON that says what the columns of a CSV become')
    .option('--preserve-updated-at', "keep the entries' updatedAt, where a line does not say otherwise")
    .option('--dry-run', 'check every line, print what is wrong, send nothing')
    .option('--concurrency <n>', 'requests at once', wholeNumber(1, MOST_AT_ONCE), 4)
    .option('--rate <n>', 'requests a second at most; default: as fast as the server answers', positive)
    .option('--resume', 'go on where an earlier run of the same file was stopped')
    .option('--journal <file>', 'what was done, for --resume; default: <file>.journal')
    .option('--failed <file>', 'the lines that failed, to be mended and run; default: <name>.failed.ndjson')
    .option('--project-config <file>', "the project's configuration as JSON, for usage purposes and metadata by media type")
    .option('--api-version <version>', 'API version, like 2026-05')
    .option('--server-release <release>', 'what the server runs, like release-2026-05')
    .addOption(
      new Option('--output <form>', 'progress and faults for people, or as lines of JSON')
        .choices(['text', 'json'])
        .default(out.isTTY ? 'text' : 'json', 'text in a terminal, else json'),
    )
    .addHelpText('after', `\nExit codes:\n${codes}\n${EXAMPLES}`)
    .showSuggestionAfterError(true)
    .exitOverride();
}

/**
 * The settings; undefined where help was asked for, and printed.
 * @param {string[]} args
 * @param {NodeJS.WriteStream} out
 * @returns {Settings | undefined}
 */
export function readSettings(args, out) {
  // Commander would print what is given.
  if (args.some((arg) => /^--?token(=|$)/.test(arg))) {
    throw new Exit(EXIT.usage, 'A token is no argument, for everybody on this machine can read those: set LIVINGDOCS_TOKEN, or name a file with --token-file');
  }
  let said = '';
  const program = command(out).configureOutput({
    writeOut: (text) => void out.write(text),
    writeErr: (text) => void (said += text),
  });
  try {
    program.parse(args, { from: 'user' });
  } catch (/** @type {any} */ error) {
    if (error.exitCode === 0) return undefined;
    throw new Exit(EXIT.usage, `${said.trim().replace(/^error: /, '')}\nlivingdocs-migrate --help lists the options`);
  }
  const [file = ''] = program.args;
  const options = program.opts();
  const { dir, name, ext } = parse(file);
  const format = options.format ?? (ext.toLowerCase() === '.csv' ? 'csv' : 'ndjson');
  if (format === 'csv' && !options.mapping) throw new Exit(EXIT.usage, 'A CSV needs --mapping, which says what its columns become');
  if (format !== 'csv' && options.mapping) throw new Exit(EXIT.usage, '--mapping is for a CSV; --format csv says that the file is one');
  if (!options.dryRun && !options.url) throw new Exit(EXIT.usage, 'Where to? Name the server with --url, or try --dry-run');
  const settings = /** @type {Settings} */ ({
    ...options,
    ...flags(options, ['upsert', 'preserveUpdatedAt', 'dryRun', 'resume']),
    file,
    format,
    journal: options.journal ?? `${file}.journal`,
    failed: options.failed ?? join(dir, `${name}.failed.ndjson`),
  });
  const files = [settings.file, settings.journal, settings.failed].map((path) => resolve(path));
  if (new Set(files).size < files.length) throw new Exit(EXIT.usage, 'The input, --journal and --failed are three files');
  return settings;
}

/**
 * Commander leaves out those that were not given.
 * @param {Record<string, unknown>} options
 * @param {string[]} names
 */
function flags(options, names) {
  return Object.fromEntries(names.map((name) => [name, options[name] === true]));
}

/**
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(least, most) {
  /** @param {string} text */
  return (text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < least || number > most || text.trim() === '') {
      throw new InvalidArgumentError(`It is a whole number from ${least} to ${most}.`);
    }
    return number;
  };
}

/** @param {string} text */
function positive(text) {
  const number = Number(text);
  if (!(number > 0 && Number.isFinite(number))) throw new InvalidArgumentError('It is a number over 0.');
  return number;
}
