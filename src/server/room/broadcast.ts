import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import { chatText } from '../../protocol/evidence.ts';
import { type ExamId, type MessageId, messageId, type SessionId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { workOnEach } from '../work-on-each.ts';
import { sha256 } from '../evidence/sha256.ts';
import { mayProctor } from '../grid/may-proctor.ts';
import { changeSession } from '../sessions/change-session.ts';
import { addChat } from '../sessions/chat.ts';

const present = ['awaiting_admission', 'running', 'paused', 'interrupted'] as const;

/**
 * Writes to everybody who is at an exam now. Gives how many there are. Rejects with `not_found` for an exam that is not
 * the author's to proctor, and when it did not reach everybody: said again under the same id, it reaches the rest.
 */
export async function broadcast(
  services: Services,
  examId: ExamId,
  author: Person,
  { id, text }: { id: MessageId; text: string },
): Promise<number> {
  const { id: personId, name: authorName, institutionId } = author;
  const exam = await services.db
    .selectFrom('exams')
    .select('id')
    .where('id', '=', examId)
    .where('institutionId', '=', institutionId)
    .where(mayProctor(author, 'exams.id'))
    .executeTakeFirst();
  if (!exam) throw new ExamusError('not_found', 'no such exam');
  const sessions = await services.db
    .selectFrom('sessions')
    .select('id')
    .where('examId', '=', examId)
    .where('phase', 'in', [...present])
    .execute();
  const [failed] = await workOnEach(
    sessions.map(({ id: sessionId }) => sessionId),
    (sessionId) =>
      changeSession(services, sessionId, async (change) => {
        const own = copyOf(id, sessionId);
        const { chatSeq } = change.session;
        await addChat(change, { id: own, text, at: change.now, from: 'proctor', personId, authorName });
        if (change.session.chatSeq === chatSeq) return;
        await change.record({
          what: 'chat',
          personId,
          detail: own,
          about: sha256(chatText({ id: own, text })),
        });
      }),
    { log: services.log, complaint: 'what was written to everybody did not reach these sessions' },
  );
  if (failed) throw failed.error;
  return sessions.length;
}

/** Each student's copy has an id of its own that is the same when the message is sent again. */
function copyOf(id: MessageId, sessionId: SessionId): MessageId {
  const hex = createHash('sha256').update(`${id} ${sessionId}`).digest('hex');
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`];
  return v.parse(messageId, `${uuid.join('-')}-${hex.slice(20, 32)}`);
}
