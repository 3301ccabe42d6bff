import { useLanguage } from '../language/Language.jsx';

/** How long a text is and may be, as the API counts, in Unicode code points: an emoji is one. */
export function Counter({ text, most }) {
  const { t } = useLanguage();
  const length = [...text].length;
  return (
    <>
      <span className={length > most ? 'over' : ''}>{t.counter(length, most)}</span>
      {/* Read aloud only when it gets tight, and not at every key. */}
      <span className="unseen" aria-live="polite">
        {length > most ? t.tooMany(length - most) : length > most - 20 ? t.fewLeft : ''}
      </span>
    </>
  );
}
