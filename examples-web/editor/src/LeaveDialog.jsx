import { useLanguage } from './language/Language.jsx';
import { Dialog } from './ui/Dialog.jsx';

/** Whether to lose what was not saved. */
export function LeaveDialog({ question }) {
  const { t } = useLanguage();
  const { stay, leave } = question;
  return (
    <Dialog title={t.leave.title} onClose={stay}>
      <p className="body">{t.leave.text}</p>
      <footer>
        <button type="button" className="quiet" onClick={stay}>
          {t.leave.stay}
        </button>
        <button type="button" className="danger" onClick={leave}>
          {t.leave.go}
        </button>
      </footer>
    </Dialog>
  );
}
