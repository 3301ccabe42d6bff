import { useEffect, useMemo } from 'react';
import { useWatch } from 'react-hook-form';
import { useEntry } from '../entry/EntryContext.jsx';
import { timeZone } from '../form/dates.js';
import { Field } from '../form/Field.jsx';
import { namesOfErrors } from '../form/issueSchema.js';
import { PatchForm } from '../form/PatchForm.jsx';
import { PluginField } from '../form/PluginField.jsx';
import { usePatchForm } from '../form/usePatchForm.js';
import { useUnsaved } from '../form/useUnsaved.js';
import { useLanguage } from '../language/Language.jsx';
import { purposeOf, readUsage, storedParam, valuesOf } from './usageRequest.js';

/** Adds to the usage log, or changes `usage` of it. */
export function UsageForm({ usage, purposes, onUnsaved, onDone, onClose }) {
  const { client } = useEntry();
  const { t, names, labelOf } = useLanguage();
  const form = usePatchForm({
    defaultValues: useMemo(() => valuesOf(usage, purposes), [usage, purposes]),
    read: (values) => readUsage(values, usage, purposes, client.validator, labelOf),
    success: usage ? t.usage.changed : t.usage.added,
    onSent: onDone,
    onGivenUp: onDone,
  });
  useUnsaved(onUnsaved, form.formState.isDirty);
  const [state, purpose] = useWatch({ control: form.control, name: ['state', 'purpose'] });
  const isConfirmed = state === 'confirmed';
  const schema = purposeOf(purposes, purpose)?.paramsSchema ?? [];

  // State and purpose decide on what other fields have to be: what is shown there is looked at again.
  const { trigger, formState } = form;
  useEffect(() => {
    const names = namesOfErrors(formState.errors);
    if (names.length > 0) trigger(names);
  }, [state, purpose]);

  const buttons = (
    <footer>
      <button type="button" className="quiet" onClick={onClose}>
        {t.cancel}
      </button>
      <button type="submit" disabled={form.busy}>
        {usage ? t.usage.saveChange : t.usage.addNow}
      </button>
    </footer>
  );
  return (
    <PatchForm form={form} label={usage ? t.usage.change : t.usage.add} buttons={buttons}>
      <div className="body">
        <State register={form.register} />
        <Purpose purposes={purposes} labelOf={labelOf} />
        <Field
          name="publicationDate"
          type="datetime-local"
          label={names.publicationDate}
          hint={t.hints.timeZone(timeZone())}
          required={isConfirmed}
        />
        {schema.length > 0 && (
          <fieldset className="params">
            <legend>{t.usage.paramsOf(labelOf(purposeOf(purposes, purpose)))}</legend>
            {schema.map((param) => (
              <PluginField
                key={`${purpose}.${param.handle}`}
                name={`params.${param.handle}`}
                plugin={param}
                stored={storedParam(usage, purpose, param.handle)}
                required={isConfirmed && param.config?.required === true}
              />
            ))}
          </fieldset>
        )}
        <Field name="url" label={names.url} hint={t.usage.urlHint} inputMode="url" spellCheck={false} />
      </div>
    </PatchForm>
  );
}

function State({ register }) {
  const { t, names } = useLanguage();
  return (
    <fieldset className="field">
      <legend>{names.state}</legend>
      <div className="segments">
        {['pending', 'confirmed'].map((state) => (
          <label key={state}>
            <input type="radio" value={state} {...register('state')} />
            <span>{t.usage.states[state]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** A project that names no purposes takes any. */
function Purpose({ purposes, labelOf }) {
  const { t, names } = useLanguage();
  if (!purposes) return <Field name="purpose" label={names.purpose} hint={t.usage.purposeHint} required />;
  return (
    <Field name="purpose" label={names.purpose} required>
      {(props) => (
        <select {...props}>
          <option value="">{t.usage.choosePurpose}</option>
          {purposes.map((purpose) => (
            <option key={purpose.handle} value={purpose.handle}>
              {labelOf(purpose)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
