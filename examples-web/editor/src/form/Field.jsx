import { useId } from 'react';
import { get, useFormContext } from 'react-hook-form';
import { useLanguage } from '../language/Language.jsx';

/**
 * One field of the form around it: label, control, hint, and the issue beside it. `children(props)` renders the control;
 * without, it is an input. What else is given goes to the control.
 */
export function Field({ name, label, hint, required = false, after, className = '', registerOptions, children, ...rest }) {
  const id = useId();
  const { register, formState } = useFormContext();
  const message = get(formState.errors, name)?.message;
  const describedBy = [hint && `${id}-hint`, after && `${id}-after`, message && `${id}-issue`].filter(Boolean);
  const props = {
    id,
    'aria-describedby': describedBy.join(' ') || undefined,
    'aria-invalid': message ? true : undefined,
    'aria-required': required || undefined,
    ...register(name, registerOptions),
    ...rest,
  };
  return (
    <div className={`field ${className}`}>
      <label htmlFor={id}>
        {label}
        <Required required={required} />
      </label>
      {children ? children(props) : <input {...props} />}
      <Notes id={id} hint={hint} after={after} message={message} />
    </div>
  );
}

/** Several boxes to tick for one field. `options` is `[{ value, label }]`. */
export function CheckboxField({ name, label, hint, required = false, options }) {
  const id = useId();
  const { register, formState } = useFormContext();
  const error = get(formState.errors, name);
  // An issue may be about one element of the list.
  const message = error?.message ?? (Array.isArray(error) ? error.find(Boolean)?.message : undefined);
  const describedBy = [hint && `${id}-hint`, message && `${id}-issue`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className="field" aria-describedby={describedBy}>
      <legend>
        {label}
        <Required required={required} />
      </legend>
      <div className="boxes">
        {options.map((option) => (
          <label key={option.value} className="box">
            <input type="checkbox" value={option.value} aria-invalid={message ? true : undefined} {...register(name)} />
            {option.label}
          </label>
        ))}
      </div>
      <Notes id={id} hint={hint} message={message} />
    </fieldset>
  );
}

function Required({ required }) {
  const { t } = useLanguage();
  return required ? <span className="required"> {t.required}</span> : null;
}

function Notes({ id, hint, after, message }) {
  return (
    <div className="notes">
      <div className="issue" id={`${id}-issue`} aria-live="polite">
        {message && (
          <>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 1.2 15.3 14.3H.7z" />
              <path d="M8 6v4m0 1.6v.8" />
            </svg>
            {message}
          </>
        )}
      </div>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {after && (
        <p className="after" id={`${id}-after`}>
          {after}
        </p>
      )}
    </div>
  );
}
