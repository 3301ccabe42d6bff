// Faults of a server, and what a call has to come to that meets some of them: README, "When a call fails".

import { Refused } from './model-store.mjs';

/** `fails`: how an attempt ends, `repeated`: always, or only what cannot be applied twice; `applies`: what the server did. */
const FAULTS = [
  { fault: { status: 429 }, fails: 'rate_limit', repeated: 'always' },
  { fault: { status: 503 }, fails: 'server', repeated: 'always' },
  { fault: { status: 500 }, fails: 'server', repeated: 'repeatable', isUnclear: true },
  { fault: { status: 502 }, fails: 'server', repeated: 'repeatable', isUnclear: true },
  { fault: { status: 401 }, fails: 'authentication' },
  { fault: { status: 404 }, fails: 'not_found' },
  { fault: { status: 409 }, fails: 'conflict' },
  { fault: { status: 418 }, fails: 'unexpected_status' },
  { fault: { status: 413 }, fails: 'unexpected_status', isTooLarge: true },
  { fault: 'network-error', fails: 'connection', repeated: 'repeatable', isUnclear: true },
  { fault: 'reject-non-error', fails: 'connection', repeated: 'repeatable', isUnclear: true },
  { fault: 'throw', fails: 'connection', repeated: 'repeatable', isUnclear: true },
  { fault: 'hang', fails: 'timeout', repeated: 'repeatable', isUnclear: true },
  { fault: 'lost-response', fails: 'connection', repeated: 'repeatable', isUnclear: true, applies: true },
  // Of an answer without a body that matters, and of a refusal, only the status counts.
  { fault: 'malformed-json', fails: 'response_format', applies: true, breaksBody: true },
  { fault: 'truncated-body', fails: 'connection', repeated: 'repeatable', isUnclear: true, applies: true, breaksBody: true },
];

/** Of an image, the body is the caller's. */
export const faultsFor = ({ isImage }) => FAULTS.filter(({ breaksBody }) => !(isImage && breaksBody));

/** The faults that are still to come, for the model as for the emulator. */
export class Faults {
  left = 0;
  /** How many requests go before them. */
  skip = 0;

  constructor(emulator) {
    this.emulator = emulator;
  }

  add(row, times, skip) {
    Object.assign(this, { row, left: times, skip });
    this.emulator.failNext(row.fault, times, { skip });
  }

  /** What the next request meets. */
  #take() {
    if (this.skip > 0) return void this.skip--;
    if (this.left === 0) return undefined;
    this.left--;
    return this.row;
  }

  /** So that the next call meets none: each is met by a request that changes nothing. */
  async clear() {
    while (this.left > 0) {
      this.#take();
      const controller = new AbortController();
      const met = (async () => this.emulator.fetch('https://livingdocs.example/', { signal: controller.signal }))();
      controller.abort();
      await met.catch(() => {});
    }
  }

  /**
   * What a request has to come to: `answer()` does what the server does, and throws where it refuses. `readsBody`: where the
   * answer's body counts; `isUnderQuota`: where too many requests are too many for the day.
   */
  expect(answer, { maxRetries, isRepeatable, readsBody, isUnderQuota = false }) {
    let isUnclear = false;
    for (let attempt = 0; ; attempt++) {
      const row = this.#take();
      let outcome;
      if (!row || row.applies) {
        try {
          outcome = { value: answer() };
        } catch (error) {
          if (!(error instanceof Refused)) throw error;
          outcome = { code: error.code };
        }
      }
      const isBroken = row && !(row.breaksBody && (outcome.code !== undefined || !readsBody));
      if (!isBroken) return { ...outcome, isUnclear };
      isUnclear ||= row.isUnclear === true;
      const isOver = isUnderQuota && row.fails === 'rate_limit';
      const isRepeated = !isOver && (row.repeated === 'always' || (row.repeated === 'repeatable' && isRepeatable));
      if (!isRepeated || attempt === maxRetries) return { code: row.fails, isUnclear, isTooLarge: row.isTooLarge };
    }
  }
}
