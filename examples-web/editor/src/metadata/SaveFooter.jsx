import { useLanguage } from '../language/Language.jsx';

/** What was changed, by its `names`, and the buttons to save or to discard it. */
export function SaveFooter({ form, names, onDiscard }) {
  const { t } = useLanguage();
  const isChanged = names.length > 0;
  return (
    <footer className={isChanged ? 'edge sticky' : 'edge'}>
      <p className="summary">{isChanged ? t.changes(names) : t.noChanges}</p>
      {isChanged && (
        <button type="button" className="quiet" onClick={onDiscard}>
          {t.discard}
        </button>
      )}
      <button type="submit" disabled={form.busy || !isChanged}>
        {form.busy ? t.saving : t.save}
      </button>
    </footer>
  );
}
