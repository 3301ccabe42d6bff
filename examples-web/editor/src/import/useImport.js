import { importEntries } from 'livingdocs-media-library/import';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Small, so that what becomes of them is seen soon. */
const BATCH_SIZE = 25;

const NONE = { state: 'ready', outcomes: new Map(), failure: undefined };

/**
 * Imports rows, see `readFile`. `state` is `ready`, `running`, `ending` while what is under way
 * finishes after it was cancelled, or `over`; `outcomes` says by row what became of it,
 * `{ outcome, id, issues, error, isUnknown }` with `created`, `existed`, `failed`, or `unsent` where it was ended before; `counts` how
 * many there are of each; `failure` is why all of it broke off.
 */
export function useImport(client) {
  const [now, setNow] = useState(NONE);
  const running = useRef(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = useCallback(
    async (rows) => {
      const controller = new AbortController();
      running.current = controller;
      const outcomes = new Map();
      // At most once a frame, however fast they come.
      let frame;
      const show = () => {
        frame = undefined;
        if (running.current !== controller) return;
        setNow({ state: controller.signal.aborted ? 'ending' : 'running', outcomes: new Map(outcomes) });
      };
      controller.signal.addEventListener('abort', show);
      show();
      let failure;
      try {
        const entries = rows.map(({ entry }) => entry);
        for await (const result of importEntries(client, entries, { signal: controller.signal, batchSize: BATCH_SIZE })) {
          outcomes.set(rows[result.index], outcomeOf(result));
          frame ??= requestAnimationFrame(show);
        }
      } catch (error) {
        if (!controller.signal.aborted) failure = error;
      }
      controller.signal.removeEventListener('abort', show);
      cancelAnimationFrame(frame);
      for (const row of rows) if (!outcomes.has(row)) outcomes.set(row, { outcome: 'unsent' });
      if (running.current === controller) setNow({ state: 'over', outcomes, failure });
    },
    [client],
  );
  const cancel = useCallback(() => running.current?.abort(), []);
  const forget = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setNow(NONE);
  }, []);
  return { ...now, counts: countsOf(now.outcomes), start, cancel, forget };
}

function outcomeOf(result) {
  if (result.ok) return { outcome: result.outcome, id: result.id };
  const { error, issues, outcomeUnknown } = result;
  return { outcome: 'failed', error, issues, isUnknown: outcomeUnknown };
}

function countsOf(outcomes) {
  const counts = { created: 0, existed: 0, failed: 0, unsent: 0 };
  for (const { outcome } of outcomes.values()) counts[outcome] += 1;
  return counts;
}
