import type { JournalEntry } from '../../protocol/journal.ts';
import type { SegmentFacts, SegmentKey } from '../../protocol/recording.ts';
import type { SealedEntry } from '../../protocol/seal.ts';

/** An entry the server has not wholly acknowledged. */
export interface Pending {
  /** As it was made; as it lay on disk, when it was made before the last start. */
  entry: JournalEntry | SealedEntry;
  posted: boolean;
  /**
   * False: the bytes wait here. True: the server has them, or there never were any. `gone`: nobody will ever have them
   * under this name (lost, or told anew under another one).
   */
  stored: boolean | 'gone';
}

export const isSealed = (entry: Pending['entry']): entry is SealedEntry => 'sealed' in entry;

/** The piece an entry tells of. */
export const segmentOf = (entry: Pending['entry']): SegmentFacts | null =>
  !isSealed(entry) && entry.body.kind === 'segment' ? entry.body.segment : null;

/** What a piece is called in the journal, whatever number its entry has. */
export const pieceName = ({ kind, epoch, seq }: SegmentKey): string => `${kind} ${epoch} ${seq}`;

/** What a run of a recorder is called. */
export const epochName = ({ kind, epoch }: Pick<SegmentKey, 'kind' | 'epoch'>): string => `${kind} ${epoch}`;

/** Everything recorded before this is safe; null where nothing was saved yet. `savedEnd`: end of the latest saved. */
export function savedUpTo(pending: Iterable<Pending>, savedEnd: number | null): number | null {
  let upTo = savedEnd;
  for (const { entry } of pending) {
    const segment = segmentOf(entry);
    if (upTo !== null && segment && segment.durationMs > 0) upTo = Math.min(upTo, segment.startAt);
  }
  return upTo;
}
