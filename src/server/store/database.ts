import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite, types as pgliteTypes } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool, TypeOverrides } from 'pg';
import * as start from './migrations/0001-start.ts';
import * as integration from './migrations/0002-integration.ts';
import * as calendar from './migrations/0003-calendar.ts';
import * as review from './migrations/0004-review.ts';
import * as live from './migrations/0005-live.ts';
import * as admin from './migrations/0007-admin.ts';
import * as room from './migrations/0008-room.ts';
import * as uptime from './migrations/0009-uptime.ts';
import * as twoReviewers from './migrations/0010-two-reviewers.ts';
import * as lockedQuizzes from './migrations/0006-locked-quizzes.ts';
import type { Tables } from './tables.ts';

/**
 * One SQL dialect for both: PGlite in the data directory, PostgreSQL by URL.
 *
 * Inside `db.transaction().execute(async (trx) => …)` use `trx` alone: PGlite has one connection, so a query on
 * `db` there would wait for ever for the transaction it belongs to.
 */
export type Database = Kysely<Tables>;
const INT8 = pgliteTypes.INT8;

/** Where a query runs: the database or a transaction on it. */
export type Queries = Pick<
  Database,
  'selectFrom' | 'insertInto' | 'updateTable' | 'deleteFrom' | 'with' | 'fn'
>;

export type DatabaseTarget = { kind: 'pglite'; dir: string } | { kind: 'postgres'; url: string };

/** Opens the database and brings it to the newest migration. Rejects when either fails. */
export async function openDatabase(target: DatabaseTarget): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: await dialectFor(target) });
  try {
    await migrate(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

export async function ping(db: Database): Promise<void> {
  await sql`select 1`.execute(db);
}

async function dialectFor(target: DatabaseTarget): Promise<PGliteDialect | PostgresDialect> {
  // bigint (`bigserial` ids, `count(*)`) as a number: both drivers' default is text or BigInt, and ours stay far below 2^53.
  if (target.kind === 'pglite') {
    const dir = join(target.dir, 'database');
    await mkdir(dir, { recursive: true });
    return new PGliteDialect({
      pglite: await PGlite.create(dir, {
        parsers: { [INT8]: Number },
        // The log is kept short: see `checkpoints.ts`.
        postgresqlconf: ['max_wal_size = 64MB', 'min_wal_size = 32MB'],
      }),
    });
  }
  const types = new TypeOverrides();
  types.setTypeParser(INT8, Number);
  const pool = new Pool({
    connectionString: target.url,
    max: 20,
    types,
    connectionTimeoutMillis: 10_000,
    // A query that hangs must not hold a connection for ever.
    statement_timeout: 30_000,
  });
  // An idle connection may die with the database; the pool replaces it. Without a listener Node would exit.
  pool.on('error', () => {});
  return new PostgresDialect({ pool });
}

async function migrate(db: Database): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => ({
        '0001-start': start,
        '0002-integration': integration,
        '0003-calendar': calendar,
        '0004-review': review,
        '0005-live': live,
        '0006-locked-quizzes': lockedQuizzes,
        '0007-admin': admin,
        '0008-room': room,
        '0009-uptime': uptime,
        '0010-two-reviewers': twoReviewers,
      }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('the database cannot be brought to the newest version', { cause: error });
}

/** PostgreSQL's code for a broken unique constraint, which both drivers pass on. */
export const isUniqueViolation = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '23505';
