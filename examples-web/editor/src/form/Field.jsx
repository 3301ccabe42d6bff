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
        <Named label={label} required={required} />
      </label>
      {children ? children(props) : <input {...props} />}
      <Notes id={id} hint={hint} after={after} message={message} />
    </div>
  );
}

/** Several boxes to tick for one field. `options` is `[{ value, label }]`. */
export function CheckboxField({ name, label, hint, required = false, options }) {
  const id = useId();
  const { register } = useFormContext();
  const message = useMessage(name);
  const describedBy = [hint && `${id}-hint`, message && `${id}-issue`].filter(Boolean).join(' ') || undefined;
  return (
    <fieldset className="field" aria-describedby={describedBy}>
      <Legend label={label} required={required} />
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

/** The issue of a field with several controls: a list's own one has the name `root`. */
export function useMessage(name) {
  const error = get(useFormContext().formState.errors, name);
  return error?.message ?? error?.root?.message;
}

export function Legend(named) {
  return (
    <legend>
      <Named {...named} />
    </legend>
  );
}

function Named({ label, required }) {
  const { t } = useLanguage();
  return (
    <>
      {label}
      {required && <span className="required"> {t.required}</span>}
    </>
  );
}

export function Notes({ id, hint, after, message }) {
  return (
    <div className="notes">
      <Issue id={id} message={message} />
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

export function Issue({ id, message }) {
  return (
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
  );
}
