import { useEffect, useState } from 'react';
import { readProject } from './readProject.js';

/** What `readProject` gives for the connection, and nothing until it does. */
export function useConnected(connection, desk) {
  const [read, setRead] = useState({});
  useEffect(() => {
    const leaving = new AbortController();
    readProject(connection, desk, leaving.signal).then((connected) => {
      if (!leaving.signal.aborted) setRead({ connection, connected });
    });
    return () => leaving.abort();
  }, [connection, desk]);
  return read.connection === connection ? read.connected : {};
}
