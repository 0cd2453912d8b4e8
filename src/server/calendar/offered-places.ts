import type { ExamSettings } from '../../protocol/exam-settings.ts';
import type { InstitutionId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';
import { getInstitution } from '../store/institutions.ts';
import { slotsFrom } from './slots.ts';

/** Begins of an exam's places from `now` on; its days and hours are those of the institution's time zone. */
export async function offeredPlaces(
  db: Queries,
  institutionId: InstitutionId,
  settings: ExamSettings,
  now: number,
): Promise<number[]> {
  const { support } = await getInstitution(db, institutionId);
  return slotsFrom(settings, now, support.timeZone);
}
