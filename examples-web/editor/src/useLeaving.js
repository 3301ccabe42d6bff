import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Asks before something unsaved is left. `isUnsaved` is the ref that says whether there is; `mayLeave(again)` is false
 * where the person has to be asked, and `again` is called once they agree; `question` is `{ stay, leave }` until they
 * have answered. The browser asks by itself before the page is left.
 */
export function useLeaving() {
  const isUnsaved = useRef(false);
  const [waiting, setWaiting] = useState();
  useEffect(() => {
    const ask = (event) => {
      if (isUnsaved.current) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  const mayLeave = useCallback((again) => {
    if (isUnsaved.current) setWaiting({ again });
    return !isUnsaved.current;
  }, []);
  const stay = () => setWaiting(undefined);
  const leave = () => {
    isUnsaved.current = false;
    setWaiting(undefined);
    waiting.again();
  };
  return { isUnsaved, mayLeave, question: waiting && { stay, leave } };
}
