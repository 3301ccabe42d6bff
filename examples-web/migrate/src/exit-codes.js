/** What a script can tell from the exit code; `--help` and the README list them. */
export const EXIT = Object.freeze({
  done: 0,
  faults: 1,
  usage: 2,
  journal: 3,
  server: 4,
  stopped: 5,
  file: 6,
  atOnce: 130,
});

/** @type {readonly [code: number, meaning: string][]} */
export const MEANINGS = [
  [EXIT.done, 'every line is applied; with --dry-run: every line is valid'],
  [EXIT.faults, 'some lines are wrong or were refused: the failed file has them, --dry-run prints them'],
  [EXIT.usage, 'an option, the mapping, the token or the input cannot be used'],
  [EXIT.journal, 'the journal is of another run, is damaged, or is in use'],
  [EXIT.server, 'stopped: the server refuses the token or the API version, or no longer answers; --resume goes on'],
  [EXIT.stopped, 'stopped by Ctrl-C (or SIGTERM), after what was in flight; --resume goes on'],
  [EXIT.file, 'the journal or the failed file cannot be written; --resume goes on'],
  [EXIT.atOnce, 'stopped at once by a second Ctrl-C; --resume goes on'],
];

/** Ends the command with a message and an exit code, without a stack: nothing is wrong with the program. */
export class Exit extends Error {
  /**
   * @param {number} code one of EXIT
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
