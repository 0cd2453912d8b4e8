import type { CheckId, CheckResult } from '../../../protocol/check.ts';
import { hardCheckIds } from '../../../protocol/exam-settings.ts';

/** May the student go on? `stopped` = a hard check is red; `advised` = try once more; `free` = go on. */
export type Gate = 'free' | 'advised' | 'stopped';

/** After this many tries nobody is kept by what only advises; the proctor sees it (journey rule 1). */
export const TRIES_BEFORE_GOING_ON = 2;

export function gateOf(results: readonly CheckResult[], softChecks: readonly string[], tries: number): Gate {
  const isHard = (id: CheckId) =>
    (hardCheckIds as readonly string[]).includes(id) && !softChecks.includes(id);
  const failed = results.filter(({ ok }) => !ok);
  // A hard check that never gave a result is as good as red.
  const missing = hardCheckIds.some((id) => isHard(id) && !results.some((result) => result.id === id));
  if (missing || failed.some(({ id }) => isHard(id))) return 'stopped';
  return failed.length === 0 || tries >= TRIES_BEFORE_GOING_ON ? 'free' : 'advised';
}
