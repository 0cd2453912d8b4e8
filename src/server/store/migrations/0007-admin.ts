import { type Kysely, sql } from 'kysely';

/** What administrators keep: groups, extra attempts, keys of the API, how the institution looks, and the log of it all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const uuid = 'uuid' as const;
  const text = 'text' as const;
  const time = 'float8' as const;
  const json = 'jsonb' as const;

  await db.schema
    .alterTable('institutions')
    .addColumn('signInLabel', text)
    .addColumn('listed', 'boolean', (c) => c.notNull().defaultTo(true))
    .addColumn('retentionDays', 'integer', (c) => c.notNull().defaultTo(180))
    .execute();
  await db.schema
    .createTable('logos')
    .addColumn('institutionId', uuid, (c) => c.primaryKey().references('institutions.id'))
    .addColumn('mimeType', text, (c) => c.notNull())
    .addColumn('sha256', text, (c) => c.notNull())
    .addColumn('base64', text, (c) => c.notNull())
    .execute();

  await db.schema.alterTable('people').addColumn('disabledAt', time).execute();

  await db.schema
    .createTable('groups')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('name', text, (c) => c.notNull())
    .addUniqueConstraint('groups_name', ['institutionId', 'name'])
    .execute();
  await db.schema
    .createTable('groupMembers')
    .addColumn('groupId', uuid, (c) => c.notNull().references('groups.id').onDelete('cascade'))
    .addColumn('subject', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('groupMembers_pk', ['groupId', 'subject'])
    .execute();
  await db.schema
    .createTable('examGroups')
    .addColumn('examId', uuid, (c) => c.notNull().references('exams.id').onDelete('cascade'))
    .addColumn('groupId', uuid, (c) => c.notNull().references('groups.id'))
    .addPrimaryKeyConstraint('examGroups_pk', ['examId', 'groupId'])
    .execute();

  await db.schema
    .createTable('extraAttempts')
    .addColumn('examId', uuid, (c) => c.notNull().references('exams.id').onDelete('cascade'))
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('count', 'integer', (c) => c.notNull())
    .addColumn('until', time)
    .addPrimaryKeyConstraint('extraAttempts_pk', ['examId', 'personId'])
    .execute();

  await db.schema
    .createTable('apiKeys')
    .addColumn('id', uuid, (c) => c.primaryKey())
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('hash', text, (c) => c.notNull().unique())
    .addColumn('hint', text, (c) => c.notNull())
    .addColumn('createdAt', time, (c) => c.notNull())
    .addColumn('createdBy', text, (c) => c.notNull())
    .addColumn('expiresAt', time)
    .addColumn('lastUsedAt', time)
    .addColumn('revokedAt', time)
    .execute();

  await db.schema
    .createTable('audit')
    .addColumn('id', 'bigserial', (c) => c.primaryKey())
    .addColumn('institutionId', uuid, (c) => c.notNull().references('institutions.id'))
    .addColumn('at', time, (c) => c.notNull())
    .addColumn('personId', uuid, (c) => c.notNull().references('people.id'))
    .addColumn('who', text, (c) => c.notNull())
    .addColumn('what', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('changes', json, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('audit_list').on('audit').columns(['institutionId', 'id']).execute();

  await db.schema
    .createTable('setupEntries')
    .addColumn('entry', text, (c) => c.primaryKey())
    .addColumn('sealed', text, (c) => c.notNull())
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    'setupEntries',
    'audit',
    'apiKeys',
    'extraAttempts',
    'examGroups',
    'groupMembers',
    'groups',
    'logos',
  ]) {
    await sql`drop table ${sql.table(table)}`.execute(db);
  }
  await db.schema.alterTable('people').dropColumn('disabledAt').execute();
  await db.schema
    .alterTable('institutions')
    .dropColumn('signInLabel')
    .dropColumn('listed')
    .dropColumn('retentionDays')
    .execute();
}
