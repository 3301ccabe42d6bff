import { useMemo } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useEntry } from '../entry/EntryContext.jsx';
import { Field } from '../form/Field.jsx';
import { PatchForm } from '../form/PatchForm.jsx';
import { useLanguage } from '../language/Language.jsx';
import { EMPTY_ROW, rowsModel } from './rows.js';
import { SaveFooter } from './SaveFooter.jsx';
import { useMetadataForm } from './useMetadataForm.js';

/** Metadata of which no types are known: each property as what its value is, and more to add. */
export function FreeForm({ onUnsaved }) {
  const { client } = useEntry();
  const { t } = useLanguage();
  const model = useMemo(() => rowsModel(client.validator), [client]);
  const { form, changes, discard } = useMetadataForm(model, onUnsaved);
  const { append, fields, remove } = useFieldArray({ control: form.control, name: 'rows', keyName: 'key' });
  const nameOf = ({ name }) => t.properties[name] ?? name;
  const names = changes.map((row) => nameOf(row) || t.newProperty);
  const buttons = <SaveFooter form={form} names={names} onDiscard={discard} />;
  return (
    <PatchForm form={form} label={t.tabs.metadata} buttons={buttons}>
      {fields.map((row, index) =>
        row.added ? (
          <AddedRow key={row.key} index={index} onRemove={() => remove(index)} />
        ) : (
          <Field key={row.key} name={`rows.${index}.text`} label={nameOf(row)} hint={t.kindHints[row.kind]}>
            {(props) => <TextControl row={row} {...props} />}
          </Field>
        ),
      )}
      <div className="above-footer">
        <button type="button" className="quiet" onClick={() => append(EMPTY_ROW)}>
          {t.addProperty}
        </button>
        <p className="hint">{t.emptyRemoves}</p>
      </div>
    </PatchForm>
  );
}

function TextControl({ row, ...props }) {
  const { t } = useLanguage();
  if (row.kind === 'json') return <textarea rows={2} className="code" spellCheck={false} {...props} />;
  if (row.kind === 'lines') return <textarea rows={3} {...props} />;
  if (row.kind === 'yes-no') {
    return (
      <select {...props}>
        <option value="">–</option>
        <option value="true">{t.yes}</option>
        <option value="false">{t.no}</option>
      </select>
    );
  }
  const isLong = row.name === 'caption' || row.text.length > 60;
  return isLong ? <textarea rows={3} {...props} /> : <input {...props} />;
}

function AddedRow({ index, onRemove }) {
  const { t } = useLanguage();
  return (
    <fieldset className="added">
      <legend>{t.newProperty}</legend>
      <Field name={`rows.${index}.name`} label={t.propertyName} autoCapitalize="off" spellCheck={false} required />
      <Field name={`rows.${index}.text`} label={t.propertyValue} />
      <button type="button" className="quiet" onClick={onRemove}>
        {t.dropProperty}
      </button>
    </fieldset>
  );
}
