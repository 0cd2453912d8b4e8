import type { SessionId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';

/** The newest verdict of a session, whether it stands or was appealed against. */
export const reviewRow = (db: Queries, sessionId: SessionId) =>
  db.selectFrom('reviews').selectAll().where('sessionId', '=', sessionId).executeTakeFirst();
