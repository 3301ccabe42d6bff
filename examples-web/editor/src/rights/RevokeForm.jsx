import { useWatch } from 'react-hook-form';
import { Counter } from '../form/Counter.jsx';
import { Field } from '../form/Field.jsx';
import { PatchForm } from '../form/PatchForm.jsx';
import { usePatchForm } from '../form/usePatchForm.js';
import { useUnsaved } from '../form/useUnsaved.js';
import { useLanguage } from '../language/Language.jsx';

/** As the API has it. */
const MOST = 200;

/** Revokes, with a note. Not before it is known where the picture is used. */
export function RevokeForm({ documents, media, onUnsaved }) {
  const { t, names } = useLanguage();
  const form = usePatchForm({
    defaultValues: { note: '' },
    read,
    success: t.rights.revoked,
    onSent: ({ reset }) => reset(),
  });
  useUnsaved(onUnsaved, form.formState.isDirty);
  const note = useWatch({ control: form.control, name: 'note' });
  const isKnown = [documents, media].every(({ results, failure }) => results || failure);
  const uses = [documents, media].reduce((sum, { total, results }) => sum + (total ?? results?.length ?? 0), 0);
  const buttons = (
    <footer>
      {isKnown && uses > 0 && <p className="summary warning">{t.rights.stillUsed(uses)}</p>}
      <button type="submit" className="danger" disabled={form.busy || !isKnown}>
        {isKnown && uses > 0 ? t.rights.revokeAnyway : t.rights.revokeNow}
      </button>
    </footer>
  );
  return (
    <section>
      <h2>{t.rights.revoke}</h2>
      <p>{t.rights.revokeText}</p>
      <PatchForm form={form} label={t.rights.revoke} buttons={buttons}>
        <Field name="note" label={names.note} hint={t.rights.noteHint} after={<Counter text={note} most={MOST} />}>
          {(props) => <textarea rows={3} {...props} />}
        </Field>
      </PatchForm>
    </section>
  );
}

function read({ note }) {
  const patch = note.trim() === '' ? { operation: 'revokeAsset' } : { operation: 'revokeAsset', note };
  return {
    request: { patches: [patch] },
    place: ([, , property]) => (property === 'note' ? ['note'] : undefined),
  };
}
