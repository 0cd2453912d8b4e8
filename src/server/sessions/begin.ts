import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import { grantedTo } from '../accommodations/granted.ts';
import type { Services } from '../context.ts';
import { changeSession } from './change-session.ts';
import { renewAccommodation } from './renew-settings.ts';

/** «Начать»: the exam runs, or waits for admission; in a session that runs already it means "I am back". */
export async function beginSession(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    if (change.session.phase === 'identified') {
      const { personId: studentId, examId } = change.session;
      await renewAccommodation(change, await grantedTo(change.db, { id: studentId }, examId));
    }
    const { phase, plan } = change.session;
    if (phase === 'identified' && plan.examEndsAt !== null && change.now >= plan.examEndsAt) {
      throw new ExamusError('exam_over', 'the time of this exam is over');
    }
    await change.apply({ type: 'begin', at: change.now }, { what: 'begin', personId });
    change.note({ lastContactAt: change.now });
  });
}

/**
 * The student gives up for now. Nothing is thrown away: a session that does not run yet can be gone on with, one
 * that runs is left to the return window. Who waits for admission is at once seen to be gone.
 */
export async function leaveSession(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    if (change.session.state.phase === 'closed') return;
    await change.record({ what: 'left', personId });
    if (change.session.startedAt === null) change.set({ lastContactAt: null });
  });
}

/** The client has sent everything. */
export async function drainSession(services: Services, sessionId: SessionId): Promise<void> {
  await changeSession(services, sessionId, (change) => change.apply({ type: 'drained', at: change.now }));
}
