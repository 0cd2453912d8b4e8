import { type Playback, RATES } from './playback.ts';

export type KeyAct =
  | { act: 'toggle' }
  | { act: 'by'; ms: number }
  | { act: 'faster' | 'slower' | 'next' | 'previous' };

/** What a key means for the player, or null. Letters by place on the keyboard: they work in every layout. */
export function actOfKey({ code, shiftKey }: Pick<KeyboardEvent, 'code' | 'shiftKey'>): KeyAct | null {
  switch (code) {
    case 'Space':
    case 'KeyK':
      return { act: 'toggle' };
    case 'ArrowLeft':
      return { act: 'by', ms: shiftKey ? -10_000 : -2000 };
    case 'ArrowRight':
      return { act: 'by', ms: shiftKey ? 10_000 : 2000 };
    case 'ArrowUp':
      return { act: 'faster' };
    case 'ArrowDown':
      return { act: 'slower' };
    case 'KeyN':
      return { act: 'next' };
    case 'KeyP':
      return { act: 'previous' };
    default:
      return null;
  }
}

/** A moment this near counts as where one is: «next» goes past it. */
const HERE_MS = 500;

/** @param stops moments worth going to, in any order */
export function onPlayerKey(event: KeyboardEvent, playback: Playback, stops: readonly number[]): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = actOfKey(event);
  if (!key || isTaken(event)) return;
  event.preventDefault();
  const at = playback.positionAt.peek();
  switch (key.act) {
    case 'toggle':
      return playback.toggle();
    case 'by':
      return playback.seek(at + key.ms);
    case 'faster':
    case 'slower': {
      const index = RATES.indexOf(playback.rate.peek()) + (key.act === 'faster' ? 1 : -1);
      const rate = RATES[index];
      return rate === undefined ? undefined : playback.setRate(rate);
    }
    case 'next':
    case 'previous': {
      const stop = stopFrom(stops, at, key.act);
      if (stop !== null) playback.seek(stop);
    }
  }
}

export function stopFrom(stops: readonly number[], at: number, where: 'next' | 'previous'): number | null {
  const there =
    where === 'next'
      ? stops.filter((stop) => stop > at + HERE_MS)
      : stops.filter((stop) => stop < at - HERE_MS);
  return there.length === 0 ? null : where === 'next' ? Math.min(...there) : Math.max(...there);
}

/** Whether the focused control uses this key itself. */
export function isTaken({ target, code }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (document.querySelector('dialog[open]:not([data-keys])')) return true;
  // The seek bar's own arrows would be a tenth of a second.
  if (target.matches('.bar input')) return false;
  if (target.matches('input, textarea, select, [contenteditable]')) return true;
  // A button that was clicked keeps the focus; only one reached by the keyboard wants the space bar.
  if (code === 'Space') return target.matches(':is(button, summary, a):focus-visible');
  return (
    target.closest('[role=tablist], [role=toolbar], [role=log], [tabindex="0"]') !== null &&
    code.startsWith('Arrow')
  );
}
