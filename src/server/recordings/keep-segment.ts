import { type Insertable, sql } from 'kysely';
import type { Services } from '../context.ts';
import type { Tables } from '../store/tables.ts';

/**
 * Writes down a piece whose bytes are durable, unless one of that name is known; `until` = where it ends, null
 * where its clock was wrong. A piece whose bytes had been lost has them again. The session's row comes first, as in
 * every change of it.
 */
export async function keepSegment(
  { db, now }: Pick<Services, 'db' | 'now'>,
  row: Insertable<Tables['segments']>,
  until: number | null,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable('sessions')
      .set({
        capturedUntil: sql`greatest("capturedUntil", ${until}::float8)`,
        // A closed session was signed without this piece: it is signed anew, see `evidence/seal-late.ts`.
        unsealedSince: sql`case when phase = 'closed' then ${now()}::float8 else "unsealedSince" end`,
      })
      .where('id', '=', row.sessionId)
      .execute();
    await trx
      .insertInto('segments')
      .values(row)
      .onConflict((conflict) =>
        conflict
          .columns(['sessionId', 'kind', 'epoch', 'seq'])
          .doUpdateSet({ missing: false, blobKey: row.blobKey })
          .whereRef('segments.sha256', '=', 'excluded.sha256'),
      )
      .execute();
  });
}
