import type { Kysely } from 'kysely';

/** When a server of this database was last up: one row, so that the next one knows how long none was. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('uptime')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('lastUpAt', 'float8', (column) => column.notNull())
    .execute();
}
