import { type Accommodation, isNothing } from '../../protocol/accommodation.ts';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import { namesOf } from '../exams/exams-of-student.ts';
import { lmsNamesOf } from '../integration/launch-people.ts';
import type { Queries } from '../store/database.ts';

/** What a student is granted, under whichever of their names it was written down; of several the newest counts. */
export async function grantsOf(
  db: Queries,
  student: Pick<Person, 'id'>,
): Promise<ReadonlyMap<ExamId, Accommodation>> {
  const rows = await db
    .selectFrom('accommodations')
    .select(['examId', 'granted'])
    .where('subject', 'in', [...(await namesOf(db, student)), ...(await lmsNamesOf(db, student.id))])
    .orderBy('updatedAt')
    .execute();
  const newest = new Map(rows.map(({ examId, granted }) => [examId, granted]));
  // Of a student to whom nothing is granted there may still be a note.
  return new Map([...newest].filter(([, granted]) => !isNothing(granted)));
}

/** The same in one exam; null = nothing. */
export const grantedTo = async (
  db: Queries,
  student: Pick<Person, 'id'>,
  examId: ExamId,
): Promise<Accommodation | null> => (await grantsOf(db, student)).get(examId) ?? null;
