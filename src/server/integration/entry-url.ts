import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { isRecordingPhase } from '../../protocol/session.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import type { Seal } from '../store/seal.ts';
import type { LmsSide } from './lms-side.ts';
import type { StartClaims } from './start-claims.ts';

/** Moodle's user key in it lives so long. */
const ENTRY_TTL_MS = 3 * 24 * 3600_000;

/**
 * Columns for a `sessionUrl` that came. The first one that signs the student in is kept as long as it is good: what
 * comes when they return by themselves shows a login form at best, and Moodle would never call `finish` afterwards.
 */
export function keepEntry(
  seal: Seal,
  sessionId: SessionId,
  {
    side,
    claims,
    entryUrlAt,
    now,
  }: { side: LmsSide; claims: StartClaims; entryUrlAt: number | null; now: number },
): { entryUrl?: string; entryUrlAt?: number; otherUrl?: string } {
  const sealed = seal.close(claims.sessionUrl, sessionId);
  if (side.kind === 'page') return { otherUrl: sealed };
  const isGood = entryUrlAt !== null && now - entryUrlAt < ENTRY_TTL_MS;
  return isGood ? {} : { entryUrl: sealed, entryUrlAt: now };
}

/** The address that opens the exam, for its student, while it runs. Rejects with `wrong_phase`, `not_found`. */
export async function entryOf(
  { db, seal, now }: Pick<Services, 'db' | 'seal' | 'now'>,
  sessionId: SessionId,
): Promise<string> {
  const row = await db
    .selectFrom('launches as l')
    .innerJoin('sessions as s', 's.id', 'l.sessionId')
    .select(['l.entryUrl', 'l.entryUrlAt', 'l.otherUrl', 's.phase'])
    .where('l.sessionId', '=', sessionId)
    .executeTakeFirst();
  if (!row) throw new ExamusError('not_found', 'no LMS launched this session');
  const { phase, entryUrl, entryUrlAt, otherUrl } = row;
  if (!isRecordingPhase(phase)) throw new ExamusError('wrong_phase', 'the exam does not run', { phase });
  const isGood = entryUrlAt !== null && now() - entryUrlAt < ENTRY_TTL_MS;
  const sealed = (isGood ? entryUrl : otherUrl) ?? entryUrl ?? otherUrl;
  if (sealed === null)
    throw new ExamusError('not_found', 'the way into the LMS is forgotten; start there anew');
  return seal.open(sealed, sessionId);
}

/** A key that opens nothing any more need not lie about. */
export async function forgetOldEntries(db: Queries, now: number): Promise<void> {
  await db
    .updateTable('launches')
    .set({ entryUrl: null, entryUrlAt: null })
    .where('entryUrlAt', '<', now - ENTRY_TTL_MS)
    .execute();
}
