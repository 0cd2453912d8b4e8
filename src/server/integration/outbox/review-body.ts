import type { SessionId } from '../../../protocol/ids.ts';
import { scoreOf } from '../../../protocol/score.ts';
import { type WarningType } from '../../../protocol/warnings.ts';
import { commonTexts } from '../../../shared/common-texts.ts';
import { warningsOf } from '../../review/warnings.ts';
import type { Queries } from '../../store/database.ts';

/** `2026-11-23T10:00:00+00:00`: with an offset, or Moodle breaks; without fractions. */
export const isoTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}+00:00`;

/**
 * The `review` of a closed session, always complete: what is left out, Moodle would keep from before or show warnings
 * of its own about. Null while there is nothing to tell: it is not closed, not decided, or was a trial.
 */
export async function reviewBody(
  db: Queries,
  sessionId: SessionId,
  origin: string,
): Promise<Record<string, unknown> | null> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('launches as l', 'l.sessionId', 's.id')
    .innerJoin('reviews as r', 'r.sessionId', 's.id')
    .select(['s.phase', 's.settings', 's.createdAt', 's.startedAt', 's.endedAt'])
    .select(['l.accountId', 'l.claims', 'l.lmsSessionId', 'r.state', 'r.comment', 'r.reopenedAt'])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
  // A trial shows in no report, Moodle's included.
  if (!row || row.phase !== 'closed' || row.reopenedAt !== null || row.settings.trial) return null;
  const warnings = await warningsOf(db, sessionId, row.settings.visibleWarnings);
  const { score, threshold } = scoreOf(warnings, row.settings);
  const shown = warnings.filter(({ judgement }) => judgement !== 'dismissed');
  const end = row.endedAt ?? row.createdAt;
  const url = `${origin}/console/sessions/${sessionId}`;
  return {
    accountId: accountIdOf(row),
    sessionId: row.lmsSessionId,
    conclusion: row.state,
    comment: row.comment,
    // A fraction breaks Moodle on PostgreSQL.
    score: Math.round(score),
    threshold: { attention: Math.round(threshold.attention), rejected: Math.round(threshold.rejected) },
    sessionStart: isoTime(row.startedAt ?? row.createdAt),
    sessionEnd: isoTime(end),
    warnings: shown.map(({ type, startAt, endAt, source, judgement }) => ({
      type: typeName(type),
      start: isoTime(startAt),
      end: isoTime(endAt ?? Math.max(startAt, end)),
      // What a person made or confirmed is a person's word.
      cyber: source !== 'human' && judgement !== 'confirmed',
    })),
    warningTitles: titlesOf(shown.map(({ type }) => type)),
    reportUrl: url,
    archive: url,
  };
}

export const typeName = (type: WarningType): string => `WARNING_${type.toUpperCase()}`;

/** By language, as a plain text is not shown; Moodle falls back to English. */
const titlesOf = (types: readonly WarningType[]): Record<string, Record<string, string>> =>
  Object.fromEntries(
    [...new Set(types)].map((type) => [
      typeName(type),
      {
        en: commonTexts.en[`warning_${type}`],
        ru: commonTexts.ru[`warning_${type}`],
        kk: commonTexts.kk[`warning_${type}`],
      },
    ]),
  );

/** A number comes back as a number. */
export const accountIdOf = ({
  accountId,
  claims,
}: {
  accountId: string;
  claims: Record<string, unknown>;
}): unknown => (typeof claims['accountId'] === 'number' ? claims['accountId'] : accountId);
