import type { HandlerInput } from '../../protocol/api.ts';
import { ExamusError } from '../../protocol/errors.ts';
import { chatText } from '../../protocol/evidence.ts';
import type { SessionId } from '../../protocol/ids.ts';
import type { ChatMessage, Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { addChat } from '../sessions/chat.ts';
import { changeSession } from '../sessions/change-session.ts';

/** A proctor lets the student in, asks for new photos, or turns them away. Rejects with `wrong_phase`. */
export async function admit(
  services: Services,
  sessionId: SessionId,
  { id: personId }: Person,
  { decision, reason }: HandlerInput<'admit'>['body'],
): Promise<void> {
  const type = ({ admit: 'admitted', retake: 'retake_asked', refuse: 'refused' } as const)[decision];
  const outdated = await changeSession(services, sessionId, async (change) => {
    const act = { what: type, personId, detail: reason };
    if (!(await change.apply({ type, at: change.now }, act))) return [];
    change.set({ proctorMessage: decision === 'admit' ? null : reason || null });
    if (decision !== 'retake') return [];
    // All are taken anew: the first new one alone must not make the student identified again.
    return change.db.deleteFrom('photos').where('sessionId', '=', sessionId).returning('blobKey').execute();
  });
  for (const { blobKey } of outdated) await services.blobs.delete(blobKey);
}

export async function sendProctorChat(
  services: Services,
  sessionId: SessionId,
  { id: personId, name: authorName }: Person,
  { id, text }: HandlerInput<'proctorChat'>['body'],
): Promise<ChatMessage> {
  return changeSession(services, sessionId, async (change) => {
    const { phase, chatSeq } = change.session;
    const message = { id, text, at: change.now, from: 'proctor' as const, personId, authorName };
    const kept = await addChat(change, message);
    // The same message again is no act, and was taken whatever happened since.
    if (change.session.chatSeq === chatSeq) return kept;
    if (phase === 'closed') {
      throw new ExamusError('wrong_phase', 'the exam is closed: nobody would read it', { phase });
    }
    // What the student says is in the journal; what is said to the student, here.
    await change.record({ what: 'chat', personId, detail: id, about: sha256(chatText({ id, text })) });
    return kept;
  });
}

export async function endExam(
  services: Services,
  sessionId: SessionId,
  { id: personId }: Person,
  reason: string,
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const act = { what: 'ended', personId, detail: reason };
    const isEnded = await change.apply({ type: 'finish', at: change.now, reason: 'by_proctor' }, act);
    if (isEnded) change.set({ proctorMessage: reason });
  });
}
