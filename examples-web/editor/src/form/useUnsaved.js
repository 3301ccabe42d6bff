import { useEffect } from 'react';

/** Tells `onUnsaved` whether a form holds something unsaved, as long as the form is there. */
export function useUnsaved(onUnsaved, isUnsaved) {
  useEffect(() => {
    onUnsaved(isUnsaved);
    return () => onUnsaved(false);
  }, [onUnsaved, isUnsaved]);
}
