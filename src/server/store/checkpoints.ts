import { setInterval } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Services } from '../context.ts';

const EVERY_MS = 30_000;

/** PGlite has no process that makes checkpoints by itself, so its write-ahead log would grow for ever (0.5.16). */
export async function makeCheckpoints(
  { db, log }: Pick<Services, 'db' | 'log'>,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const _ of setInterval(EVERY_MS, undefined, { signal, ref: false })) {
      await sql`checkpoint`
        .execute(db)
        .catch((error: unknown) => log.warn({ err: error }, 'no checkpoint could be made'));
    }
  } catch {
    // The signal: the server closes.
  }
}
