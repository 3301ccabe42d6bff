import { useEffect, useRef } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { useAnnounce } from '../ui/Announcer.jsx';

const OUTCOMES = ['created', 'existed', 'failed', 'unsent'];

/** How far an import is, by outcome, with the way to end it. */
export function Progress({ state, total, counts, onCancel }) {
  const { t, formatNumber } = useLanguage();
  const announce = useAnnounce();
  const heading = useRef(null);
  const done = counts.created + counts.existed + counts.failed;
  const words = state === 'running' ? t.import.running : counts.unsent > 0 ? t.import.cancelled : t.import.over;
  useEffect(() => {
    // The button that was pressed is gone.
    heading.current.focus();
    announce(words);
  }, [state]);
  return (
    <div className="progress">
      <div className="heading">
        <h2 ref={heading} tabIndex={-1}>
          {words}
        </h2>
        {state === 'running' && (
          <button type="button" className="quiet" onClick={onCancel}>
            {t.cancel}
          </button>
        )}
      </div>
      <progress aria-label={t.import.progress} max={total} value={done} />
      <dl className="counts">
        {OUTCOMES.filter((outcome) => outcome !== 'unsent' || counts.unsent > 0).map((outcome) => (
          <div key={outcome} data-outcome={counts[outcome] > 0 ? outcome : undefined}>
            <dt>{t.import.outcomes[outcome]}</dt>
            <dd>{formatNumber(counts[outcome])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
