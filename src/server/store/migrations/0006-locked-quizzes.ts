import type { Kysely } from 'kysely';

/** Passwords by which LMSs lock quizzes, sealed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('quizPasswords')
    .addColumn('examId', 'uuid', (c) => c.primaryKey().references('exams.id'))
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('changedAt', 'float8', (c) => c.notNull())
    .execute();
}
