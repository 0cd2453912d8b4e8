import { sql } from 'kysely';
import type { JournalEntry } from '../../protocol/journal.ts';
import { isLastWord } from '../sessions/assert-last-word.ts';
import type { SessionChange } from '../sessions/change-session.ts';
import { takeBackTimeout } from '../sessions/note-absence.ts';
import { breakPieces, capturedUntil } from './captured-until.ts';

/**
 * A session that was closed for silence is opened again when the journal shows that the student had been there all the
 * while, or on a break, and only the network was gone (journey rule 7). It goes on from now, or from the moment at which
 * the student finished; a longer gap in capture leaves it closed, and so does what was built on its end meanwhile.
 */
export async function keepIfCaptureRanOn(
  change: SessionChange,
  fresh: readonly JournalEntry[],
): Promise<void> {
  const { state, plan } = change.session;
  if (state.phase !== 'closed' || state.reason !== 'timeout') return;
  const pieces = [...(await capturedSince(change, state.endedAt)), ...(await breaksTaken(change))];
  const until = capturedUntil(state.endedAt, pieces, plan.returnWindowMs);
  const end = fresh.find(({ body }) => body.kind === 'intent')?.at ?? change.now;
  if (until === state.endedAt || end - until > plan.returnWindowMs) return;
  if (!(await isLastWord(change))) return;
  // The exam was never interrupted for the student: no time is given back.
  const outcome = await change.offer(
    { type: 'reopened', at: state.endedAt },
    { what: 'reopened', personId: null, detail: 'capture ran on while the network was gone' },
  );
  if (outcome === 'applied') await takeBackTimeout(change);
  change.note({ lastContactAt: change.now });
}

/** Facts of every piece that ran after `since`, from the journal: the pieces themselves may still be on their way. */
async function capturedSince({ db, session }: SessionChange, since: number) {
  const rows = await db
    .selectFrom('journal')
    .select('body')
    .where('sessionId', '=', session.id)
    .where(sql`body->>'kind'`, '=', 'segment')
    .where('at', '>=', since - session.plan.returnWindowMs)
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ body }) => (body.kind === 'segment' ? [body.segment] : []));
}

/** From the journal, too: nothing else tells yet of what was taken off line. */
async function breaksTaken({ db, session }: SessionChange) {
  const { breaks } = session.plan;
  if (!breaks) return [];
  const entries = await db
    .selectFrom('journal')
    .select(['at', 'body'])
    .where('sessionId', '=', session.id)
    .where(sql`body->>'kind'`, '=', 'break')
    .orderBy('seq')
    .execute();
  return breakPieces(entries, breaks);
}
