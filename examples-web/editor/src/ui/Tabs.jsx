import { useRef } from 'react';
import { keepFocus } from './keepFocus.js';

/**
 * Tabs as the ARIA practices have them: arrow keys, Home and End move. All panels stay mounted, so that nothing that was
 * typed is lost. `tabs` is `[{ id, label, mark, content }]`; `mark` says that there is something unsaved.
 */
export function Tabs({ label, tabs, chosen, onChoose }) {
  const buttons = useRef({});
  const move = (event) => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const { id } = tabs[(to + tabs.length) % tabs.length];
    onChoose(id);
    buttons.current[id].focus();
  };
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} onKeyDown={move}>
        {tabs.map(({ id, label, mark }) => (
          <button
            key={id}
            ref={(button) => {
              buttons.current[id] = button;
            }}
            type="button"
            role="tab"
            id={`tab-${id}`}
            aria-controls={`panel-${id}`}
            aria-selected={id === chosen}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {label}
            {mark && (
              <span className="mark">
                <span className="unseen">({mark})</span>
              </span>
            )}
          </button>
        ))}
      </div>
      {tabs.map(({ id, content }) => (
        <div
          key={id}
          role="tabpanel"
          id={`panel-${id}`}
          aria-labelledby={`tab-${id}`}
          hidden={id !== chosen}
          onMouseDown={keepFocus}
        >
          {content}
        </div>
      ))}
    </div>
  );
}
