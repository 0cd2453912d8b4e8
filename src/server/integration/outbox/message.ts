import type { Selectable } from 'kysely';
import type { Queries } from '../../store/database.ts';
import type { Tables } from '../../store/tables.ts';
import type { IntegrationRow } from '../integrations.ts';
import { accountIdOf, isoTime, reviewBody, typeName } from './review-body.ts';
import type { WarningType } from '../../../protocol/warnings.ts';

export type OutboxRow = Selectable<Tables['outbox']>;
/** States in which only a person can go on. */
export const UNSETTLED = ['asks', 'failed'] as const;

export interface Message {
  url: string;
  body: Record<string, unknown>;
}

/** What is sent where, as it stands now; null when there is nothing to tell (any more) or nobody to tell it. */
export async function messageOf(
  db: Queries,
  row: OutboxRow,
  integration: IntegrationRow,
  origin: string,
): Promise<Message | null> {
  const launch = await db
    .selectFrom('launches')
    .select(['lmsSessionId', 'accountId', 'claims', 'apiUrl'])
    .where('sessionId', '=', row.sessionId)
    .executeTakeFirstOrThrow();
  const about = { accountId: accountIdOf(launch), sessionId: launch.lmsSessionId };
  const url = urlFor(row.kind, integration, launch.apiUrl);
  if (url === null) return null;
  switch (row.kind) {
    case 'review': {
      const body = await reviewBody(db, row.sessionId, origin);
      return body && { url, body };
    }
    case 'schedule': {
      const { event, startsAt, cancelBy } = row.body as { event: string; startsAt: number; cancelBy: number };
      return {
        url,
        body: { ...about, event, start: isoTime(startsAt), cancelDeadline: isoTime(cancelBy) },
      };
    }
    case 'agreement':
      return { url, body: { ...about, timestamp: isoTime((row.body as { at: number }).at) } };
    case 'warning': {
      const { type, startAt, endAt } = row.body as { type: WarningType; startAt: number; endAt: number };
      const times = { start: isoTime(startAt), end: isoTime(endAt) };
      return { url, body: { ...about, type: typeName(type), ...times, cyber: true, id: row.id } };
    }
  }
}

/** What an administrator set, else the plugin's own address, which it never tells: `method` stands in the query. */
function urlFor(kind: OutboxRow['kind'], integration: IntegrationRow, apiUrl: string | null): string | null {
  const { reviewUrl, scheduleUrl, warningUrl, agreementUrl } = integration;
  if (kind === 'warning') return warningUrl;
  if (kind === 'agreement') return agreementUrl;
  const set = kind === 'review' ? reviewUrl : scheduleUrl;
  return set ?? (apiUrl === null ? null : `${apiUrl}?method=${kind}`);
}
