import { useId, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { useLanguage } from '../language/Language.jsx';
import { Announcements } from './Announcer.jsx';
import { keepFocus } from './keepFocus.js';

/** A modal dialog, open as long as it is rendered. Focus goes back to where it was. */
export function Dialog({ title, onClose, children }) {
  const dialog = useRef(null);
  const heading = useId();
  const { t } = useLanguage();
  // In a layout effect, since only a dialog that is still in the page gives the focus back when it closes.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (!element.open) element.showModal();
    return () => element.close();
  }, []);
  // Outside of the tabs: one that Back hides would leave an open dialog that nobody sees.
  return createPortal(
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onMouseDown={keepFocus}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header>
        <h2 id={heading}>{title}</h2>
        <button type="button" className="quiet close" aria-label={t.close} onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M3.5 3.500l9 9m0-9l-9 9" />
          </svg>
        </button>
      </header>
      {children}
      <Announcements />
    </dialog>,
    document.body,
  );
}
