import { isTaken } from '../player/keys.ts';
import type { Verdict } from '../../../protocol/views.ts';

export type ReviewKey =
  | { act: 'next' | 'previous' | 'confirm' | 'dismiss' | 'forward' | 'note' }
  | { act: 'onward' }
  | { act: 'verdict'; state: Verdict };

/** One key each for what a reviewer does most. By place on the keyboard: they work in every layout. */
export function reviewKeyOf(event: KeyboardEvent): ReviewKey | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return null;
  const key = keys[event.code] ?? null;
  return key === null || isTaken(event) ? null : key;
}

const keys: Record<string, ReviewKey> = {
  KeyN: { act: 'next' },
  KeyP: { act: 'previous' },
  KeyC: { act: 'confirm' },
  KeyD: { act: 'dismiss' },
  KeyT: { act: 'forward' },
  KeyE: { act: 'note' },
  KeyG: { act: 'onward' },
  Digit1: { act: 'verdict', state: 'accepted' },
  Digit2: { act: 'verdict', state: 'rejected' },
  Digit3: { act: 'verdict', state: 'unknown' },
};
