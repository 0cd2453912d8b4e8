import type { HandlerInput } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { assertLastWord } from '../sessions/assert-last-word.ts';
import { changeSession } from '../sessions/change-session.ts';
import { hasAct } from '../sessions/has-act.ts';

/**
 * The exam stands still; a curtain before the quiz is for the student to see why. Rejects with `conflict` where the
 * LMS's clock would run on behind the curtain and nobody has said that this is meant.
 */
export async function pauseExam(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
  { reason, curtain, lmsTimeIsLost }: HandlerInput<'pauseExam'>['body'],
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    if (curtain && change.session.settings.lmsClock && !lmsTimeIsLost) {
      throw new ExamusError('conflict', 'the clock of the LMS runs on behind the curtain', {
        needs: 'lmsTimeIsLost',
      });
    }
    const detail = curtain ? `curtain: ${reason}` : reason;
    if (
      await change.apply({ type: 'paused', at: change.now, curtain }, { what: 'paused', personId, detail })
    ) {
      change.set({ proctorMessage: reason, curtain });
    }
  });
}

export async function resumeExam(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    if (await change.apply({ type: 'resumed', at: change.now }, { what: 'resumed', personId })) {
      change.set({ proctorMessage: null, curtain: false });
    }
  });
}

/** The act is `about` its request, by which a repeat is known: no time is added twice. */
export async function extendExam(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
  { id, minutes, reason }: HandlerInput<'extendExam'>['body'],
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const about = sha256(id);
    if (await hasAct(change, 'extended', about)) return;
    const act = { what: 'extended', personId, detail: `${minutes} min: ${reason}`, about };
    await change.apply({ type: 'extended', at: change.now, extraMs: minutes * 60_000 }, act);
  });
}

/**
 * Rejects with `wrong_phase` for a session that never ran or is not closed, with `conflict` for one that was judged or
 * followed by another.
 */
export async function reopenSession(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
  reason: string,
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const isReopened = await change.apply(
      { type: 'reopened', at: change.now },
      { what: 'reopened', personId, detail: reason },
    );
    if (!isReopened) return;
    await assertLastWord(change);
    change.set({ proctorMessage: null, curtain: false });
    // The student has the whole return window, from now, to come back.
    change.note({ lastContactAt: change.now, capturedUntil: change.now });
  });
}

export async function waivePhotos(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
  reason: string,
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const act = { what: 'photos_waived', personId, detail: reason };
    if (await change.apply({ type: 'photos_sent', at: change.now }, act))
      change.set({ proctorMessage: null });
  });
}
