import { setTimeout as pause } from 'node:timers/promises';
import type { Services } from '../context.ts';
import { findIntegration, type IntegrationRow } from './integrations.ts';

/**
 * Integrations kept in memory, so that an LMS can be recognised while the database stands still. Fresh enough: what an
 * administrator changes is here after seconds, and a token that does not fit is checked against the database first.
 */
export interface IntegrationBook {
  find(name: string): IntegrationRow | undefined;
  /** Reads that one anew; gives what is known when the database does not answer within `waitMs`. */
  renew(name: string, waitMs: number): Promise<IntegrationRow | undefined>;
}

const READ_EVERY_MS = 5000;

/** Resolves when all are read once, so before the server listens: none is ever unknown only because nobody looked. */
export async function readIntegrationBook({ db, log }: Pick<Services, 'db' | 'log'>): Promise<
  IntegrationBook & {
    follow(signal: AbortSignal): Promise<void>;
  }
> {
  const rows = new Map<string, IntegrationRow>();
  const put = (name: string, row: IntegrationRow | undefined) => {
    if (row) rows.set(name, row);
    else rows.delete(name);
    return row;
  };
  async function readAll(): Promise<void> {
    const all = await db.selectFrom('integrations').selectAll().execute();
    for (const name of rows.keys()) if (!all.some((row) => row.name === name)) rows.delete(name);
    for (const row of all) rows.set(row.name, row);
  }
  await readAll();
  return {
    find: (name) => rows.get(name),
    renew: (name, waitMs) =>
      Promise.race([
        findIntegration(db, name).then(
          (row) => put(name, row),
          () => rows.get(name),
        ),
        pause(waitMs, undefined, { ref: false }).then(() => rows.get(name)),
      ]),
    async follow(signal) {
      while (!signal.aborted) {
        await readAll().catch((error: unknown) => {
          if (!signal.aborted) log.warn({ err: error }, 'integrations could not be read');
        });
        await pause(READ_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
      }
    },
  };
}
