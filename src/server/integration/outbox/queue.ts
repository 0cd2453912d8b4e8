import { sql } from 'kysely';
import type { IntegrationId, SessionId } from '../../../protocol/ids.ts';
import type { Warning } from '../../../protocol/warnings.ts';
import type { SessionRecord } from '../../sessions/session-record.ts';
import type { Queries } from '../../store/database.ts';

/**
 * What an LMS is to be told is written down in the transaction that makes it true, and sent afterwards (`sender.ts`):
 * it is neither forgotten by a crash nor told of what was rolled back.
 */
export async function queueForLms(
  db: Queries,
  change: { before: SessionRecord; after: SessionRecord; warnings: Iterable<Warning>; now: number },
): Promise<void> {
  const { before, after, now } = change;
  if (!after.plan.launchedByLms) return;
  const launch = await db
    .selectFrom('launches as l')
    .innerJoin('integrations as i', 'i.id', 'l.integrationId')
    .select(['l.integrationId', 'i.warningUrl', 'i.agreementUrl'])
    .where('l.sessionId', '=', after.id)
    .executeTakeFirst();
  if (!launch) return;
  const about = { sessionId: after.id, integrationId: launch.integrationId, now };
  if (before.phase === 'created' && after.phase !== 'created' && launch.agreementUrl && !isOff(after)) {
    await queue(db, { ...about, kind: 'agreement', key: `agreement ${after.id}`, body: { at: now } });
  }
  if (launch.warningUrl) {
    for (const { id, type, startAt, endAt, source } of change.warnings) {
      if (source !== 'ai' || endAt === null) continue;
      await queue(db, { ...about, kind: 'warning', key: `warning ${id}`, body: { type, startAt, endAt } });
    }
  }
  if (after.phase === 'closed') await queueReview(db, about);
}

const isOff = ({ state }: SessionRecord): boolean => state.phase === 'closed';

/** The review is built when it is sent, so one that waits tells the newest; it is sent again only when it differs. */
async function queueReview(db: Queries, about: About): Promise<void> {
  const decided = await db
    .selectFrom('reviews')
    .select('state')
    .where('sessionId', '=', about.sessionId)
    .where('reopenedAt', 'is', null)
    .executeTakeFirst();
  if (!decided) return;
  await db
    .insertInto('outbox')
    .values(rowOf({ ...about, kind: 'review', key: `review ${about.sessionId}`, body: {} }))
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        // One under way is sent once more afterwards: `sender.ts` sees that it was asked for again.
        state: sql`case when outbox.state = 'sending' then 'sending' else 'waiting' end`,
        body: sql`outbox.body || jsonb_build_object('again', outbox.state = 'sending')`,
        tries: sql`case when outbox.state = 'sending' then outbox.tries else 0 end`,
        dueAt: sql`case when outbox.state = 'sending' then outbox."dueAt" else ${about.now} end`,
      }),
    )
    .execute();
}

/**
 * A booking is told in order, each event once. `key` names the event for good.
 */
export const queueSchedule = (
  db: Queries,
  about: About,
  event: { event: 'scheduled' | 'canceled'; startsAt: number; cancelBy: number; key: string },
): Promise<void> =>
  queue(db, {
    ...about,
    kind: 'schedule',
    key: `schedule ${event.key}`,
    body: { event: event.event, startsAt: event.startsAt, cancelBy: event.cancelBy },
  });

interface About {
  sessionId: SessionId;
  integrationId: IntegrationId;
  now: number;
}
interface Told extends About {
  kind: 'review' | 'schedule' | 'warning' | 'agreement';
  key: string;
  body: Record<string, unknown>;
}

async function queue(db: Queries, told: Told): Promise<void> {
  await db
    .insertInto('outbox')
    .values(rowOf(told))
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
}

const rowOf = ({ sessionId, integrationId, kind, key, body, now }: Told) => ({
  sessionId,
  integrationId,
  kind,
  key,
  body: JSON.stringify(body),
  state: 'waiting' as const,
  tries: 0,
  dueAt: now,
  createdAt: now,
});
