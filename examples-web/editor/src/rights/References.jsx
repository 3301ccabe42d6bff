import { useLanguage } from '../language/Language.jsx';
import { Failure } from '../ui/Failure.jsx';

/** Where an entry is used: documents, and other entries. */
export function References({ documents, media, onOpen }) {
  const { t } = useLanguage();
  return (
    <section aria-busy={!documents.results || !media.results}>
      <h2>{t.rights.usedIn}</h2>
      <List list={documents} title={t.rights.documents} name={({ id }) => t.rights.document(id)} />
      <List
        list={media}
        title={t.rights.media}
        name={({ id }) => (
          <button type="button" className="link" onClick={() => onOpen(id)}>
            {id}
          </button>
        )}
      />
    </section>
  );
}

function List({ list, title, name }) {
  const { t } = useLanguage();
  const { results, total, more, failure } = list;
  return (
    <div className="references">
      <h3>
        {title}
        {total !== undefined && <span className="count">{total}</span>}
      </h3>
      {!results && !failure && <p className="hint">{t.loading}</p>}
      {results?.length === 0 && <p className="hint">{t.rights.unused}</p>}
      {results?.length > 0 && (
        <ul>
          {results.map((result) => (
            <li key={result.id}>
              <span>{name(result)}</span> <span className="small">{result.references.map((place) => placeOf(place, t)).join(', ')}</span>
            </li>
          ))}
        </ul>
      )}
      {more && (
        <button type="button" className="quiet" onClick={more}>
          {t.rights.more}
        </button>
      )}
      <Failure failure={failure} />
    </div>
  );
}

function placeOf({ location, componentName, propertyName }, t) {
  if (propertyName) return t.rights.property(t.properties[propertyName] ?? propertyName);
  return componentName ? t.rights.component(componentName) : location;
}
