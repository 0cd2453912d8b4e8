import { ExamusError } from '../../protocol/errors.ts';
import { chatText } from '../../protocol/evidence.ts';
import type { MessageId, SessionId, WarningId } from '../../protocol/ids.ts';
import { type ChatMessage, languages, type Person } from '../../protocol/views.ts';
import type { WarningType } from '../../protocol/warnings.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { changeSession } from '../sessions/change-session.ts';
import { addChat, storedChat } from '../sessions/chat.ts';
import { languageOfStudent } from '../sessions/language-of-student.ts';
import { commonTexts } from './common-texts.ts';

/**
 * What a machine noticed, said to the student by a person. The same message id again gives the stored message. Rejects
 * with `not_found` when the warning is not the session's, `wrong_phase` when nobody would read it.
 */
export async function forwardWarning(
  services: Services,
  sessionId: SessionId,
  warningId: WarningId,
  { id: personId, name: authorName }: Person,
  id: MessageId,
): Promise<ChatMessage> {
  return changeSession(services, sessionId, async (change) => {
    const { phase } = change.session;
    const warning = await change.db
      .selectFrom('warnings')
      .select('type')
      .where('id', '=', warningId)
      .where('sessionId', '=', sessionId)
      .executeTakeFirst();
    if (!warning) throw new ExamusError('not_found', 'no such warning in this session');
    const stored = await storedChat(change, { id, personId });
    // The same message again is no act, and was taken whatever happened since, also in another language.
    if (stored && textsOf(warning.type).includes(stored.text)) return stored;
    if (phase === 'closed') {
      throw new ExamusError('wrong_phase', 'the exam is closed: nobody would read it', { phase });
    }
    const text = commonTexts(await languageOfStudent(change))(`warning_${warning.type}`);
    const sent = await addChat(change, { id, text, at: change.now, from: 'proctor', personId, authorName });
    await change.record({ what: 'warning_forwarded', personId, detail: `${warningId} ${warning.type}` });
    await change.record({ what: 'chat', personId, detail: id, about: sha256(chatText({ id, text })) });
    return sent;
  });
}

const textsOf = (type: WarningType): string[] =>
  languages.map((language) => commonTexts(language)(`warning_${type}`));
