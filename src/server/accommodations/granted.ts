import type { Accommodation } from '../../protocol/accommodation.ts';
import type { ExamId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import { namesOf } from '../exams/exams-of-student.ts';
import { lmsNamesOf } from '../integration/launch-people.ts';
import type { Queries } from '../store/database.ts';

/** What a student is granted in an exam, under whichever of their names it was written down; null = nothing. */
export async function grantedTo(
  db: Queries,
  student: Pick<Person, 'id'>,
  examId: ExamId,
): Promise<Accommodation | null> {
  const row = await db
    .selectFrom('accommodations')
    .select('granted')
    .where('examId', '=', examId)
    .where('subject', 'in', [...(await namesOf(db, student)), ...(await lmsNamesOf(db, student.id))])
    .orderBy('updatedAt', 'desc')
    .executeTakeFirst();
  return row?.granted ?? null;
}
