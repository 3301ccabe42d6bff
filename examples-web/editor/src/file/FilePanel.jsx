import { useEntry } from '../entry/EntryContext.jsx';
import { useLanguage } from '../language/Language.jsx';
import { Facts } from '../ui/Facts.jsx';
import { ReplaceForm } from './ReplaceForm.jsx';
import { Translations } from './Translations.jsx';

/** The entry's file: what it is, another one in its place, those of other languages. */
export function FilePanel({ files, onUnsaved }) {
  const { entry, mediaType } = useEntry();
  const { t, labelOf } = useLanguage();
  return (
    <>
      <section>
        <h2>{t.file.current}</h2>
        {entry.asset ? <AssetFacts asset={entry.asset} /> : <p>{t.file.none}</p>}
      </section>
      {entry.translations?.length > 0 && <Translations translations={entry.translations} />}
      <section>
        <h2>{t.file.replace}</h2>
        {mediaType?.asset?.replaceable === false ? (
          <p>{t.file.notReplaceable(labelOf(mediaType))}</p>
        ) : (
          <ReplaceForm files={files} onUnsaved={onUnsaved} />
        )}
      </section>
    </>
  );
}

function AssetFacts({ asset }) {
  const { t, names, formatNumber } = useLanguage();
  const { key, filename, mimeType, width, height, size, duration } = asset;
  return (
    <Facts
      facts={[
        [names.key, key && <code>{key}</code>],
        [names.filename, filename],
        [names.mimeType, mimeType],
        [t.file.pixels, width && height && `${formatNumber(width)} × ${formatNumber(height)}`],
        [names.size, size !== undefined && t.file.bytes(formatNumber(size))],
        [names.duration, duration !== undefined && t.file.seconds(formatNumber(duration))],
      ].filter(([, value]) => value !== false)}
    />
  );
}
