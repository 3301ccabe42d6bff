import { useEffect, useRef } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { useAnnounce } from '../ui/Announcer.jsx';

const OUTCOMES = ['created', 'existed', 'failed', 'unsent', 'faulty'];
const ALWAYS = ['created', 'existed', 'failed'];

/** How far an import is, by outcome, with the way to end it. */
export function Progress({ state, total, counts, onCancel }) {
  const { t, formatNumber } = useLanguage();
  const announce = useAnnounce();
  const heading = useRef(null);
  const done = counts.created + counts.existed + counts.failed;
  const words = t.import.states[state === 'over' && counts.unsent > 0 ? 'cancelled' : state];
  useEffect(() => {
    // The button that was pressed is gone.
    if (document.activeElement === document.body) heading.current.focus();
    announce(words);
  }, [state]);
  return (
    <div className="progress">
      <div className="heading">
        <h2 ref={heading} tabIndex={-1}>
          {words}
        </h2>
        {state !== 'over' && (
          <button type="button" className="quiet" disabled={state === 'ending'} onClick={onCancel}>
            {t.cancel}
          </button>
        )}
      </div>
      <progress aria-label={t.import.progress} max={total} value={done} />
      <dl className="counts">
        {OUTCOMES.filter((outcome) => ALWAYS.includes(outcome) || counts[outcome] > 0).map((outcome) => (
          <div key={outcome} data-outcome={counts[outcome] > 0 ? outcome : undefined}>
            <dt>{t.import.outcomes[outcome]}</dt>
            <dd>{formatNumber(counts[outcome])}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
