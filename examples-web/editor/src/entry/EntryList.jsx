import { useEffect, useRef } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { Field } from '../form/Field.jsx';
import { useLanguage } from '../language/Language.jsx';
import { Failure } from '../ui/Failure.jsx';
import { Picture } from './Picture.jsx';
import { titleOf } from './titleOf.js';
import { usePicture } from './usePicture.js';

/** The entries to choose from, and a field for any other. */
export function EntryList({ client, entries, chosen, onOpen, failure }) {
  const { t } = useLanguage();
  return (
    <nav className="list" aria-label={t.list.title}>
      <h2>{t.list.title}</h2>
      <Failure failure={failure} />
      <ul>
        {entries.map((entry, index) => (
          <li key={entry.id}>
            <Item client={client} entry={entry} index={index} isChosen={entry.id === chosen} onOpen={onOpen} />
          </li>
        ))}
      </ul>
      <OpenById onOpen={onOpen} />
    </nav>
  );
}

function Item({ client, entry, index, isChosen, onOpen }) {
  const picture = usePicture(client, entry.asset?.key, entry.version);
  const button = useRef(null);
  // On a small screen the list scrolls sideways.
  useEffect(() => {
    if (isChosen) button.current.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isChosen, index]);
  return (
    <button ref={button} type="button" aria-current={isChosen || undefined} onClick={() => onOpen(entry.id)}>
      <span className="thumb">
        <Picture picture={picture} entry={entry} small />
      </span>
      <span className="what">
        <span className="name">{titleOf(entry)}</span>
        <code>{entry.id}</code>
      </span>
    </button>
  );
}

function OpenById({ onOpen }) {
  const { t } = useLanguage();
  const form = useForm({ defaultValues: { id: '' } });
  const submit = form.handleSubmit(({ id }) => {
    form.reset();
    onOpen(id.trim());
  });
  return (
    <FormProvider {...form}>
      <form className="open" noValidate onSubmit={submit}>
        <Field
          name="id"
          label={t.list.other}
          registerOptions={{ validate: (id) => id.trim() !== '' || t.list.missing }}
          placeholder={t.list.placeholder}
          autoCapitalize="off"
          autoComplete="off"
          spellCheck={false}
        >
          {(props) => (
            <div className="row">
              <input {...props} />
              <button type="submit" className="quiet">
                {t.list.open}
              </button>
            </div>
          )}
        </Field>
      </form>
    </FormProvider>
  );
}
