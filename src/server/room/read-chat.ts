import type { SessionId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import { changeSession } from '../sessions/change-session.ts';

/** Read by one proctor is read for all who share the room: each question is to be answered once. */
export async function readChat(services: Services, sessionId: SessionId, upTo: number): Promise<void> {
  await changeSession(services, sessionId, (change) => {
    const { readSeq, chatSeq } = change.session;
    const read = Math.min(upTo, chatSeq);
    if (read > readSeq) change.set({ readSeq: read });
  });
}
