import { type Kysely, sql } from 'kysely';

/** LMSs that speak the Examus Simple API: their settings, what they launched, what they are still to be told. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const uuid = 'uuid' as const;
  const text = 'text' as const;
  const time = 'float8' as const;
  const json = 'jsonb' as const;

  await db.schema
    .createTable('integrations')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('name', text, (c) => c.notNull().unique())
    .addColumn('accountNames', json, (c) => c.notNull())
    .addColumn('secrets', json, (c) => c.notNull())
    .addColumn('reviewUrl', text)
    .addColumn('scheduleUrl', text)
    .addColumn('warningUrl', text)
    .addColumn('agreementUrl', text)
    .addColumn('finalStatusOnly', 'boolean', (c) => c.notNull().defaultTo(false))
    .addColumn('archiveLogin', 'boolean', (c) => c.notNull().defaultTo(true))
    .addColumn('enabled', 'boolean', (c) => c.notNull().defaultTo(true))
    .addColumn('lastStart', json)
    .addColumn('lastFinish', json)
    .addColumn('lastWebhook', json)
    .addColumn('createdAt', time, (c) => c.notNull())
    .execute();

  await db.schema
    .alterTable('exams')
    .addColumn('integrationId', uuid, (c) => c.references('integrations.id'))
    .execute();

  await db.schema
    .createTable('launches')
    .addColumn('sessionId', uuid, (c) => c.primaryKey().references('sessions.id'))
    .addColumn('integrationId', uuid, (c) => c.notNull().references('integrations.id'))
    .addColumn('lmsSessionId', text, (c) => c.notNull())
    .addColumn('accountId', text, (c) => c.notNull())
    .addColumn('language', text)
    .addColumn('claims', json, (c) => c.notNull())
    .addColumn('entryUrl', text)
    .addColumn('entryUrlAt', time)
    .addColumn('otherUrl', text)
    .addColumn('apiUrl', text)
    .addColumn('finishUrl', text)
    .addColumn('reviewSent', json)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('lastStartAt', time, (c) => c.notNull())
    // The LMS repeats itself: one row, and so one session, per session of the LMS.
    .addUniqueConstraint('launches_lms', ['integrationId', 'lmsSessionId'])
    .execute();

  await db.schema
    .createTable('outbox')
    .addColumn('id', 'bigserial', (c) => c.primaryKey())
    .addColumn('integrationId', uuid, (c) => c.notNull().references('integrations.id'))
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('key', text, (c) => c.notNull().unique())
    .addColumn('body', json, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('dueAt', time, (c) => c.notNull())
    .addColumn('problem', text)
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('endedAt', time)
    .execute();
  await db.schema.createIndex('outbox_due').on('outbox').columns(['state', 'dueAt']).execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['outbox', 'launches']) await sql`drop table ${sql.table(table)}`.execute(db);
  await db.schema.alterTable('exams').dropColumn('integrationId').execute();
  await sql`drop table integrations`.execute(db);
}
