import { useCallback, useEffect, useState } from 'react';

/** The entries to offer, in the order of `ids`, and behind them whatever else was opened. `put` takes a newer reading. */
export function useEntries(client, ids) {
  const [entries, setEntries] = useState([]);
  const [failure, setFailure] = useState();
  useEffect(() => {
    setEntries([]);
    setFailure(undefined);
    if (!client) return undefined;
    const leaving = new AbortController();
    client
      .getEntries({ ids: ids ?? [] }, { signal: leaving.signal })
      .then((found) => setEntries((now) => now.reduce(withEntry, found)))
      .catch((error) => {
        if (!leaving.signal.aborted) setFailure(error);
      });
    return () => leaving.abort();
  }, [client, ids]);
  const put = useCallback((entry) => setEntries((entries) => withEntry(entries, entry)), []);
  return { entries, failure, put };
}

function withEntry(entries, entry) {
  const isKnown = entries.some(({ id }) => id === entry.id);
  return isKnown ? entries.map((known) => (known.id === entry.id ? entry : known)) : [...entries, entry];
}
