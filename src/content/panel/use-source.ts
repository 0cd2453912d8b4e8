import { useEffect, useState } from 'preact/hooks';
import type { PanelSource, PanelState } from './source.ts';

export function useSource(source: PanelSource): PanelState {
  const [state, setState] = useState(source.state);
  useEffect(() => {
    const update = () => setState(source.state());
    update();
    return source.subscribe(update);
  }, [source]);
  return state;
}

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const update = () => setMatches(list.matches);
    // The window may have changed since it was drawn.
    update();
    list.addEventListener('change', update);
    return () => list.removeEventListener('change', update);
  }, [query]);
  return matches;
}

/** Whether this page is on the screen and has the keyboard; polled, as a frame inside may hold the focus. */
export function usePresence(): { isVisible: boolean; isFocused: boolean } {
  const read = () => ({ isVisible: document.visibilityState === 'visible', isFocused: document.hasFocus() });
  const [presence, setPresence] = useState(read);
  useEffect(() => {
    const update = () =>
      setPresence((before) => {
        const now = read();
        return now.isVisible === before.isVisible && now.isFocused === before.isFocused ? before : now;
      });
    const timer = setInterval(update, 1000);
    // In a task of its own: a page that is being left is told too, and drawing there would hold up the next one.
    const soon = () => setTimeout(update);
    document.addEventListener('visibilitychange', soon);
    addEventListener('focus', soon);
    addEventListener('blur', soon);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', soon);
      removeEventListener('focus', soon);
      removeEventListener('blur', soon);
    };
  }, []);
  return presence;
}
