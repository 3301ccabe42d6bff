import { FormProvider, useForm } from 'react-hook-form';
import { connect, DEFAULT_CONNECTION } from './connection.js';
import { Field } from './form/Field.jsx';
import { useLanguage } from './language/Language.jsx';
import { Dialog } from './ui/Dialog.jsx';

/** Which server, and with which token. The token is kept in memory only. */
export function ConnectionDialog({ connection, onConnect, onClose }) {
  const { t } = useLanguage();
  const form = useForm({ mode: 'onTouched', defaultValues: connection });
  // Each on its own, since the library names the first wrong option only.
  const check = (name) => (value) => {
    const { problem } = connect({ ...DEFAULT_CONNECTION, [name]: value.trim() });
    return !problem || t.connection.wrong[name];
  };
  const submit = form.handleSubmit(({ baseUrl, token }) => onConnect({ baseUrl: baseUrl.trim(), token: token.trim() }));
  return (
    <Dialog title={t.connection.title} onClose={onClose}>
      <FormProvider {...form}>
        <form noValidate onSubmit={submit}>
          <div className="body">
            <p>{t.connection.text}</p>
            <Field
              name="baseUrl"
              label={t.connection.baseUrl}
              hint={t.connection.baseUrlHint}
              registerOptions={{ validate: check('baseUrl') }}
              inputMode="url"
              autoComplete="url"
              spellCheck={false}
              required
            />
            <Field
              name="token"
              label={t.connection.token}
              hint={t.connection.tokenHint}
              registerOptions={{ validate: check('token') }}
              type="password"
              autoComplete="off"
              required
            />
          </div>
          <footer>
            <button type="button" className="quiet" onClick={onClose}>
              {t.cancel}
            </button>
            <button type="submit">{t.connection.connect}</button>
          </footer>
        </form>
      </FormProvider>
    </Dialog>
  );
}
