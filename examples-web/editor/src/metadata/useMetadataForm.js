import { useEffect, useMemo, useRef, useState } from 'react';
import { useWatch } from 'react-hook-form';
import { useEntry } from '../entry/EntryContext.jsx';
import { usePatchForm } from '../form/usePatchForm.js';
import { useUnsaved } from '../form/useUnsaved.js';
import { useLanguage } from '../language/Language.jsx';

/**
 * A form of an entry's metadata, of which only what was changed is sent. `model` says how metadata are edited:
 *
 *   valuesOf(metadata)             the form's values
 *   changesOf(values, before)      what was changed, one by one
 *   read(values, before)           see `issueSchema`
 *   merge(values, before, fresh)   the fresh values, but for what was typed in the meantime
 *
 * where `before` and `fresh` are readings, `{ metadata, values }`. Gives the form, its `changes` and how to `discard` them.
 */
export function useMetadataForm(model, onUnsaved) {
  const { entry } = useEntry();
  const { t } = useLanguage();
  const [before, setBefore] = useState(() => reading(model, entry));
  const saved = useRef(false);
  const seen = useRef(entry);
  const form = usePatchForm({
    defaultValues: before.values,
    read: (values) => model.read(values, before),
    success: t.saved,
    onSent: () => {
      saved.current = true;
    },
  });
  const values = useWatch({ control: form.control });
  const changes = useMemo(() => model.changesOf(values, before), [model, values, before]);

  useUnsaved(onUnsaved, changes.length > 0);

  // A new reading, after this form's own request or that of another one.
  useEffect(() => {
    if (seen.current === entry && !saved.current) return;
    seen.current = entry;
    const fresh = reading(model, entry);
    const merged = model.merge(form.getValues(), before, fresh);
    setBefore(fresh);
    form.reset(saved.current ? fresh.values : merged);
    saved.current = false;
  });

  return { form, changes, discard: () => form.reset(before.values) };
}

function reading(model, { metadata }) {
  return { metadata, values: model.valuesOf(metadata) };
}
