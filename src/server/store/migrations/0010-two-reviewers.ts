import { type Kysely, sql } from 'kysely';

/** Each reviewer's own judgement of a warning, in each round: where two have to agree, neither sees the other's. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('judgements')
    .addColumn('round', 'integer', (column) => column.notNull().defaultTo(1))
    .execute();
  await sql`alter table "judgements" drop constraint "judgements_pkey"`.execute(db);
  await sql`alter table "judgements" add primary key ("warningId", "round", "personId")`.execute(db);
}
