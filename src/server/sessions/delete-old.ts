import { sql } from 'kysely';
import { TRIAL_RETENTION_DAYS } from '../../protocol/exam-settings.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { Phase } from '../../protocol/session.ts';
import type { Services } from '../context.ts';
import { workOnEach } from '../work-on-each.ts';
import type { Queries } from '../store/database.ts';
import { changeSession } from './change-session.ts';

type Needs = Pick<Services, 'db' | 'blobs' | 'now' | 'live' | 'log' | 'signer'>;

const DAY_MS = 24 * 3600_000;
/** Over, or never begun, be it that nobody came to admit: an exam under way is nobody's past. */
const pastPhases = [
  'created',
  'consented',
  'checked',
  'identified',
  'awaiting_admission',
  'closed',
] as const satisfies Phase[];
const ACT = 'data_deleted';
/** `retentionDaysOf` of a session's settings. */
const retentionDays = sql<number>`case when (s.settings->>'trial')::boolean
  then least((s.settings->>'retentionDays')::float8, ${TRIAL_RETENTION_DAYS}::float8)
  else (s.settings->>'retentionDays')::float8 end`;

/**
 * Deletes what was recorded, sent and written in sessions that are kept long enough, as the consent promised. That the
 * session was, its verdict, the consent and the chain of acts stay; the deletion is an act itself, signed like any
 * other.
 */
export async function deleteOld(services: Needs): Promise<void> {
  const due = await services.db
    .selectFrom('sessions as s')
    .select('s.id')
    .where('s.phase', 'in', [...pastPhases])
    .where(
      // One that has not ended counts from the last word of its student, who may be waiting right now.
      sql<boolean>`coalesce(s."endedAt", greatest(s."createdAt", s."lastContactAt")) + ${retentionDays} * ${DAY_MS}::float8 <= ${services.now()}::float8`,
    )
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('acts')
            .select('acts.seq')
            .whereRef('acts.sessionId', '=', 's.id')
            .where('acts.what', '=', ACT),
        ),
      ),
    )
    .execute();
  await workOnEach(
    due.map(({ id }) => id),
    async (sessionId) => {
      await deleteDataOf(services, sessionId);
      services.log.info({ sessionId }, 'kept long enough: what was recorded is deleted');
    },
    {
      log: services.log,
      complaint: 'what these sessions recorded is kept long enough and could not be deleted',
    },
  );
}

export async function isDataDeleted(db: Queries, sessionId: SessionId): Promise<boolean> {
  const act = await db
    .selectFrom('acts')
    .select('seq')
    .where('sessionId', '=', sessionId)
    .where('what', '=', ACT)
    .executeTakeFirst();
  return act !== undefined;
}

/** Files first: should the server die in between, the rows still say that there is something to delete. */
async function deleteDataOf(services: Needs, sessionId: SessionId): Promise<void> {
  for (const key of await services.blobs.list(`sessions/${sessionId}`)) await services.blobs.delete(key);
  await changeSession(services, sessionId, async (change) => {
    for (const table of [
      'segments',
      'photos',
      'journal',
      'warnings',
      'chat',
      'checks',
      'remarks',
      'machines',
      // Nothing more is taken from the student's machine either.
      'tokens',
    ] as const) {
      await change.db.deleteFrom(table).where('sessionId', '=', sessionId).execute();
    }
    await change.record({ what: ACT, personId: null });
    change.touch();
  });
}
