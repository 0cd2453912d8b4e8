import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { Services } from '../context.ts';
import { changeSession, type SessionChange } from '../sessions/change-session.ts';
import { endInterruption, isFresh } from '../sessions/contact.ts';
import { broken, chainFault } from './chain.ts';
import { applyBody } from './apply-body.ts';
import { keepIfCaptureRanOn } from './keep-if-capture-ran-on.ts';

/**
 * Takes a batch of a session's journal: known entries are skipped, new ones are stored and applied in one transaction,
 * so that what is acknowledged is durable and has had its effect exactly once. Gives the last durable number.
 * Rejects with `conflict` (`details.expected`) at a gap, a broken chain or another history than the stored one.
 */
export async function appendJournal(
  services: Services,
  sessionId: SessionId,
  entries: readonly JournalEntry[],
): Promise<number> {
  const fault = chainFault(entries);
  return changeSession(services, sessionId, async (change) => {
    if (change.session.phase === 'created') {
      throw new ExamusError('consent_missing', 'the student has not agreed yet');
    }
    if (fault !== null) throw broken(change.session.journalSeq + 1, fault);
    const fresh = await unknownEntries(change, entries);
    const last = fresh.at(-1);
    if (last) {
      await store(change, fresh);
      change.note({ journalSeq: last.seq, journalHash: last.hash });
      await keepIfCaptureRanOn(change, fresh);
      for (const entry of fresh) await applyBody(change, entry);
      if (fresh.some(({ at, body }) => body.kind === 'segment' && isFresh(at, change.now))) {
        await endInterruption(change);
      }
    }
    return change.session.journalSeq;
  });
}

/** Those not stored yet, after making sure that the rest are the stored ones and that they join. */
async function unknownEntries(
  { db, session }: SessionChange,
  entries: readonly JournalEntry[],
): Promise<JournalEntry[]> {
  const { journalSeq, journalHash } = session;
  const known = entries.filter(({ seq }) => seq <= journalSeq);
  const unknown = entries.filter(({ seq }) => seq > journalSeq);
  const lastKnown = known.at(-1);
  if (lastKnown) {
    // The chain makes one comparison enough: equal hashes have equal histories.
    const stored = await db
      .selectFrom('journal')
      .select('hash')
      .where('sessionId', '=', session.id)
      .where('seq', '=', lastKnown.seq)
      .executeTakeFirst();
    if (stored?.hash !== lastKnown.hash)
      throw broken(journalSeq + 1, `another entry ${lastKnown.seq} is stored`);
  }
  const first = unknown[0];
  if (first && first.seq !== journalSeq + 1)
    throw broken(journalSeq + 1, `entry ${first.seq} follows entry ${journalSeq}`);
  if (first && first.prev !== journalHash)
    throw broken(journalSeq + 1, `entry ${first.seq} does not follow the stored one`);
  return unknown;
}

async function store({ db, session, now }: SessionChange, entries: readonly JournalEntry[]): Promise<void> {
  await db
    .insertInto('journal')
    .values(
      entries.map(({ body, ...entry }) => ({
        ...entry,
        sessionId: session.id,
        body: JSON.stringify(body),
        receivedAt: now,
      })),
    )
    .execute();
}
