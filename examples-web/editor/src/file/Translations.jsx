import { useRef, useState } from 'react';
import { useEntry } from '../entry/EntryContext.jsx';
import { Picture } from '../entry/Picture.jsx';
import { usePicture } from '../entry/usePicture.js';
import { useLanguage } from '../language/Language.jsx';
import { ConfirmDialog } from '../ui/ConfirmDialog.jsx';

/** What the entry has in other languages. Their files can be removed, one by one. */
export function Translations({ translations }) {
  const { t } = useLanguage();
  const [removing, setRemoving] = useState();
  const heading = useRef(null);
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {t.file.translations}
      </h2>
      <ul className="rows">
        {translations.map((translation) => (
          <Translation key={translation.locale} translation={translation} onRemove={() => setRemoving(translation)} />
        ))}
      </ul>
      {removing && (
        <ConfirmDialog
          title={t.file.removeTitle(removing.locale)}
          action={t.file.remove}
          success={t.file.removed(removing.locale)}
          patches={[{ operation: 'removeAsset', locale: removing.locale }]}
          onClose={() => setRemoving(undefined)}
          focusAfter={heading}
        >
          <p>{t.file.removeText(removing.asset?.filename ?? removing.asset?.key ?? removing.locale)}</p>
        </ConfirmDialog>
      )}
    </section>
  );
}

function Translation({ translation, onRemove }) {
  const { client, entry } = useEntry();
  const { t } = useLanguage();
  const { locale, asset, metadata } = translation;
  const picture = usePicture(client, asset?.key, entry.version);
  return (
    <li className="row">
      <div className="thumb">
        <Picture picture={picture} entry={entry} small />
      </div>
      <div className="what">
        <strong lang={locale}>{metadata?.title ?? entry.metadata?.title}</strong>
        <span className="small">
          <code>{locale}</code> · {asset ? (asset.filename ?? asset.key) : t.file.noneInLanguage}
        </span>
      </div>
      {asset && (
        <button type="button" className="quiet danger" aria-label={t.file.removeLabel(locale)} onClick={onRemove}>
          {t.file.remove}
        </button>
      )}
    </li>
  );
}
