import { useEffect, useState } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { useProject } from '../project/ProjectContext.jsx';
import { Failure } from '../ui/Failure.jsx';
import { DropZone } from './DropZone.jsx';
import { Lines } from './Lines.jsx';
import { Progress } from './Progress.jsx';
import { readFile } from './readFile.js';
import { useImport } from './useImport.js';
import { whatIsWrong } from './whatIsWrong.js';

/** A file of entries: what is wrong in it, by line; its import; what became of each line. */
export function ImportView({ client, onRunning }) {
  const { t } = useLanguage();
  const { file, rows, failure: unread, open } = useFile(client);
  const { state, outcomes, counts, failure, start, cancel, forget } = useImport(client);
  const isRunning = state === 'running' || state === 'ending';
  useEffect(() => {
    onRunning(isRunning);
    if (!isRunning) return undefined;
    const ask = (event) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => {
      removeEventListener('beforeunload', ask);
      onRunning(false);
    };
  }, [isRunning, onRunning]);

  const choose = (chosen) => {
    forget();
    open(chosen);
  };
  const good = rows?.filter(({ entry, faults }) => entry !== undefined && faults.length === 0) ?? [];
  const faulty = rows?.filter(({ source, faults }) => source !== undefined && faults.length > 0).length;
  return (
    <article className="import">
      <h1>{t.import.title}</h1>
      <p>{t.import.text}</p>
      <DropZone file={file} disabled={isRunning} onFile={choose} />
      <Failure failure={unread} />
      {rows && (
        <section aria-label={file.name}>
          {state === 'ready' ? (
            <Ready rows={rows} good={good} onStart={() => start(good)} />
          ) : (
            <Progress state={state} total={good.length} counts={{ ...counts, faulty }} onCancel={cancel} />
          )}
          <Failure failure={failure} />
          <Lines rows={rows} outcomes={outcomes} isOver={state === 'over'} fileName={file.name} />
        </section>
      )}
    </article>
  );
}

function Ready({ rows, good, onStart }) {
  const { t } = useLanguage();
  const wrong = rows.filter(({ faults }) => faults.length > 0).length;
  return (
    <div className="heading">
      <p role="status">{wrong === 0 ? t.import.allGood(good.length) : t.import.someWrong(good.length, wrong)}</p>
      <button type="button" disabled={good.length === 0} onClick={onStart}>
        {t.import.start(good.length)}
      </button>
    </div>
  );
}

/** The file and its rows, with all that is wrong in them; read again for another project. */
function useFile(client) {
  const { mediaTypes } = useProject();
  const [file, setFile] = useState();
  const [read, setRead] = useState({});
  useEffect(() => {
    setRead({});
    if (!file) return undefined;
    let isLeft = false;
    readFile(file, { mediaTypes, validator: client.validator })
      .then((rows) => whatIsWrong(client, rows))
      .then((rows) => isLeft || setRead({ rows }))
      .catch((failure) => isLeft || setRead({ failure }));
    return () => {
      isLeft = true;
    };
  }, [file, client, mediaTypes]);
  return { file, ...read, open: setFile };
}
