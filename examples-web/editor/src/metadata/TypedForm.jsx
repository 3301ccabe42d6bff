import { useMemo } from 'react';
import { useEntry } from '../entry/EntryContext.jsx';
import { PatchForm } from '../form/PatchForm.jsx';
import { PluginField } from '../form/PluginField.jsx';
import { useLanguage } from '../language/Language.jsx';
import { Facts } from '../ui/Facts.jsx';
import { fieldsModel, fieldsOf } from './fields.js';
import { SaveFooter } from './SaveFooter.jsx';
import { useMetadataForm } from './useMetadataForm.js';

/** Metadata as the media type has them: a field for each property. */
export function TypedForm({ mediaType, onUnsaved }) {
  const { client, entry } = useEntry();
  const { t, labelOf } = useLanguage();
  const model = useMemo(() => fieldsModel(mediaType, client.validator, labelOf, t.period), [mediaType, client, labelOf, t]);
  const { form, changes, discard } = useMetadataForm(model, onUnsaved);
  const { fields, others } = useMemo(() => fieldsOf(mediaType, entry.metadata), [mediaType, entry]);
  const names = changes.map(({ property }) => labelOf(property));
  const buttons = <SaveFooter form={form} names={names} onDiscard={discard} />;
  return (
    <PatchForm form={form} label={t.tabs.metadata} buttons={buttons}>
      {fields.map(({ property, stored, name }) => (
        <PluginField key={name} name={name} plugin={property} stored={stored} />
      ))}
      {others.length > 0 && (
        <section className="others">
          <h2>{t.others}</h2>
          <Facts facts={others.map(([property, value]) => [labelOf(property), <Json key="" value={value} />])} />
        </section>
      )}
      <p className="hint">{t.emptyRemoves}</p>
    </PatchForm>
  );
}

function Json({ value }) {
  return <code>{JSON.stringify(value)}</code>;
}
