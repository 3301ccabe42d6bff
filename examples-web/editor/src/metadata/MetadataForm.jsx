import { useEffect, useRef, useState } from 'react';
import { useFieldArray, useWatch } from 'react-hook-form';
import { useEntry } from '../entry/EntryContext.jsx';
import { Field } from '../form/Field.jsx';
import { PatchForm } from '../form/PatchForm.jsx';
import { usePatchForm } from '../form/usePatchForm.js';
import { useUnsaved } from '../form/useUnsaved.js';
import { useLanguage } from '../language/Language.jsx';
import { changedRows, EMPTY_ROW, merge, readRows, rowsOf } from './properties.js';

/** All metadata of an entry. Only what was changed is sent. */
export function MetadataForm({ onUnsaved }) {
  const { client, entry } = useEntry();
  const { t } = useLanguage();
  const [before, setBefore] = useState(() => rowsOf(entry.metadata));
  const saved = useRef(false);
  const seen = useRef(entry);
  const form = usePatchForm({
    defaultValues: { rows: before },
    read: (values) => readRows(values, before, client.validator),
    success: t.saved,
    onSent: () => {
      saved.current = true;
    },
  });
  const { append, fields, remove } = useFieldArray({ control: form.control, name: 'rows', keyName: 'key' });
  const rows = useWatch({ control: form.control, name: 'rows' });
  const changes = changedRows(rows, before);
  const count = changes.length;

  useUnsaved(onUnsaved, count > 0);

  // A new reading, after this form's own request or that of another one.
  useEffect(() => {
    if (seen.current === entry && !saved.current) return;
    seen.current = entry;
    const { fresh, merged } = merge(form.getValues('rows'), before, entry.metadata);
    setBefore(fresh);
    form.reset({ rows: saved.current ? fresh : merged });
    saved.current = false;
  });

  const nameOf = ({ name }) => t.properties[name] ?? name;
  const buttons = (
    <footer className={count === 0 ? 'edge' : 'edge sticky'}>
      <p className="summary">{count === 0 ? t.noChanges : t.changes(changes.map((row) => nameOf(row) || t.newProperty))}</p>
      {count > 0 && (
        <button type="button" className="quiet" onClick={() => form.reset({ rows: before })}>
          {t.discard}
        </button>
      )}
      <button type="submit" disabled={form.busy || count === 0}>
        {form.busy ? t.saving : t.save}
      </button>
    </footer>
  );
  return (
    <PatchForm form={form} label={t.tabs.metadata} buttons={buttons}>
      {fields.map((row, index) =>
        row.added ? (
          <AddedRow key={row.key} index={index} onRemove={() => remove(index)} />
        ) : (
          <Field
            key={row.key}
            name={`rows.${index}.text`}
            label={nameOf(row)}
            hint={t.kindHints[row.kind]}
          >
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
