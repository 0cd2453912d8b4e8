import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import { isOver, type Phase } from '../../protocol/session.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';
import type { Queries } from '../store/database.ts';

/**
 * Blind review: from the end of the exam until a verdict stands, whoever reviews sees neither name nor identity photos,
 * except those who asked for them, which the acts tell. An appeal closes the eyes again.
 */
const ACT = 'identity_shown';

export const isBlindNow = (session: {
  settings: { blindReview: boolean };
  phase: Phase;
  /** Null when no verdict stands. */
  decidedAt: number | null;
}): boolean => session.settings.blindReview && isOver(session.phase) && session.decidedAt === null;

/** Tells one session from another and nothing of its student. */
export const pseudonymOf = (sessionId: SessionId): string => `№ ${sessionId.slice(0, 6).toUpperCase()}`;

/** Whether name and photos are kept from this person. */
export async function isBlindFor(db: Queries, sessionId: SessionId, personId: PersonId): Promise<boolean> {
  const row = await db
    .selectFrom('sessions as s')
    .leftJoin('reviews as r', (join) => join.onRef('r.sessionId', '=', 's.id').on('r.reopenedAt', 'is', null))
    .select(['s.settings', 's.phase', 'r.decidedAt'])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
  if (!row || !isBlindNow(row)) return false;
  const asked = await db
    .selectFrom('acts')
    .select('seq')
    .where('sessionId', '=', sessionId)
    .where('what', '=', ACT)
    .where('personId', '=', personId)
    .executeTakeFirst();
  return asked === undefined;
}

/** Rejects with `forbidden` while name and photos are kept from this person. */
export async function assertSighted(db: Queries, sessionId: SessionId, person: Person): Promise<void> {
  if (await isBlindFor(db, sessionId, person.id)) {
    throw new ExamusError('forbidden', 'this review is blind: ask for the identity first');
  }
}

export async function showIdentity(services: Services, sessionId: SessionId, person: Person): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    if (!(await isBlindFor(change.db, sessionId, person.id))) return;
    await change.record({ what: ACT, personId: person.id });
  });
}
