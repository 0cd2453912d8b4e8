import type { CheckId } from '../../../protocol/check.ts';
import { hardCheckIds } from '../../../protocol/exam-settings.ts';
import type { ExamListItem } from '../../../protocol/views.ts';

/** What one exam, or several, ask of a computer. */
export interface Demands {
  allowMultipleDisplays: boolean;
  /** Hard checks that only advise. */
  softChecks: readonly string[];
  /** Names of the exams that need a check to be good; empty where the check is for one exam, whose name is known. */
  neededBy: Partial<Record<CheckId, readonly string[]>>;
}

type Exam = Pick<ExamListItem, 'name' | 'state' | 'trial' | 'demands'>;

/**
 * Of a check ahead: something is needed when one of the exams to come needs it. Rehearsals count only where there is
 * nothing else; with no exam in sight everything does.
 */
export function demandsOf(exams: readonly Exam[]): Demands {
  const coming = exams.filter(({ state }) => state === 'upcoming' || state === 'open' || state === 'running');
  const real = coming.filter(({ trial }) => !trial);
  const counted = real.length > 0 ? real : coming;
  const namesOf = (needs: (demands: NonNullable<Exam['demands']>) => boolean) =>
    counted
      .filter(({ demands }) => needs(demands ?? { allowMultipleDisplays: false, softChecks: [] }))
      .map(({ name }) => name);
  const neededBy: Demands['neededBy'] = {
    displays: namesOf(({ allowMultipleDisplays }) => !allowMultipleDisplays),
  };
  for (const id of hardCheckIds) neededBy[id] = namesOf(({ softChecks }) => !softChecks.includes(id));
  const isNeeded = (id: CheckId) => counted.length === 0 || (neededBy[id] ?? []).length > 0;
  return {
    allowMultipleDisplays: !isNeeded('displays'),
    softChecks: hardCheckIds.filter((id) => !isNeeded(id)),
    neededBy,
  };
}
