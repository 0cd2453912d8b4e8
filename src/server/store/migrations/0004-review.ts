import { type Kysely, sql } from 'kysely';

/** Judging warnings, second reviewers, appeals, and what single students are granted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const uuid = 'uuid' as const;
  const text = 'text' as const;
  const time = 'float8' as const;

  await db.schema
    .alterTable('reviews')
    .alterColumn('personId', (c) => c.dropNotNull())
    .execute();
  await db.schema
    .alterTable('reviews')
    .addColumn('round', 'integer', (c) => c.notNull().defaultTo(1))
    .execute();
  await db.schema.alterTable('reviews').addColumn('reopenedAt', time).execute();
  await db.schema.alterTable('sessions').addColumn('accommodation', 'jsonb').execute();

  await db.schema
    .createTable('opinions')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('round', 'integer', (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('comment', text, (c) => c.notNull())
    .addColumn('at', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('opinions_pk', ['sessionId', 'round', 'personId'])
    .execute();

  await db.schema
    .createTable('judgements')
    .addColumn('warningId', uuid, (c) => c.primaryKey().references('warnings.id').onDelete('cascade'))
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('judgement', text)
    .addColumn('note', text, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('at', time, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('judgements_session').on('judgements').column('sessionId').execute();

  await db.schema
    .createTable('remarks')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('at', time, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('remarks_session').on('remarks').columns(['sessionId', 'at']).execute();

  await db.schema
    .createTable('accommodations')
    .addColumn('examId', uuid, (c) => c.notNull().references('exams.id').onDelete('cascade'))
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('granted', 'jsonb', (c) => c.notNull())
    .addColumn('note', text, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('updatedAt', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('accommodations_pk', ['examId', 'subject'])
    .execute();

  await db.schema
    .createTable('machines')
    .addColumn('sessionId', uuid, (c) => c.notNull().references('sessions.id'))
    .addColumn('client', text, (c) => c.notNull())
    .addColumn('firstAt', time, (c) => c.notNull())
    .addColumn('lastAt', time, (c) => c.notNull())
    .addPrimaryKeyConstraint('machines_pk', ['sessionId', 'client'])
    .execute();
  await db.schema.createIndex('photos_sha256').on('photos').column('sha256').execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropIndex('photos_sha256').execute();
  for (const table of ['machines', 'accommodations', 'remarks', 'judgements', 'opinions']) {
    await sql`drop table ${sql.table(table)}`.execute(db);
  }
  await db.schema.alterTable('sessions').dropColumn('accommodation').execute();
  await db.schema.alterTable('reviews').dropColumn('reopenedAt').dropColumn('round').execute();
}
