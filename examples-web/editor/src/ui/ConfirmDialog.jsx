import { flushSync } from 'react-dom';
import { useLanguage } from '../language/Language.jsx';
import { Dialog } from './Dialog.jsx';
import { Failure } from './Failure.jsx';
import { useAction } from '../entry/useAction.js';

/**
 * Asks before it sends `patches`. Where they take the button away that opened the dialog, `focusAfter` is the ref of what
 * has the focus then.
 */
export function ConfirmDialog({ title, children, action, patches, success, focusAfter, onClose }) {
  const { t } = useLanguage();
  const { run, busy, failure } = useAction({ success });
  const done = () => {
    // At once: the page behind a dialog cannot have the focus.
    flushSync(onClose);
    focusAfter?.current?.focus();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="body">{children}</div>
      <Failure failure={failure} />
      <footer>
        <button type="button" className="quiet" onClick={onClose}>
          {t.cancel}
        </button>
        <button type="button" className="danger" disabled={busy} onClick={() => run(patches, done)}>
          {action}
        </button>
      </footer>
    </Dialog>
  );
}
