import { useEffect, useMemo, useState } from 'react';
import { connect, DEFAULT_CONNECTION } from './connection.js';
import { ConnectionDialog } from './ConnectionDialog.jsx';
import { loadDesk } from './desk.js';
import { EntryList } from './entry/EntryList.jsx';
import { EntryView } from './entry/EntryView.jsx';
import { useEntries } from './entry/useEntries.js';
import { Header } from './Header.jsx';
import { useLanguage } from './language/Language.jsx';
import { LeaveDialog } from './LeaveDialog.jsx';
import { useRoute } from './route.js';
import { useAnnounce } from './ui/Announcer.jsx';
import { Failure } from './ui/Failure.jsx';
import { useLeaving } from './useLeaving.js';

export function App() {
  const [desk, setDesk] = useState();
  useEffect(() => {
    loadDesk().then(setDesk);
  }, []);
  return desk ? <Desk desk={desk} /> : null;
}

function Desk({ desk }) {
  const { t } = useLanguage();
  const { isUnsaved, mayLeave, question } = useLeaving();
  const { id, tab, go } = useRoute(desk.entries?.[0], mayLeave);
  const [connection, setConnection] = useState(DEFAULT_CONNECTION);
  const [isConnecting, setIsConnecting] = useState(false);
  const { client, problem } = useMemo(() => connect(connection, desk.usagePurposes), [connection, desk]);
  const { entries, failure, put } = useEntries(client, desk.entries);

  const announce = useAnnounce();
  // What was said is about what is no longer shown.
  useEffect(() => () => announce(''), [announce, connection, id, tab]);

  const changeConnection = (connection) => {
    const change = () => {
      setConnection(connection);
      setIsConnecting(false);
    };
    if (mayLeave(change)) change();
  };
  return (
    <>
      <a className="skip" href="#entry" onClick={focusEntry}>
        {t.skip}
      </a>
      <Header connection={connection} onConnect={() => setIsConnecting(true)} />
      <div className="desk">
        <EntryList client={client} entries={entries} chosen={id} onOpen={go} failure={failure} />
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
              onOpen={go}
              onEntry={put}
              isUnsaved={isUnsaved}
              onConnect={() => setIsConnecting(true)}
            />
          )}
        </main>
      </div>
      {isConnecting && (
        <ConnectionDialog connection={connection} onConnect={changeConnection} onClose={() => setIsConnecting(false)} />
      )}
      {question && <LeaveDialog question={question} />}
    </>
  );
}

/** Without touching the address, which says what is open. */
function focusEntry(event) {
  event.preventDefault();
  document.getElementById('entry').focus();
}
