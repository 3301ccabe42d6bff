/** The numbers, each with its reason. */

/** A Worker has six connections that wait for headers; a seventh request would wait for one of them. */
export const CONNECTIONS = 6;

/** Rows that a ledger reads ahead, and entries that it asks for in one go: about as many ids as a URL holds. */
export const BATCH = 100;

/** How long one alarm works before it hands over to the next: far below the 15 minutes that it may take. */
export const RUN_MS = 20_000;

/** So many lines at most, each with up to two requests: an invocation may make 10,000. */
export const RUN_LINES = 4_000;

/** When the next alarm comes in case that this one is cut off. */
export const WATCHDOG_MS = 30_000;

/** Of a line, counted where the server was asked to apply it and did not. */
export const MAX_ATTEMPTS = 10;

/** A line may be that long: a row holds 2 MB, and more than 512,000 bytes are beyond Livingdocs' default, too. */
export const LONGEST_LINE = 1_900_000;

/** Lines go to the queue in messages of that many bytes: a message holds 128,000. Longer lines go to the ledger directly. */
export const MESSAGE_BYTES = 100_000;

/** So many refused lines stand in the answer to a job; the results have all. */
export const SHOWN_REFUSALS = 1_000;

/** Of a refused line, so many issues are told. */
export const SHOWN_ISSUES = 10;

/** Rows and bytes that a ledger hands over, or holds, at once: it has 128 MB. */
export const PAGE_ROWS = 500;
export const PAGE_BYTES = 4_000_000;

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

/**
 * The wait after the `failures`th failure in a row, from 1 on: twice as long each time, a random quarter less.
 * @param {number} failures
 */
export const waitAfter = (failures) =>
  Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (failures - 1)) * (1 - Math.random() / 4);
