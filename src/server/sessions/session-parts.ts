import type { CheckReport } from '../../protocol/check.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { Language } from '../../protocol/views.ts';
import type { Queries } from '../store/database.ts';

/** What is stored beside a session and read in more than one place. */

interface Consent {
  version: string;
  language: Language;
  sha256: string;
  text: string;
  acceptedAt: number;
}

export const consentOf = async (db: Queries, sessionId: SessionId): Promise<Consent | null> =>
  (await db
    .selectFrom('consents')
    .select(['version', 'language', 'sha256', 'text', 'acceptedAt'])
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()) ?? null;

export const checksOf = (db: Queries, sessionId: SessionId): Promise<{ at: number; report: CheckReport }[]> =>
  db
    .selectFrom('checks')
    .select(['at', 'report'])
    .where('sessionId', '=', sessionId)
    .orderBy('at')
    .orderBy('id')
    .execute();
