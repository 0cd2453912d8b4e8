import type { SessionId } from '../../protocol/ids.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { SealedEntry } from '../../protocol/seal.ts';
import type { SessionView } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { sessionView } from '../sessions/session-view.ts';
import { appendJournal } from './append-journal.ts';
import { openEntry } from './open-entry.ts';

/** Takes entries as they come from a student's machine; gives the last durable number and the session after them. */
export async function takeEntries(
  services: Services,
  sessionId: SessionId,
  entries: readonly (JournalEntry | SealedEntry)[],
): Promise<{ acknowledged: number; session: SessionView }> {
  const opened = entries.map((entry) => openEntry(services.sealKeys, sessionId, entry));
  const acknowledged = await appendJournal(services, sessionId, opened);
  return { acknowledged, session: await sessionView(services.db, sessionId, services.now()) };
}
