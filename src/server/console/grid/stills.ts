import { type Signal, signal as makeSignal } from '@preact/signals';
import type { SessionId } from '../../../protocol/ids.ts';
import type { StillStream } from '../../../protocol/still.ts';
import { onStill } from '../live.ts';

export interface ShownStill {
  url: string;
  /** On the server's clock. */
  at: number;
}
type Key = `${SessionId} ${StillStream}`;
const stills = new Map<Key, Signal<ShownStill | null>>();

/** The newest still of one stream; reading it in a component redraws that component alone. */
export function stillOf(sessionId: SessionId, stream: StillStream): Signal<ShownStill | null> {
  const key: Key = `${sessionId} ${stream}`;
  let still = stills.get(key);
  if (!still) stills.set(key, (still = makeSignal(null)));
  return still;
}

/** Receives stills until `signal` aborts. */
export function followStills(signal: AbortSignal): void {
  onStill(({ sessionId, stream, at, webp }) => {
    const still = stillOf(sessionId, stream);
    if (still.peek() && still.peek()!.at >= at) return;
    drop(still);
    still.value = { url: URL.createObjectURL(new Blob([webp], { type: 'image/webp' })), at };
  }, signal);
}

/** Pictures of students who are looked at no more are not kept. */
export function keepStillsOf(sessionIds: ReadonlySet<SessionId>): void {
  for (const [key, still] of stills) {
    if (sessionIds.has(key.slice(0, 36) as SessionId)) continue;
    drop(still);
    still.value = null;
    stills.delete(key);
  }
}

function drop(still: Signal<ShownStill | null>): void {
  const shown = still.peek();
  if (shown) URL.revokeObjectURL(shown.url);
}
