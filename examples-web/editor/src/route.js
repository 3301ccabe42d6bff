import { useCallback, useEffect, useRef, useState } from 'react';

const IMPORT = '#import';

/** `#/asze63i9/usage`; no entry may have the address of the import. */
export const addressOf = (id, tab) => `#/${[id, tab].filter(Boolean).map(encodeURIComponent).join('/')}`;

/**
 * Which entry and which of its tabs is open, or `isImport`, behind which they stay as they are. `home` is the entry where
 * the address names none.
 * Before another entry is opened, by `go`, by Back and Forward or by an address that was typed, `mayLeave(again)` is
 * asked, where `again` goes there after all.
 */
export function useRoute(home, mayLeave) {
  const [route, setRoute] = useState(() => read({}));
  // What is shown, and its place in the browser's history, by which Back and Forward are undone.
  const shown = useRef({ ...route, place: history.state?.place ?? 0 });

  const show = useCallback((place) => {
    history.replaceState({ place }, '');
    shown.current = { ...read(shown.current), place };
    setRoute(shown.current);
  }, []);

  useEffect(() => {
    show(shown.current.place);
    const follow = () => {
      // What was typed has no place yet: it comes next, unless it is the same.
      const next = location.hash === shown.current.hash ? shown.current.place : shown.current.place + 1;
      const place = history.state?.place ?? next;
      const steps = place - shown.current.place;
      const isSame = (read(shown.current).id ?? home) === (shown.current.id ?? home);
      if (isSame || mayLeave(() => history.go(steps))) show(place);
      else history.go(-steps);
    };
    addEventListener('popstate', follow);
    return () => removeEventListener('popstate', follow);
  }, [home, mayLeave, show]);

  const go = useCallback(
    (id, tab) => {
      const hash = addressOf(id, tab);
      const move = () => {
        if (hash === location.hash) return;
        history.pushState(null, '', hash);
        show(shown.current.place + 1);
      };
      if (id === (shown.current.id ?? home) || mayLeave(move)) move();
    },
    [home, mayLeave, show],
  );
  return { id: route.id ?? home, tab: route.tab, isImport: route.isImport, go };
}

function read({ id: shownId, tab: shownTab }) {
  const { hash } = location;
  if (hash === IMPORT) return { hash, id: shownId, tab: shownTab, isImport: true };
  const [id, tab] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { hash, id: id || undefined, tab: tab || undefined, isImport: false };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
