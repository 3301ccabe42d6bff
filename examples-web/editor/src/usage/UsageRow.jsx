import { useLanguage } from '../language/Language.jsx';
import { Facts } from '../ui/Facts.jsx';
import { itemsOf } from '../form/plugins.js';

/** An entry of the usage log. */
export function UsageRow({ usage, purpose, name, onEdit, onRemove }) {
  const { t, names, labelOf, formatDate } = useLanguage();
  const { state, url, params = {}, documentId, publicationDate, reportingDate } = usage;
  const paramOf = (handle) => purpose?.paramsSchema?.find((param) => param.handle === handle) ?? { handle };
  return (
    <li className="row usage">
      <div className="heading">
        <h3>
          {name} <span className={`badge ${state}`}>{t.usage.states[state] ?? state}</span>
        </h3>
        <div className="actions">
          <button type="button" className="quiet" aria-label={t.usage.changeLabel(name)} onClick={onEdit}>
            {t.edit}
          </button>
          <button type="button" className="quiet danger" aria-label={t.usage.removeLabel(name)} onClick={onRemove}>
            {t.usage.remove}
          </button>
        </div>
      </div>
      <Facts
        facts={[
          [names.publicationDate, publicationDate && formatDate(publicationDate)],
          ...Object.entries(params).map(([handle, value]) => {
            const param = paramOf(handle);
            return [labelOf(param), shown(param, value, { t, formatDate, labelOf })];
          }),
          [names.documentId, documentId],
          [names.url, isWebAddress(url) ? <a href={url}>{url}</a> : url],
          [names.reportingDate, reportingDate && formatDate(reportingDate)],
        ]}
      />
    </li>
  );
}

/** Nobody is to be led to `javascript:`. */
function isWebAddress(url) {
  return /^https?:\/\//i.test(url ?? '');
}

function shown({ type, config }, value, { t, formatDate, labelOf }) {
  if (typeof value === 'boolean') return value ? t.yes : t.no;
  if (type === 'li-datetime') return formatDate(value);
  const items = itemsOf(config) ?? [];
  const nameOf = (element) => {
    const item = items.find((item) => item.value === String(element));
    return item ? labelOf(item) : textOf(element);
  };
  return Array.isArray(value) ? value.map(nameOf).join(', ') : nameOf(value);
}

const textOf = (value) => (typeof value === 'string' ? value : JSON.stringify(value));
