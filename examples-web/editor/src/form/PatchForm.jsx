import { FormProvider } from 'react-hook-form';
import { Failure } from '../ui/Failure.jsx';

/** The frame of a form by `usePatchForm`: its fields, what went wrong, its buttons. */
export function PatchForm({ form, label, children, buttons }) {
  const submit = async (event) => {
    const element = event.currentTarget;
    await form.submit(event);
    requestAnimationFrame(() => focusIssue(element));
  };
  return (
    <FormProvider {...form}>
      <form noValidate aria-label={label} onSubmit={submit}>
        {children}
        {form.errors.root?.request && (
          <p className="failure" role="alert">
            {form.errors.root.request.message}
          </p>
        )}
        <Failure failure={form.failure} />
        {buttons}
      </form>
    </FormProvider>
  );
}

/** The first field with an issue has the focus by itself, unless the issue is about all of its controls. */
function focusIssue(form) {
  const fields = [...form.querySelectorAll('.issue:not(:empty)')].map((issue) => issue.closest('.field'));
  if (fields.some((field) => field.contains(document.activeElement))) return;
  fields[0]?.querySelector('input, select, textarea, button').focus();
}
