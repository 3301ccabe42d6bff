import { useState } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { useAnnounce } from '../ui/Announcer.jsx';
import { useEntry } from './EntryContext.jsx';

/** For buttons that send without a form. `run` calls `onDone` when that is over: accepted, or given up for a reload. */
export function useAction({ success }) {
  const { send } = useEntry();
  const { t } = useLanguage();
  const announce = useAnnounce();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState();
  const run = async (patches, onDone) => {
    setBusy(true);
    setFailure(undefined);
    const outcome = await send(patches);
    setBusy(false);
    setFailure(outcome.failure);
    if (!outcome.failure) onDone?.();
    // Said last, since a dialog that closes takes back what was said before.
    announce(outcome.sent ? success : outcome.failure ? t.notSaved : t.reloaded);
  };
  return { run, busy, failure };
}
