import { useCallback, useEffect, useState } from 'react';

/** Which entry and which of its tabs is open: `#/asze63i9/usage`. */
export function useRoute() {
  const [route, setRoute] = useState(read);
  useEffect(() => {
    const follow = () => setRoute(read());
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const go = useCallback((id, tab) => {
    location.hash = `#/${[id, tab].filter(Boolean).map(encodeURIComponent).join('/')}`;
  }, []);
  return { ...route, go };
}

function read() {
  const [id, tab] = location.hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { id: id || undefined, tab: tab || undefined };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
