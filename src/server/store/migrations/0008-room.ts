import type { Kysely } from 'kysely';

/** The proctor's room: the curtain of a pause, pictures in the chat, what was read of it, an institution's replies. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('sessions')
    .addColumn('curtain', 'boolean', (column) => column.notNull().defaultTo(false))
    .execute();
  await db.schema
    .alterTable('sessions')
    .addColumn('readSeq', 'integer', (column) => column.notNull().defaultTo(0))
    .execute();
  await db.schema.alterTable('chat').addColumn('imageKey', 'text').execute();
  await db.schema.alterTable('chat').addColumn('imageType', 'text').execute();
  await db.schema.alterTable('institutions').addColumn('quickReplies', 'jsonb').execute();
}
