import type { SessionChange } from '../sessions/change-session.ts';

/**
 * Ends what the student's machine warned of and never told the end of: the browser died meanwhile, and its new run
 * knows nothing of it. It was seen for as long as that machine recorded. Should its end be told after all, that holds.
 */
export async function endLeftOpen(change: SessionChange, at: number): Promise<void> {
  const { id, capturedUntil } = change.session;
  const seenUntil = Math.min(at, capturedUntil ?? 0);
  const ended = await change.db
    .updateTable('warnings')
    .set((row) => ({ endAt: row.fn<number>('greatest', ['startAt', row.val(seenUntil)]) }))
    .where('sessionId', '=', id)
    .where('endAt', 'is', null)
    // What the server itself warns of, it ends itself (`note-absence.ts`).
    .where('type', 'not in', ['no_ping', 'timeout'])
    .returning(['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'])
    .execute();
  for (const warning of ended) change.addWarning(warning);
}
