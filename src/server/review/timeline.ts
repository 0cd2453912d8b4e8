import { sql } from 'kysely';
import type { SessionDetail } from '../../protocol/api.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';
import { judgingActs } from './judge.ts';
import { isIndependent, type Sight } from './sight.ts';

type Line = SessionDetail['timeline'][number];

/** What people and the system did, and what the student's machine reported, oldest first. */
export async function timelineOf(
  db: Queries,
  sessionId: SessionId,
  student: Pick<Person, 'id' | 'name'>,
  sight: Sight,
): Promise<Line[]> {
  const lines = [
    ...(await actsOf(db, sessionId, student, sight)),
    ...(await eventsOf(db, sessionId, student.name)),
  ];
  return lines.sort((a, b) => a.at - b.at);
}

async function actsOf(
  db: Queries,
  sessionId: SessionId,
  student: Pick<Person, 'id' | 'name'>,
  sight: Sight,
): Promise<Line[]> {
  const rows = await db
    .selectFrom('acts')
    .leftJoin('people', 'people.id', 'acts.personId')
    .select(['acts.at', 'acts.what', 'acts.detail', 'acts.personId', 'people.name as who'])
    .where('acts.sessionId', '=', sessionId)
    // Messages are shown in the chat, opinions beside the verdict and only to those who may see them.
    .where('acts.what', '<>', 'chat')
    .where('acts.what', 'not like', 'opinion%')
    .orderBy('acts.seq')
    .execute();
  return rows
    .filter((row) => !isKeptFrom(sight, row))
    .map(({ personId, who, ...row }) => ({
      ...row,
      who: personId === student.id ? student.name : (who ?? 'system'),
    }));
}

/** Others' judgements of the round that runs, where reviewers are independent. */
const isKeptFrom = (
  sight: Sight,
  { at, what, personId }: { at: number; what: string; personId: PersonId | null },
): boolean =>
  isIndependent(sight) && judgingActs.includes(what) && personId !== sight.only && at >= (sight.since ?? 0);

/** Intents are left out: what came of them is an act. */
async function eventsOf(db: Queries, sessionId: SessionId, who: string): Promise<Line[]> {
  const rows = await db
    .selectFrom('journal')
    .select(['at', 'body'])
    .where('sessionId', '=', sessionId)
    .where(sql`body->>'kind'`, '=', 'event')
    .orderBy('seq')
    .execute();
  return rows.flatMap(({ at, body }) =>
    body.kind === 'event' ? [{ at, what: body.event, who, detail: body.detail }] : [],
  );
}
