import { useEffect } from 'preact/hooks';
import type { PanelSource } from './source.ts';

/** After a key in the quiz: whoever types looks at the text, and wants their computer to themselves. */
const TYPING_MS = 1500;
const WHILE_TYPING_FPS = 1;

/** Tells offscreen how many pictures a second are wanted. Draws nothing anew: a key must not wait for it. */
export function useLooking(source: PanelSource, isLive: boolean, fps: number, width: number): void {
  useEffect(() => {
    if (!isLive) return;
    let told: number | null = null;
    const tell = (wanted: number) => {
      if (wanted !== told) source.send({ type: 'looking', fps: (told = wanted), width });
    };
    tell(fps);
    if (fps <= WHILE_TYPING_FPS) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = ({ isTrusted }: KeyboardEvent) => {
      if (!isTrusted) return;
      clearTimeout(timer);
      timer = setTimeout(tell, TYPING_MS, fps);
      tell(WHILE_TYPING_FPS);
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', onKey, { capture: true });
    };
  }, [source, isLive, fps, width]);
}
