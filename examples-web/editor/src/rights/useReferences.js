import { useCallback, useEffect, useState } from 'react';

const PER_PAGE = 20;

/** Who links to the entry, a page at a time: `{ results, total, more, failure }`; `results` is undefined while reading. */
export function useReferences(client, id, kind) {
  const [list, setList] = useState({});
  useEffect(() => {
    const leaving = new AbortController();
    setList({});
    firstPage(client, id, kind, leaving.signal)
      .then((page) => setList(listOf(page)))
      .catch((failure) => {
        if (!leaving.signal.aborted) setList({ failure });
      });
    return () => leaving.abort();
  }, [client, id, kind]);

  const more = useCallback(async () => {
    try {
      const page = await list.page.nextPage();
      if (page) setList(listOf(page, list.results));
      else setList({ ...list, page: undefined });
    } catch (failure) {
      setList({ ...list, failure });
    }
  }, [list]);
  const isAll = !list.page || (list.total !== undefined && list.results.length >= list.total);
  return { ...list, more: isAll ? undefined : more };
}

function firstPage(client, id, kind, signal) {
  const query = { limit: PER_PAGE };
  return kind === 'documents'
    ? client.getIncomingDocumentReferences(id, query, { signal })
    : client.getIncomingMediaReferences(id, query, { signal });
}

function listOf(page, before = []) {
  const results = [...before, ...page.results];
  // Servers before API version 2026-01 do not count.
  const isLast = page.results.length < PER_PAGE;
  return { results, total: page.total ?? (isLast ? results.length : undefined), page };
}
