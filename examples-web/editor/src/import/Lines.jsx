import { useState } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { propertyOf } from '../project/readProject.js';
import { useDescribeIssue, useProject } from '../project/ProjectContext.jsx';
import { download } from './download.js';

const PAGE = 100;

/**
 * The lines of a file: those with something wrong before the import, and all with what became of them after it. Those that
 * are not in the library can be had as a file again.
 */
export function Lines({ rows, outcomes, isStarted, isOver, fileName }) {
  const { t, formatNumber } = useLanguage();
  const [most, setMost] = useState(PAGE);
  const shown = rows.filter((row) => row.faults.length > 0 || outcomes.has(row));
  const missing = rows.filter((row) => row.source !== undefined && !isIn(outcomes.get(row)));
  if (shown.length === 0) return null;
  return (
    <>
      {isOver && missing.length > 0 && (
        <p>
          <button type="button" className="quiet" onClick={() => download(missing, fileName)}>
            {t.import.download(formatNumber(missing.length))}
          </button>
        </p>
      )}
      <div className="scrolls" role="region" aria-label={t.import.lines} tabIndex={0}>
        <table>
          <caption className="unseen">{t.import.lines}</caption>
          <thead>
            <tr>
              <th scope="col">{t.import.line}</th>
              {isStarted && <th scope="col">{t.import.outcome}</th>}
              <th scope="col">{t.import.field}</th>
              <th scope="col">{t.import.message}</th>
            </tr>
          </thead>
          <tbody>
            {shown.slice(0, most).map((row, index) => (
              <Line key={index} row={row} outcome={outcomes.get(row)} isStarted={isStarted} />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length > most && (
        <p className="row">
          <span className="hint">{t.import.shown(formatNumber(most), formatNumber(shown.length))}</span>
          <button type="button" className="quiet" onClick={() => setMost(most + PAGE)}>
            {t.rights.more}
          </button>
        </p>
      )}
    </>
  );
}

const isIn = (outcome) => outcome?.outcome === 'created' || outcome?.outcome === 'existed';

/** A row of the table for each fault; the first one has the line. */
function Line({ row, outcome, isStarted }) {
  const { t } = useLanguage();
  const faults = useFaults(row, outcome);
  return faults.map(({ field, message }, index) => (
    <tr key={index}>
      {index === 0 && (
        <>
          <th scope="row" rowSpan={faults.length}>
            {row.line}
          </th>
          {isStarted && (
            <td rowSpan={faults.length}>
              <span className="badge" data-outcome={outcome?.outcome ?? 'failed'}>
                {t.import.outcomes[outcome?.outcome ?? 'faulty']}
              </span>
            </td>
          )}
        </>
      )}
      <td>{field}</td>
      <td>{message}</td>
    </tr>
  ));
}

/** What is wrong with a row, in words: `[{ field, message }]`; where nothing is, which entry it has become. */
function useFaults({ entry, faults }, outcome) {
  const { t, labelOf, names } = useLanguage();
  const { mediaTypes } = useProject();
  const describeIssue = useDescribeIssue();
  const mediaType = mediaTypes?.find(({ handle }) => handle === entry?.mediaType);
  const fieldOf = (path) => {
    const place = path.indexOf('metadata');
    if (place >= 0 && path.length > place + 1) return labelOf(propertyOf(mediaType, path[place + 1]));
    return names[path.at(-1)] ?? path.join('.');
  };
  const wrong = [...faults, ...(outcome?.issues ?? []).map((issue) => ({ path: issue.path, issue }))].map(
    ({ path, issue, code, params }) => ({
      field: fieldOf(path),
      message: issue ? describeIssue(issue) : t.import.faults[code](params),
    }),
  );
  if (wrong.length > 0) return wrong;
  if (outcome?.error) return [{ field: '', message: t.failures[outcome.error.code] ?? outcome.error.message }];
  if (outcome?.id) return [{ field: '', message: <a href={`#/${encodeURIComponent(outcome.id)}`}>{outcome.id}</a> }];
  return [{ field: '', message: '' }];
}
