import { useLanguage } from '../language/Language.jsx';
import { titleOf } from './titleOf.js';

/** The picture, or a drawn stand-in that says why there is none. */
export function Picture({ picture, entry, small = false }) {
  const { t } = useLanguage();
  const title = titleOf(entry);
  if (picture.state === 'shown') {
    // In the list the title stands beside it.
    return <img className="picture" src={picture.url} alt={small ? '' : String(entry.metadata?.alt ?? title)} />;
  }
  const why = t.picture[picture.state];
  const words = small ? { 'aria-hidden': true } : { role: 'img', 'aria-label': `${title}: ${why}` };
  return (
    <div className={`picture stand-in ${picture.state}`} {...words}>
      <svg viewBox="0 0 48 36" aria-hidden="true">
        <rect x="1" y="1" width="46" height="34" rx="3" />
        <path d="M5 30l11-13 8 9 5-6 14 10z" />
        <circle cx="34" cy="11" r="4" />
        {picture.state === 'revoked' && <path className="strike" d="M3 33 45 3" />}
      </svg>
      {!small && (
        <div aria-hidden="true">
          <strong>{title}</strong>
          <span>{why}</span>
        </div>
      )}
    </div>
  );
}
