import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { mediaTypeOf } from '../project/mediaTypes.js';
import { useProject } from '../project/ProjectContext.jsx';
import { patchesAnew } from './patchesAnew.js';

const EntryContext = createContext(undefined);

/**
 * `client`, the `entry` as last read, its `mediaType` as the project has it, the `schema` of a request for it, and
 * `send(patches)`; `round` changes when all that was typed is given up.
 */
export const useEntry = () => useContext(EntryContext);

export function EntryProvider({ session, children }) {
  return <EntryContext value={session}>{children}</EntryContext>;
}

/**
 * Reads an entry and sends patches with the version that was read. `onEntry` is told of every reading.
 *
 * `send` gives `{ sent: true }`, `{ reloaded: true }` where the person gave up the change after a conflict, or
 * `{ failure }`. While a conflict waits for an answer it is in `conflict`.
 */
export function useEntrySession(client, id, onEntry) {
  const project = useProject();
  const [entry, setEntry] = useState();
  const [failure, setFailure] = useState();
  const [conflict, setConflict] = useState();
  const [round, setRound] = useState(0);

  const read = useCallback(
    async (signal) => {
      const found = await client.getEntry(id, { signal });
      setEntry(found);
      setFailure(undefined);
      onEntry(found);
      return found;
    },
    [client, id, onEntry],
  );

  useEffect(() => {
    const leaving = new AbortController();
    setEntry(undefined);
    setFailure(undefined);
    read(leaving.signal).catch((error) => {
      if (!leaving.signal.aborted) setFailure(error);
    });
    return () => leaving.abort();
  }, [read]);

  const mediaType = mediaTypeOf(project, entry);
  const handle = mediaType?.handle;

  const reload = useCallback(async () => {
    await read();
    setRound((round) => round + 1);
  }, [read]);

  const send = useCallback(
    async (patches) => {
      let { version } = entry;
      try {
        for (;;) {
          try {
            await client.patchEntry(id, { version: String(version), patches }, { mediaType: handle });
            // It was accepted, whatever becomes of this.
            await read().catch(setFailure);
            return { sent: true };
          } catch (error) {
            if (error.code !== 'conflict') throw error;
            const current = await client.getEntry(id);
            const choice = await new Promise((choose) => setConflict({ error, patches, current, sent: version, choose }));
            // At once: what is said next is not said in the dialog.
            flushSync(() => setConflict(undefined));
            if (choice === 'reload') {
              await reload();
              return { reloaded: true };
            }
            if (choice !== 'again') return { failure: error };
            version = current.version;
            patches = await patchesAnew(client, id, patches);
          }
        }
      } catch (failure) {
        return { failure };
      }
    },
    [client, id, entry, handle, read, reload],
  );

  return useMemo(() => {
    const validator = handle === undefined ? client.validator : client.validator.forMediaType(handle);
    return { client, entry, mediaType, schema: validator.patchRequest, failure, conflict, round, send, reload };
  }, [client, entry, mediaType, handle, failure, conflict, round, send, reload]);
}
