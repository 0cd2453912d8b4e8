import { sql } from 'kysely';
import type { SessionDetail } from '../../protocol/api.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';

type Line = SessionDetail['timeline'][number];

/** What people and the system did, and what the student's machine reported, oldest first. */
export async function timelineOf(db: Queries, sessionId: SessionId, studentName: string): Promise<Line[]> {
  const lines = [...(await actsOf(db, sessionId)), ...(await eventsOf(db, sessionId, studentName))];
  return lines.sort((a, b) => a.at - b.at);
}

async function actsOf(db: Queries, sessionId: SessionId): Promise<Line[]> {
  const rows = await db
    .selectFrom('acts')
    .leftJoin('people', 'people.id', 'acts.personId')
    .select(['acts.at', 'acts.what', 'acts.detail', 'people.name as who'])
    .where('acts.sessionId', '=', sessionId)
    // Messages are shown in the chat.
    .where('acts.what', '<>', 'chat')
    .orderBy('acts.seq')
    .execute();
  return rows.map((row) => ({ ...row, who: row.who ?? 'system' }));
}

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
