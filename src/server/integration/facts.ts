import type { Services } from '../context.ts';
import type { IntegrationFact } from '../store/tables.ts';
import type { IntegrationRow } from './integrations.ts';

type FactName = 'lastStart' | 'lastFinish' | 'lastWebhook';
/** A class that starts at once must not queue up for the integration's one row. */
const WRITE_EVERY_MS = 5000;
const written = new WeakMap<Services['db'], Map<string, { at: number; ok: boolean }>>();

/** Remembers the last time for "Test this connection". Best effort: nobody waits for it. */
export function noteFact(
  { db, now, log }: Pick<Services, 'db' | 'now' | 'log'>,
  { id }: Pick<IntegrationRow, 'id'>,
  name: FactName,
  { ok, detail }: Omit<IntegrationFact, 'at'>,
): void {
  const at = now();
  const known = written.get(db) ?? new Map<string, { at: number; ok: boolean }>();
  written.set(db, known);
  const last = known.get(`${id} ${name}`);
  if (last && last.ok === ok && at - last.at < WRITE_EVERY_MS) return;
  known.set(`${id} ${name}`, { at, ok });
  const fact: IntegrationFact = { at, ok, detail: detail.slice(0, 300) };
  db.updateTable('integrations')
    .set({ [name]: JSON.stringify(fact) })
    .where('id', '=', id)
    .execute()
    .catch((error: unknown) => log.warn({ err: error }, 'what an LMS did could not be noted'));
}
