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
