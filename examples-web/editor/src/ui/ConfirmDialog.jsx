import { useLanguage } from '../language/Language.jsx';
import { Dialog } from './Dialog.jsx';
import { Failure } from './Failure.jsx';
import { useAction } from '../entry/useAction.js';

/** Asks before it sends `patches`. `onDone` is called once they were accepted or given up, `onClose` when all stays. */
export function ConfirmDialog({ title, children, action, patches, success, onDone, onClose }) {
  const { t } = useLanguage();
  const { run, busy, failure } = useAction({ success });
  const confirm = async () => {
    if (await run(patches)) onDone();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="body">{children}</div>
      <Failure failure={failure} />
      <footer>
        <button type="button" className="quiet" onClick={onClose}>
          {t.cancel}
        </button>
        <button type="button" className="danger" disabled={busy} onClick={confirm}>
          {action}
        </button>
      </footer>
    </Dialog>
  );
}
