import { useId } from 'react';
import { useLanguage } from '../language/Language.jsx';
import { Field, Legend, Notes, useMessage } from './Field.jsx';

/** From when and until when; either may be open. */
export function PeriodField({ name, label, hint, required }) {
  const id = useId();
  const { t } = useLanguage();
  const message = useMessage(name);
  const describedBy = [hint && `${id}-hint`, message && `${id}-issue`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className="field" aria-describedby={describedBy}>
      <Legend label={label} required={required} />
      <div className="columns">
        <Field name={`${name}.from`} type="datetime-local" label={t.period.from} />
        <Field name={`${name}.to`} type="datetime-local" label={t.period.to} />
      </div>
      <Notes id={id} hint={hint} message={message} />
    </fieldset>
  );
}
