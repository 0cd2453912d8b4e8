import { type Kysely, sql } from 'kysely';

/** Seats of students' machines, calls for help, and who proctors whom. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Unlogged: written every few seconds, worth nothing after a crash.
  await sql`create unlogged table "seats" (
    "sessionId" uuid primary key,
    "client" text not null,
    "connectionId" uuid not null,
    "heardAt" float8 not null,
    "savedUpTo" float8
  )`.execute(db);
  await db.schema
    .createTable('helpCalls')
    .addColumn('sessionId', 'uuid', (c) => c.primaryKey().references('sessions.id').onDelete('cascade'))
    .addColumn('askedAt', 'float8', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('examProctors')
    .addColumn('examId', 'uuid', (c) => c.notNull().references('exams.id').onDelete('cascade'))
    .addColumn('personId', 'uuid', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('examProctors_pk', ['examId', 'personId'])
    .execute();
  await db.schema
    .createTable('examShares')
    .addColumn('examId', 'uuid', (c) => c.notNull().references('exams.id').onDelete('cascade'))
    .addColumn('studentId', 'uuid', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('proctorId', 'uuid', (c) => c.notNull().references('people.id').onDelete('cascade'))
    .addColumn('isFixed', 'boolean', (c) => c.notNull())
    .addPrimaryKeyConstraint('examShares_pk', ['examId', 'studentId'])
    .execute();
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['examShares', 'examProctors', 'helpCalls', 'seats']) {
    await db.schema.dropTable(table).execute();
  }
}
