import { createContext, useCallback, useContext, useEffect, useId, useLayoutEffect, useState } from 'react';

const Announcer = createContext(() => {});
const Announced = createContext(undefined);
const SHOWN_MS = 6000;

/** `announce(text)` shows a line for a while, or until a dialog opens or closes, and screen readers read it. */
export const useAnnounce = () => useContext(Announcer);

export function AnnouncerProvider({ children }) {
  const [said, setSaid] = useState({ text: '', times: 0 });
  const [places, setPlaces] = useState([]);
  // The count makes the same text, said again, a new message.
  const announce = useCallback((text) => setSaid(({ times }) => ({ text, times: times + 1 })), []);
  const enter = useCallback(
    (place) => {
      announce('');
      setPlaces((places) => [...places, place]);
      return () => {
        announce('');
        setPlaces((places) => places.filter((other) => other !== place));
      };
    },
    [announce],
  );
  useEffect(() => {
    if (!said.text) return undefined;
    const timer = setTimeout(() => announce(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [said, announce]);
  return (
    <Announcer value={announce}>
      <Announced value={{ said, enter, place: places.at(-1) }}>
        {children}
        <Announcements />
      </Announced>
    </Announcer>
  );
}

/** Where things are said. An open dialog leaves all that is outside to nobody, so each has a place of its own. */
export function Announcements() {
  const id = useId();
  const { said, enter, place } = useContext(Announced);
  useLayoutEffect(() => enter(id), [enter, id]);
  return (
    <div className="announcer" role="status">
      {said.text && place === id && <p key={said.times}>{said.text}</p>}
    </div>
  );
}
