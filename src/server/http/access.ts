import type { Access, Route, RouteName } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { Role } from '../../protocol/views.ts';
import type { Database } from '../store/database.ts';
import { isAmong, proctorsOf } from '../grid/may-proctor.ts';
import type { Caller } from './caller.ts';

const rolesOf: Record<Exclude<Access, 'public' | 'upload'>, readonly Role[]> = {
  student: ['student'],
  proctor: ['proctor', 'admin'],
  admin: ['admin'],
  'signed-in': ['student', 'proctor', 'admin'],
};

/** Throws unless this kind of caller may use a route with this access. */
export function assertAccess(access: Access, caller: Caller): void {
  if (access === 'public') return;
  if (caller.kind === 'anonymous') throw new ExamusError('not_signed_in', 'sign in first');
  const isAllowed =
    access === 'upload'
      ? caller.kind === 'upload' || caller.person.role === 'student'
      : caller.kind === 'person' && rolesOf[access].includes(caller.person.role);
  if (!isAllowed) throw new ExamusError('forbidden', 'this account may not do that');
}

/** What a login that reads one session may call besides. */
const ofReaders: readonly RouteName[] = ['me', 'signOut'];

/** Throws unless the caller may do more than read one session, or this is reading it. */
export function assertReading(
  name: RouteName,
  method: Route['method'],
  caller: Caller,
  sessionId: SessionId | undefined,
): void {
  if (caller.kind !== 'person' || !caller.reading || ofReaders.includes(name)) return;
  if (method === 'GET' && sessionId === caller.reading.sessionId) return;
  throw new ExamusError('forbidden', 'this login reads one session alone');
}

/**
 * Throws unless the session is the caller's to see: a student's own, one of a proctor's institution (and of an exam
 * that is theirs to proctor), an upload token's one. Somebody else's is `not_found`, so that ids tell nothing.
 */
export async function assertSession(db: Database, caller: Caller, sessionId: SessionId): Promise<void> {
  if (!(await isTheirs(db, caller, sessionId))) throw new ExamusError('not_found', 'no such session');
}

async function isTheirs(db: Database, caller: Caller, sessionId: SessionId): Promise<boolean> {
  if (caller.kind === 'anonymous') return false;
  if (caller.kind === 'upload') return caller.sessionId === sessionId;
  const session = await db
    .selectFrom('sessions')
    .select(['institutionId', 'personId', 'examId'])
    .where('id', '=', sessionId)
    .executeTakeFirst();
  const { person } = caller;
  if (session?.institutionId !== person.institutionId) return false;
  // The LMS said that they may, whoever else proctors that exam.
  if (caller.reading) return true;
  if (person.role === 'student') return session.personId === person.id;
  return isAmong(await proctorsOf(db, session.examId), person);
}
