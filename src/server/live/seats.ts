import { sql } from 'kysely';
import type { SessionId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';

/** Heard from within this time, the one who sits there keeps the seat. */
export const SEAT_KEPT_MS = 15_000;

export interface Seat {
  sessionId: SessionId;
  /** Tells the same client (which lost its line and comes back) from another computer. */
  client: string;
  connectionId: string;
}

/**
 * One live client per session, whichever server each is on: the second is told, the first keeps, unless it fell silent
 * or it is the same. False when somebody else sits there.
 */
export async function takeSeat(db: Queries, seat: Seat, now: number): Promise<boolean> {
  const taken = await db
    .insertInto('seats')
    .values({ ...seat, heardAt: now, savedUpTo: null })
    .onConflict((conflict) =>
      conflict
        .column('sessionId')
        .doUpdateSet({
          client: seat.client,
          connectionId: seat.connectionId,
          heardAt: now,
          // The same machine's last word still holds until its next.
          savedUpTo: sql`case when seats.client = excluded.client then seats."savedUpTo" end`,
        })
        .where((e) =>
          e.or([e('seats.client', '=', seat.client), e('seats.heardAt', '<', now - SEAT_KEPT_MS)]),
        ),
    )
    .returning('sessionId')
    .executeTakeFirst();
  return taken !== undefined;
}

/** The one who sits there was heard from. */
export async function keepSeat(
  db: Queries,
  { sessionId, connectionId }: Seat,
  now: number,
  savedUpTo: number | null,
): Promise<void> {
  await db
    .updateTable('seats')
    .set({ heardAt: now, ...(savedUpTo === null ? {} : { savedUpTo }) })
    .where('sessionId', '=', sessionId)
    .where('connectionId', '=', connectionId)
    .execute();
}

/** Frees the seat, unless a newer connection has it. */
export async function leaveSeat(db: Queries, { sessionId, connectionId }: Seat): Promise<void> {
  await db
    .deleteFrom('seats')
    .where('sessionId', '=', sessionId)
    .where('connectionId', '=', connectionId)
    .execute();
}
