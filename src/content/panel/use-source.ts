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

/** Whether this page is on the screen. */
export function useVisible(): boolean {
  const read = () => document.visibilityState === 'visible';
  const [isVisible, setVisible] = useState(read);
  useEffect(() => {
    // In a task of its own: a page that is being left is told too, and drawing there would hold up the next one.
    const soon = () => setTimeout(() => setVisible(read()));
    document.addEventListener('visibilitychange', soon);
    return () => document.removeEventListener('visibilitychange', soon);
  }, []);
  return isVisible;
}
