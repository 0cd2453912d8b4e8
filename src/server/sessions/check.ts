import { canonicalJson } from '../../protocol/canonical-json.ts';
import type { CheckReport } from '../../protocol/check.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { hardCheckIds } from '../../protocol/exam-settings.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { changeSession } from './change-session.ts';

type HardCheck = (typeof hardCheckIds)[number];

/** Hard checks that are red or missing and that the exam does not soften: they stop the student. */
export const failedHardChecks = (report: CheckReport, soft: readonly HardCheck[]): HardCheck[] =>
  hardCheckIds.filter(
    (id) => !soft.includes(id) && report.results.find((result) => result.id === id)?.ok !== true,
  );

/**
 * Keeps the report, also a red one: the proctor sees how often it was tried. Rejects with `conflict`
 * (`details.failed`) while a hard check is red.
 */
export async function passCheck(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
  report: CheckReport,
): Promise<void> {
  const failed = await changeSession(services, sessionId, async (change) => {
    const { phase, settings } = change.session;
    if (phase === 'created') throw new ExamusError('consent_missing', 'the student has not agreed yet');
    await change.db
      .insertInto('checks')
      .values({ personId, sessionId, at: change.now, report: JSON.stringify(report) })
      .execute();
    const failed = failedHardChecks(report, settings.softChecks);
    if (failed.length === 0) {
      const about = sha256(canonicalJson(report));
      await change.apply({ type: 'check_passed', at: change.now }, { what: 'check_passed', personId, about });
    }
    return failed;
  });
  if (failed.length > 0) {
    throw new ExamusError('conflict', `the check is not passed: ${failed.join(', ')}`, { failed });
  }
}
