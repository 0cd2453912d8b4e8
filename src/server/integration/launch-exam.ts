import { randomUUID } from 'node:crypto';
import type { LmsTarget } from '../../protocol/exam-settings.ts';
import type { ExamId } from '../../protocol/ids.ts';
import type { ExamRow } from '../exams/exams-of-student.ts';
import type { Queries } from '../store/database.ts';
import { type ClaimedSettings, completeSettings } from './claims-to-settings.ts';
import type { IntegrationRow } from './integrations.ts';

/** What an LMS says of an exam. */
export interface ClaimedExam {
  accountName: string;
  examId: string;
  examName: string;
  courseName: string;
  settings: ClaimedSettings;
  /** Null when it is announced ahead and no session has told yet where the exam is. */
  lms: LmsTarget | null;
}

/** The number is unique within one account of one LMS alone. */
const keyOf = ({ name }: IntegrationRow, { accountName, examId }: ClaimedExam): string =>
  `lms ${JSON.stringify([name, accountName, examId])}`;

/** Where the exam is, is not known yet: this page of ours says that it is begun in the LMS. */
const unknownPlace = (origin: string): LmsTarget => ({
  quizUrl: `${origin}/`,
  patterns: [`${origin}/lms-not-known-yet`],
  adapter: 'generic',
  entryFromServer: true,
});

/**
 * A `start` of something else than Moodle tells of its site and no more: how the pages there are understood stays as an
 * administrator said it.
 */
const siteOf = (told: LmsTarget, ours: LmsTarget | undefined): LmsTarget =>
  told.adapter === 'generic' && ours?.quizUrl === told.quizUrl ? ours : told;

/** Makes the exam what the LMS says; what it says nothing of stays as an administrator set it here. */
export async function putLaunchedExam(
  db: Queries,
  integration: IntegrationRow,
  claimed: ClaimedExam,
  { now, origin }: { now: number; origin: string },
): Promise<ExamRow> {
  const { id, institutionId } = integration;
  const key = keyOf(integration, claimed);
  const found = await db
    .selectFrom('exams')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('key', '=', key)
    .executeTakeFirst();
  const settings = completeSettings(claimed.settings, found?.settings);
  const values = {
    name: claimed.examName,
    courseName: claimed.courseName,
    lms: JSON.stringify(claimed.lms ? siteOf(claimed.lms, found?.lms) : (found?.lms ?? unknownPlace(origin))),
    settings: JSON.stringify(settings),
    restricted: true,
    integrationId: id,
    startsAt: settings.startsAt,
    endsAt: settings.endsAt,
  };
  return db
    .insertInto('exams')
    .values({ ...values, id: randomUUID() as ExamId, institutionId, key, createdAt: now })
    .onConflict((conflict) => conflict.columns(['institutionId', 'key']).doUpdateSet(values))
    .returningAll()
    .executeTakeFirstOrThrow();
}
