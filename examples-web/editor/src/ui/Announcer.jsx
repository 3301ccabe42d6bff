import { createContext, useCallback, useContext, useEffect, useState } from 'react';

const Announcer = createContext(() => {});
const SHOWN_MS = 6000;

/** `announce(text)` shows a line at the bottom for a while, and screen readers read it. */
export const useAnnounce = () => useContext(Announcer);

export function AnnouncerProvider({ children }) {
  const [said, setSaid] = useState({ text: '', times: 0 });
  // The count makes the same text, said again, a new message.
  const announce = useCallback((text) => setSaid(({ times }) => ({ text, times: times + 1 })), []);
  useEffect(() => {
    if (!said.text) return undefined;
    const timer = setTimeout(() => announce(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said, announce]);
  return (
    <Announcer value={announce}>
      {children}
      <div className="announcer" role="status">
        {said.text && <p key={said.times}>{said.text}</p>}
      </div>
    </Announcer>
  );
}
