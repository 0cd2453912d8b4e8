import type { RecordingKind } from '../../protocol/recording.ts';
import { api } from '../../shared/api-client.ts';
import { backoffMs } from '../backoff.ts';
import { Bell } from '../bell.ts';
import type { Journal } from '../journal/journal.ts';
import { pieceName, segmentOf } from '../journal/pending.ts';
import type { UploadTarget } from './uploader.ts';

/**
 * Asks what the server has of a session: answers that were lost on the way need no second sending, a chain that
 * another computer began goes on where it stands. Asks until told.
 */
export async function learnFromServer(
  journal: Journal,
  { sessionId, api: target }: UploadTarget,
  signal: AbortSignal,
): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      const params = { sessionId: sessionId as never };
      const known = await api(target(), 'listSegments', { params }, { signal });
      if (known.journalHash !== undefined) await journal.meet(known.journalSeq, known.journalHash);
      return await markStored(journal, new Set(known.segments.map(nameOf)));
    } catch (error) {
      await new Bell().heard(signal, backoffMs(failures, error));
    }
  }
}

type Name = { kind: RecordingKind; epoch: number; seq: number; sha256: string };
const nameOf = ({ kind, epoch, seq, sha256 }: Name): string => `${kind} ${epoch} ${seq} ${sha256}`;

async function markStored(journal: Journal, has: ReadonlySet<string>): Promise<void> {
  for (const { entry, stored } of journal.pending.values()) {
    const segment = segmentOf(entry);
    if (!stored && segment && has.has(nameOf(segment))) await journal.markStored(pieceName(segment));
  }
}
