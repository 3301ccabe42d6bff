import { standardSchemaResolver } from '@hookform/resolvers/standard-schema';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { useForm } from 'react-hook-form';
import { useEntry } from '../entry/EntryContext.jsx';
import { useLanguage } from '../language/Language.jsx';
import { useDescribeIssue } from '../project/ProjectContext.jsx';
import { useAnnounce } from '../ui/Announcer.jsx';
import { issueSchema, namesOfErrors } from './issueSchema.js';

/**
 * A form that becomes a patch request. `read` is that of `issueSchema`; `onSent(form)` is called once the server has
 * accepted. The server's issues appear beside the fields like the validator's.
 */
export function usePatchForm({ defaultValues, read, success, onSent, onGivenUp }) {
  const { schema, send } = useEntry();
  const { t, language } = useLanguage();
  const describeIssue = useDescribeIssue();
  const announce = useAnnounce();
  const [failure, setFailure] = useState();
  const form = useForm({
    mode: 'onTouched',
    defaultValues,
    resolver: standardSchemaResolver(issueSchema(schema, read, describeIssue)),
  });
  const { errors, isSubmitting } = form.formState;

  useEffect(() => {
    const names = namesOfErrors(form.formState.errors);
    if (names.length > 0) form.trigger(names);
    // Only for another language: what is shown already is to be shown in that.
  }, [language]);

  const showServerIssues = (issues, values) => {
    const { place, fields } = read(values);
    let focus = true;
    const elsewhere = [];
    for (const issue of issues) {
      const name = place(issue.path)?.join('.');
      if (name === undefined) {
        elsewhere.push(issue);
        continue;
      }
      form.setError(name, { type: 'server', message: describeIssue(issue, fields?.(issue.path)) }, { shouldFocus: focus });
      focus = false;
    }
    return elsewhere;
  };

  const submit = form.handleSubmit(
    async (request) => {
      setFailure(undefined);
      const values = form.getValues();
      const outcome = await send(request.patches);
      // Said last, since a dialog that closes takes back what was said before.
      if (outcome.sent) {
        flushSync(() => onSent?.(form));
        announce(success);
      } else if (outcome.reloaded) {
        flushSync(() => onGivenUp?.());
        announce(t.reloaded);
      } else if (outcome.failure) {
        const { failure } = outcome;
        const elsewhere = showServerIssues(failure.issues ?? [], values);
        if (elsewhere.length > 0 || !failure.issues?.length) setFailure(failure);
        announce(t.notSaved);
      }
    },
    (invalid) => announce(t.needAttention(namesOfErrors(invalid).length)),
  );

  return { ...form, submit, failure, busy: isSubmitting, errors };
}
