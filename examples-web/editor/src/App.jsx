import { useEffect, useState } from 'react';
import { DEFAULT_CONNECTION } from './connection.js';
import { ConnectionDialog } from './ConnectionDialog.jsx';
import { loadDesk } from './desk.js';
import { EntryList } from './entry/EntryList.jsx';
import { EntryView } from './entry/EntryView.jsx';
import { useEntries } from './entry/useEntries.js';
import { Header } from './Header.jsx';
import { ImportView } from './import/ImportView.jsx';
import { useLanguage } from './language/Language.jsx';
import { LeaveDialog } from './LeaveDialog.jsx';
import { ProjectProvider } from './project/ProjectContext.jsx';
import { useConnected } from './project/useConnected.js';
import { addressOf, useRoute } from './route.js';
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
  const { id, tab, isImport, go } = useRoute(desk.entries?.[0], mayLeave);
  const [connection, setConnection] = useState(DEFAULT_CONNECTION);
  const [isConnecting, setIsConnecting] = useState(false);
  const [isImporting, setIsImporting] = useState(false);
  const { client, problem, project } = useConnected(connection, desk);
  const { entries, failure, put } = useEntries(client, desk.entries);

  const announce = useAnnounce();
  // What was said is about what is no longer shown.
  useEffect(() => () => announce(''), [announce, connection, id, tab, isImport]);

  const changeConnection = (connection) => {
    const change = () => {
      setConnection(connection);
      setIsConnecting(false);
    };
    if (mayLeave(change)) change();
  };
  const problemShown = problem && <Failure failure={new Error(problem)} />;
  const loading = !client && !problem && (
    <p className="welcome" role="status">
      {t.loading}
    </p>
  );
  return (
    <ProjectProvider project={project}>
      <a className="skip" href={isImport ? '#main-import' : '#main-pictures'} onClick={focusMain}>
        {isImport ? t.skipToImport : t.skip}
      </a>
      <Header
        connection={connection}
        isImport={isImport}
        isImporting={isImporting}
        pictures={addressOf(id, tab)}
        onConnect={() => setIsConnecting(true)}
      />
      {/* Neither is taken away for the other, so that nothing that was typed is lost, and an import goes on. */}
      <div className="desk" hidden={isImport}>
        <EntryList client={client} entries={client ? entries : []} chosen={id} onOpen={go} failure={failure} />
        <main id="main-pictures" tabIndex={-1}>
          {problemShown}
          {!id && <p className="welcome">{t.welcome}</p>}
          {id && loading}
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
      <main id="main-import" className="wide" tabIndex={-1} hidden={!isImport}>
        {problemShown || loading || (
          <ImportView key={`${connection.baseUrl} ${connection.token}`} client={client} onRunning={setIsImporting} />
        )}
      </main>
      {isConnecting && (
        <ConnectionDialog connection={connection} onConnect={changeConnection} onClose={() => setIsConnecting(false)} />
      )}
      {question && <LeaveDialog question={question} />}
    </ProjectProvider>
  );
}

/** Without touching the address, which says what is open. */
function focusMain(event) {
  event.preventDefault();
  document.querySelector('main:not([hidden] *, [hidden])').focus();
}
