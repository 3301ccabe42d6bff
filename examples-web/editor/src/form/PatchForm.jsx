import { FormProvider } from 'react-hook-form';
import { Failure } from '../ui/Failure.jsx';

/** The frame of a form by `usePatchForm`: its fields, what went wrong, its buttons. */
export function PatchForm({ form, label, children, buttons }) {
  return (
    <FormProvider {...form}>
      <form noValidate aria-label={label} onSubmit={form.submit}>
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
