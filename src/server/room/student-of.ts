import type { SessionId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';

export const studentOf = (db: Queries, sessionId: SessionId): Promise<Pick<Person, 'id' | 'name'>> =>
  db
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.personId')
    .select(['p.id', 'p.name'])
    .where('s.id', '=', sessionId)
    .executeTakeFirstOrThrow();
