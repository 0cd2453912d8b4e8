import { type ExpressionBuilder, sql } from 'kysely';
import type { IntegrationId } from '../../../protocol/ids.ts';
import type { Services } from '../../context.ts';
import type { Tables } from '../../store/tables.ts';
import type { OutboxRow } from './message.ts';

type Needs = Pick<Services, 'db' | 'now'>;

/** Longer than one post can take: whoever claimed a row and did not renew it is dead. */
const LEASE_MS = 60_000;

/** LMSs that something waits for. */
export async function dueIntegrations({ db, now }: Needs): Promise<IntegrationId[]> {
  const rows = await db
    .selectFrom('outbox as o')
    .select('o.integrationId')
    .distinct()
    .where((e) => isDue(e, now()))
    .execute();
  return rows.map(({ integrationId }) => integrationId);
}

/**
 * Takes what is to be told that LMS next: one row, as what is claimed and not under way would look abandoned to another
 * server. Marked before it is sent: after a crash it is known that it may have been.
 */
export const claimNext = ({ db, now }: Needs, integrationId: IntegrationId): Promise<OutboxRow | undefined> =>
  db
    .updateTable('outbox')
    .set({ state: 'sending', tries: sql`tries + 1`, dueAt: now() + LEASE_MS })
    .where('id', 'in', (e) =>
      e
        .selectFrom('outbox as o')
        .select('o.id')
        .where('o.integrationId', '=', integrationId)
        .where((e) => isDue(e, now()))
        .orderBy('o.id')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returningAll()
    .executeTakeFirst();

/** Holds a claimed row for one more post. False when another server has taken it up meanwhile. */
export async function holdOn({ db, now }: Needs, { id, tries }: OutboxRow): Promise<boolean> {
  const held = await db
    .updateTable('outbox')
    .set({ dueAt: now() + LEASE_MS })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('tries', '=', tries)
    .returning('id')
    .executeTakeFirst();
  return held !== undefined;
}

/** Left by a server that died: said again where that is safe, else a person is asked. */
export async function takeUpAbandoned({ db, now }: Needs): Promise<void> {
  const left = () => db.updateTable('outbox').where('state', '=', 'sending').where('dueAt', '<', now());
  await left()
    .where('kind', '=', 'schedule')
    .set({ state: 'asks', problem: 'the server ended while this was being sent', endedAt: now() })
    .execute();
  await left().where('kind', '<>', 'schedule').set({ state: 'waiting' }).execute();
}

/** Bookings of one session go in order, also past one that a person is asked about. */
const isDue = (e: ExpressionBuilder<Tables & { o: Tables['outbox'] }, 'o'>, now: number) =>
  e.and([
    e('o.state', '=', 'waiting'),
    e('o.dueAt', '<=', now),
    e.not(
      e.exists(
        e
          .selectFrom('outbox as earlier')
          .select('earlier.id')
          .whereRef('earlier.sessionId', '=', 'o.sessionId')
          .whereRef('earlier.id', '<', 'o.id')
          .where('earlier.kind', '=', 'schedule')
          .where('o.kind', '=', 'schedule')
          .where('earlier.state', 'in', ['waiting', 'sending', 'asks']),
      ),
    ),
  ]);
