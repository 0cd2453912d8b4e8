import { type Kysely, sql } from 'kysely';

/** Who takes which exam when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('bookings')
    .addColumn('id', 'uuid', (c) => c.primaryKey())
    .addColumn('institutionId', 'uuid', (c) => c.notNull().references('institutions.id'))
    .addColumn('examId', 'uuid', (c) => c.notNull().references('exams.id'))
    .addColumn('personId', 'uuid', (c) => c.notNull().references('people.id'))
    .addColumn('sessionId', 'uuid', (c) => c.references('sessions.id'))
    .addColumn('startsAt', 'float8', (c) => c.notNull())
    .addColumn('endsAt', 'float8', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'float8', (c) => c.notNull())
    .addColumn('changedAt', 'float8', (c) => c.notNull())
    .execute();
  // Two clicks at once must not take two places.
  await db.schema
    .createIndex('bookings_live')
    .unique()
    .on('bookings')
    .columns(['examId', 'personId'])
    .where(sql.ref('state'), '=', sql.lit('booked'))
    .execute();
  await db.schema.createIndex('bookings_slot').on('bookings').columns(['examId', 'startsAt']).execute();
  await db.schema
    .createIndex('bookings_institution')
    .on('bookings')
    .columns(['institutionId', 'startsAt'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await db.schema.dropTable('bookings').execute();
}
