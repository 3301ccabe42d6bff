import { useEntry } from '../entry/EntryContext.jsx';
import { Field } from '../form/Field.jsx';
import { compact, numberOf } from '../form/json.js';
import { PatchForm } from '../form/PatchForm.jsx';
import { usePatchForm } from '../form/usePatchForm.js';
import { useUnsaved } from '../form/useUnsaved.js';
import { useLanguage } from '../language/Language.jsx';

const TEXTS = ['key', 'url', 'filename', 'mimeType'];
const NUMBERS = ['width', 'height', 'size'];
const EMPTY = Object.fromEntries([...TEXTS, ...NUMBERS].map((name) => [name, '']));

/** Puts another file of the storage in the place of the asset. */
export function ReplaceForm({ files = [], onUnsaved }) {
  const { entry } = useEntry();
  const { t, names } = useLanguage();
  const choices = files.filter(({ key }) => key !== entry.asset?.key);
  const form = usePatchForm({ defaultValues: EMPTY, read, success: t.file.replaced, onSent: ({ reset }) => reset() });
  useUnsaved(onUnsaved, form.formState.isDirty);
  const buttons = (
    <footer>
      <button type="submit" disabled={form.busy}>
        {t.file.replaceNow}
      </button>
    </footer>
  );
  return (
    <PatchForm form={form} label={t.file.replace} buttons={buttons}>
      {choices.length > 0 && <Choice choices={choices} form={form} />}
      <Field name="key" label={names.key} hint={t.file.keyHint} spellCheck={false} required />
      <div className="columns">
        <Field name="filename" label={names.filename} />
        <Field name="mimeType" label={names.mimeType} hint={t.file.mimeHint} spellCheck={false} />
      </div>
      <div className="columns narrow">
        <Field name="width" label={names.width} hint={t.file.inPixels} inputMode="numeric" />
        <Field name="height" label={names.height} hint={t.file.inPixels} inputMode="numeric" />
        <Field name="size" label={names.size} hint={t.file.inBytes} inputMode="numeric" />
      </div>
      <Field name="url" label={names.url} inputMode="url" spellCheck={false} />
    </PatchForm>
  );
}

/** Fills the form with what is known of a file. */
function Choice({ choices, form }) {
  const { t } = useLanguage();
  const choose = (event) => {
    const file = choices.find(({ key }) => key === event.target.value);
    if (!file) return;
    for (const name of Object.keys(EMPTY)) {
      form.setValue(name, String(file[name] ?? ''), { shouldDirty: true, shouldValidate: true });
    }
  };
  return (
    <div className="field">
      <label htmlFor="file-choice">{t.file.choose}</label>
      <select id="file-choice" defaultValue="" onChange={choose}>
        <option value="">{t.file.chooseNone}</option>
        {choices.map(({ key, filename }) => (
          <option key={key} value={key}>
            {filename ?? key}
          </option>
        ))}
      </select>
    </div>
  );
}

function read(values) {
  const value = {
    // Always there, so that an empty one is told to be empty.
    key: values.key.trim(),
    ...compact({
      ...Object.fromEntries(TEXTS.slice(1).map((name) => [name, values[name].trim() || undefined])),
      ...Object.fromEntries(NUMBERS.map((name) => [name, numberOf(values[name])])),
    }),
  };
  return {
    request: { patches: [{ operation: 'replaceAsset', value }] },
    place: ([, , property, name]) => (property === 'value' && name in EMPTY ? [name] : undefined),
  };
}
