import type { Breaks } from '../../protocol/accommodation.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { SegmentFacts } from '../../protocol/recording.ts';

type Piece = Pick<SegmentFacts, 'startAt' | 'durationMs'>;

/**
 * Until when capture ran on from `from` without a gap longer than the return window: the student was there, whatever
 * the network did (journey rule 7). `pieces` in any order, camera and screen mixed.
 */
export function capturedUntil(from: number, pieces: readonly Piece[], returnWindowMs: number): number {
  let until = from;
  for (const { startAt, durationMs } of [...pieces].sort((a, b) => a.startAt - b.startAt)) {
    if (startAt - until > returnWindowMs) break;
    until = Math.max(until, startAt + durationMs);
  }
  return until;
}

/** Breaks that were granted, as pieces: nobody is missed meanwhile, though nothing is captured with the lid closed. */
export function breakPieces(
  entries: readonly Pick<JournalEntry, 'at' | 'body'>[],
  { count, minutes }: Breaks,
): Piece[] {
  const pieces: Piece[] = [];
  for (const { at, body } of entries) {
    if (body.kind !== 'break') continue;
    const last = pieces.at(-1);
    if (body.act === 'begin') pieces.push({ startAt: at, durationMs: minutes * 60_000 });
    else if (last) last.durationMs = Math.min(last.durationMs, at - last.startAt);
  }
  return pieces.slice(0, count);
}
