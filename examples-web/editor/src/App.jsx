import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { connect, DEFAULT_CONNECTION } from './connection.js';
import { ConnectionDialog } from './ConnectionDialog.jsx';
import { loadDesk } from './desk.js';
import { EntryList } from './entry/EntryList.jsx';
import { EntryView } from './entry/EntryView.jsx';
import { useEntries } from './entry/useEntries.js';
import { Header } from './Header.jsx';
import { useLanguage } from './language/Language.jsx';
import { useRoute } from './route.js';
import { Dialog } from './ui/Dialog.jsx';
import { Failure } from './ui/Failure.jsx';

export function App() {
  const [desk, setDesk] = useState();
  useEffect(() => {
    loadDesk().then(setDesk);
  }, []);
  return desk ? <Desk desk={desk} /> : null;
}

function Desk({ desk }) {
  const { t } = useLanguage();
  const { id = desk.entries?.[0], tab, go } = useRoute();
  const [connection, setConnection] = useState(DEFAULT_CONNECTION);
  const [isConnecting, setIsConnecting] = useState(false);
  const { client, problem } = useMemo(() => connect(connection, desk.usagePurposes), [connection, desk]);
  const { entries, failure, put } = useEntries(client, desk.entries);
  const [leaving, setLeaving] = useState();
  const isUnsaved = useUnsavedGuard();

  const open = useCallback(
    (id) => {
      if (isUnsaved.current) setLeaving(id);
      else go(id, undefined);
    },
    [go, isUnsaved],
  );
  const leave = () => {
    isUnsaved.current = false;
    setLeaving(undefined);
    go(leaving);
  };
  return (
    <>
      <a className="skip" href="#entry" onClick={focusEntry}>
        {t.skip}
      </a>
      <Header connection={connection} onConnect={() => setIsConnecting(true)} />
      <div className="desk">
        <EntryList client={client} entries={entries} chosen={id} onOpen={open} failure={failure} />
        <main id="entry" tabIndex={-1}>
          {problem && <Failure failure={new Error(problem)} />}
          {!id && <p className="welcome">{t.welcome}</p>}
          {client && id && (
            <EntryView
              // Another server or another entry is another view.
              key={`${connection.baseUrl} ${connection.token} ${id}`}
              client={client}
              id={id}
              tab={tab}
              desk={desk}
              onTab={(tab) => go(id, tab)}
              onOpen={open}
              onEntry={put}
              isUnsaved={isUnsaved}
              onConnect={() => setIsConnecting(true)}
            />
          )}
        </main>
      </div>
      {isConnecting && (
        <ConnectionDialog
          connection={connection}
          onConnect={(connection) => {
            setConnection(connection);
            setIsConnecting(false);
          }}
          onClose={() => setIsConnecting(false)}
        />
      )}
      {leaving && (
        <Dialog title={t.leave.title} onClose={() => setLeaving(undefined)}>
          <p className="body">{t.leave.text}</p>
          <footer>
            <button type="button" className="quiet" onClick={() => setLeaving(undefined)}>
              {t.leave.stay}
            </button>
            <button type="button" className="danger" onClick={leave}>
              {t.leave.go}
            </button>
          </footer>
        </Dialog>
      )}
    </>
  );
}

/** Says whether something is unsaved; the browser asks before such a page is left. */
function useUnsavedGuard() {
  const isUnsaved = useRef(false);
  useEffect(() => {
    const ask = (event) => {
      if (isUnsaved.current) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  return isUnsaved;
}

/** Without touching the address, which says what is open. */
function focusEntry(event) {
  event.preventDefault();
  document.getElementById('entry').focus();
}
