import { useCallback, useEffect, useRef, useState } from 'react';
import { useEntry } from '../entry/EntryContext.jsx';
import { useLanguage } from '../language/Language.jsx';
import { useProject } from '../project/ProjectContext.jsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.jsx';
import { Dialog } from '../ui/Dialog.jsx';
import { Failure } from '../ui/Failure.jsx';
import { UsageForm } from './UsageForm.jsx';
import { UsageRow } from './UsageRow.jsx';
import { purposeOf } from './usageRequest.js';

/** The usage log: all entries, a new one, another value, one less. */
export function UsagePanel({ onUnsaved }) {
  const { client, entry } = useEntry();
  const { usagePurposes: purposes } = useProject();
  const { t, labelOf } = useLanguage();
  const { log, failure } = useUsageLog(client, entry);
  // `{ usage }` while a form is open: that of an entry, or of a new one.
  const [editing, setEditing] = useState();
  const [removing, setRemoving] = useState();
  const heading = useRef(null);
  const nameOf = ({ purpose }) => labelOf(purposeOf(purposes, purpose) ?? { handle: purpose });
  const stopEditing = useCallback(() => setEditing(undefined), []);
  return (
    <section>
      <div className="heading">
        <h2 ref={heading} tabIndex={-1}>
          {t.tabs.usage}
        </h2>
        <button type="button" onClick={() => setEditing({})}>
          {t.usage.add}
        </button>
      </div>
      <Failure failure={failure} />
      {!log && !failure && <p className="hint">{t.loading}</p>}
      {log?.length === 0 && <p className="hint">{t.usage.none}</p>}
      {log?.length > 0 && (
        <ul className="rows">
          {log.map((usage) => (
            <UsageRow
              key={usage.id}
              usage={usage}
              purpose={purposeOf(purposes, usage.purpose)}
              name={nameOf(usage)}
              onEdit={() => setEditing({ usage })}
              onRemove={() => setRemoving(usage)}
            />
          ))}
        </ul>
      )}
      {editing && (
        <Dialog title={editing.usage ? t.usage.change : t.usage.add} onClose={stopEditing}>
          <UsageForm
            usage={editing.usage}
            purposes={purposes}
            onUnsaved={onUnsaved}
            onDone={stopEditing}
            onClose={stopEditing}
          />
        </Dialog>
      )}
      {removing && (
        <ConfirmDialog
          title={t.usage.removeTitle}
          action={t.usage.remove}
          success={t.usage.removed}
          patches={[{ operation: 'removeUsageLogEntry', usageLogEntryId: removing.id }]}
          onClose={() => setRemoving(undefined)}
          focusAfter={heading}
        >
          <p>{t.usage.removeText(nameOf(removing))}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

/** Read anew whenever the entry is. */
function useUsageLog(client, entry) {
  const [state, setState] = useState({});
  useEffect(() => {
    const leaving = new AbortController();
    client
      .getUsageLog(entry.id, { signal: leaving.signal })
      .then((log) => setState({ log }))
      .catch((failure) => {
        if (!leaving.signal.aborted) setState({ failure });
      });
    return () => leaving.abort();
  }, [client, entry]);
  return state;
}
