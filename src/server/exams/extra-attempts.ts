import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { ExamId, PersonId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';

/** What one student was given beyond an exam's settings: attempts, and an end of its slot of their own. */
export interface ExtraAttempts {
  count: number;
  until: number | null;
}

export async function extraAttemptsOf(
  db: Queries,
  personId: PersonId,
): Promise<ReadonlyMap<ExamId, ExtraAttempts>> {
  const rows = await db
    .selectFrom('extraAttempts')
    .select(['examId', 'count', 'until'])
    .where('personId', '=', personId)
    .execute();
  return new Map(rows.map(({ examId, ...extra }) => [examId, extra]));
}

/** The exam's settings as they hold for this student. */
export function withExtraAttempts(settings: ExamSettings, extra: ExtraAttempts | undefined): ExamSettings {
  if (!extra) return settings;
  const { endsAt, attemptsAllowed } = settings;
  return {
    ...settings,
    attemptsAllowed: attemptsAllowed + extra.count,
    endsAt: endsAt === null || extra.until === null ? endsAt : Math.max(endsAt, extra.until),
  };
}
