import { useLanguage } from '../language/Language.jsx';
import { Dialog } from '../ui/Dialog.jsx';
import { isSame } from '../form/json.js';
import { propertyOf } from '../project/mediaTypes.js';
import { useEntry } from './EntryContext.jsx';

/** What is there now, what was to be sent, and the choice between the two where there is one. */
export function ConflictDialog({ conflict }) {
  const { t, labelOf } = useLanguage();
  const { mediaType } = useEntry();
  const nameOf = (name) => labelOf(propertyOf(mediaType, name));
  const { error, patches, current, sent, choose } = conflict;
  // Without another version it is the entry's state that is in the way, or a usage log that has changed.
  const canRepeat = current.version !== sent || patches.some(({ operation }) => operation === 'updateUsageLogEntry');
  const metadata = patches.filter(({ operation }) => operation === 'setMetadataProperty');
  return (
    <Dialog title={canRepeat ? t.conflict.title : t.conflict.stateTitle} onClose={() => choose('stay')}>
      <div className="body">
        {current.version === sent ? (
          <p>{t.conflict.state}</p>
        ) : (
          <p>{t.conflict.versions(error.sentVersion ?? sent, error.currentVersion ?? current.version)}</p>
        )}
        <p className="small">{error.details?.message ?? error.message}</p>
        {error.outcomeUnknown && <p>{t.conflict.unknown}</p>}
        {metadata.length > 0 && (
          <table>
            <thead>
              <tr>
                <th scope="col">{t.property}</th>
                <th scope="col">{t.conflict.theirs}</th>
                <th scope="col">{t.conflict.mine}</th>
              </tr>
            </thead>
            <tbody>
              {metadata.map(({ propertyName, value }) => (
                <tr key={propertyName}>
                  <th scope="row">{nameOf(propertyName)}</th>
                  <td>{shown(current.metadata?.[propertyName], t)}</td>
                  <td>{isSame(current.metadata?.[propertyName], value) ? t.conflict.same : shown(value, t)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p>{canRepeat ? t.conflict.choice : t.conflict.onlyReload}</p>
      </div>
      <footer>
        <button type="button" className="quiet" onClick={() => choose('reload')}>
          {t.conflict.reload}
        </button>
        {canRepeat && (
          <button type="button" onClick={() => choose('again')}>
            {t.conflict.again}
          </button>
        )}
      </footer>
    </Dialog>
  );
}

function shown(value, t) {
  if (value === undefined || value === null) return <em>{t.nothing}</em>;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
