import { useState } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { propertyOf } from '../project/mediaTypes.js';
import { useDescribeIssue, useProject } from '../project/ProjectContext.jsx';
import { addressOf } from '../route.js';
import { download } from './download.js';

const PAGE = 100;

/**
 * The lines of a file: those with something wrong before the import, and all with what became of them after it. Those that
 * are not in the library can be had as a file again.
 */
export function Lines({ rows, outcomes, isOver, fileName }) {
  const { t, formatNumber } = useLanguage();
  const [most, setMost] = useState(PAGE);
  const shown = rows.filter((row) => row.faults.length > 0 || outcomes.has(row));
  const missing = rows.filter((row) => row.source !== undefined && !isIn(outcomes.get(row)));
  if (shown.length === 0) return null;
  return (
    <>
      {isOver && missing.length > 0 && (
        <button type="button" className="quiet" onClick={() => download(missing, fileName)}>
          {t.import.download(formatNumber(missing.length))}
        </button>
      )}
      <ul className="lines" aria-label={t.import.lines}>
        {shown.slice(0, most).map((row, index) => (
          <Line key={index} row={row} outcome={outcomes.get(row)} />
        ))}
      </ul>
      {shown.length > most && (
        <p className="heading">
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

function Line({ row, outcome }) {
  const { t } = useLanguage();
  const faults = useFaults(row, outcome);
  const state = outcome?.outcome ?? 'faulty';
  return (
    <li>
      <span className="line">{t.import.line(row.line)}</span>
      <span className="name">
        <Entry entry={row.entry} id={outcome?.id} />
      </span>
      <span className="badge" data-outcome={state}>
        {t.import.outcomes[state]}
      </span>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ field, message }, index) => (
            <li key={index}>
              {field && <code>{field}</code>} {message}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** What was in the file, by its title or what else names it, and the way to what it has become. */
function Entry({ entry, id }) {
  const names = [entry?.metadata?.title, entry?.externalId, entry?.id];
  const name = names.find((name) => typeof name === 'string' && name !== '');
  return id === undefined ? name : <a href={addressOf(id)}>{name ?? id}</a>;
}

/** What is wrong with a row: `[{ field, message }]`, the field as the file has it, the message in words. */
function useFaults({ entry, faults }, outcome) {
  const { t, labelOf } = useLanguage();
  const { mediaTypes } = useProject();
  const describeIssue = useDescribeIssue();
  const mediaType = mediaTypes?.find(({ handle }) => handle === entry?.mediaType);
  const wordsOf = (issue) => {
    const format = issue.code === 'invalid_format' && !issue.path.includes('metadata') && t.import.formats[issue.path.at(-1)];
    if (format) return format;
    const handle = issue.path[issue.path.indexOf('metadata') + 1];
    return describeIssue(issue, { [handle]: labelOf(propertyOf(mediaType, handle)) });
  };
  const wrong = [...faults, ...(outcome?.issues ?? []).map((issue) => ({ path: issue.path, issue }))];
  if (wrong.length === 0 && outcome?.error) return whyFailed(outcome, t).map((message) => ({ message }));
  return wrong.map(({ path, issue, code, params }) => ({
    field: path.join('.'),
    message: issue ? wordsOf(issue) : t.import.faults[code](params),
  }));
}

function whyFailed({ error, isUnknown }, t) {
  const why = error.code === 'conflict' ? t.import.taken : (t.failures[error.code] ?? error.message);
  return isUnknown ? [why, t.import.unknown] : [why];
}
