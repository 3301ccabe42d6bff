import { useId, useRef } from 'react';
import { flushSync } from 'react-dom';
import { get, useFieldArray, useFormContext } from 'react-hook-form';
import { useLanguage } from '../language/Language.jsx';
import { Issue, Legend, Notes, useMessage } from './Field.jsx';

/** Texts, one an input, to be added and removed. Enter goes on with the next one. */
export function ListField({ name, label, hint, required }) {
  const id = useId();
  const { t } = useLanguage();
  const { register, formState, setFocus } = useFormContext();
  const { fields, insert, remove } = useFieldArray({ name, keyName: 'key' });
  const adder = useRef(null);
  const message = useMessage(name);
  const describedBy = [hint && `${id}-hint`, message && `${id}-issue`].filter(Boolean).join(' ') || undefined;
  const nameOf = (index) => `${name}.${index}.text`;
  const add = (index) => insert(index, { text: '' }, { focusName: nameOf(index) });
  const drop = (index) => {
    // The button that had the focus is gone: the one before is at hand, or the one that adds.
    flushSync(() => remove(index));
    if (fields.length > 1) setFocus(nameOf(Math.max(index - 1, 0)));
    else adder.current.focus();
  };
  const onEnter = (index) => (event) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    add(index + 1);
  };
  return (
    <fieldset className="field" aria-describedby={describedBy}>
      <Legend label={label} required={required} />
      {fields.length > 0 && (
        <ul className="items">
          {fields.map((row, index) => {
            const wrong = get(formState.errors, nameOf(index))?.message;
            return (
              <li key={row.key}>
                <div className="row">
                  <input
                    aria-label={t.elements.nameOf(label, index + 1)}
                    aria-invalid={wrong ? true : undefined}
                    aria-describedby={wrong ? `${id}-${index}-issue` : undefined}
                    onKeyDown={onEnter(index)}
                    {...register(nameOf(index))}
                  />
                  <button
                    type="button"
                    className="quiet close"
                    aria-label={t.elements.remove(label, index + 1)}
                    onClick={() => drop(index)}
                  >
                    <svg viewBox="0 0 16 16" aria-hidden="true">
                      <path d="M3.5 3.500l9 9m0-9l-9 9" />
                    </svg>
                  </button>
                </div>
                <Issue id={`${id}-${index}`} message={wrong} />
              </li>
            );
          })}
        </ul>
      )}
      <button
        ref={adder}
        type="button"
        className="quiet"
        aria-label={`${t.elements.add}: ${label}`}
        onClick={() => add(fields.length)}
      >
        {t.elements.add}
      </button>
      <Notes id={id} hint={hint} message={message} />
    </fieldset>
  );
}
