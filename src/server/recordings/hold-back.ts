import type { Tables } from '../store/tables.ts';
import { inOrder } from './playlist.ts';

/** What is on the way behind a hole comes within this time, or has a longer story. */
const HOLD_MS = 20_000;

type Stored = Pick<Tables['segments'], 'epoch' | 'seq' | 'startAt' | 'storedAt'>;

/**
 * The pieces of a recording that still runs, in order, without those that came ahead of an earlier one just now: to a
 * playlist that is being played pieces may only be added at its end (RFC 8216, 6.2.1).
 */
export function holdBack<T extends Stored>(segments: readonly T[], now: number): T[] {
  const sorted = inOrder(segments);
  const heldAt = sorted.findIndex((segment, index) => {
    const before = sorted[index - 1];
    const isNext = before?.epoch === segment.epoch ? before.seq + 1 === segment.seq : segment.seq === 0;
    return !isNext && segment.storedAt > now - HOLD_MS;
  });
  return heldAt === -1 ? sorted : sorted.slice(0, heldAt);
}
