import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { HandlerInput } from '../../protocol/api.ts';
import { chatText } from '../../protocol/evidence.ts';
import { messageId, type SessionId } from '../../protocol/ids.ts';
import type { Person } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { sha256 } from '../evidence/sha256.ts';
import { assertChangeable, decideByScore } from '../review/record-verdict.ts';
import { changeSession } from '../sessions/change-session.ts';
import { addChat } from '../sessions/chat.ts';
import { languageOfStudent } from '../sessions/language-of-student.ts';
import { commonTexts } from './common-texts.ts';

/**
 * What a person saw. Told to the student, it is a message as well: they must be able to answer it. A warning that is
 * there already is not added again. An exam may want none of them told. Rejects with `conflict` when the exam's first
 * verdict is final and given.
 */
export async function addWarning(
  services: Services,
  sessionId: SessionId,
  { id: personId, name: authorName }: Person,
  { id: warningId, type, startAt, note, tell }: HandlerInput<'addWarning'>['body'],
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const at = Math.min(startAt, change.now);
    const stored = await change.db
      .insertInto('warnings')
      .values({
        id: warningId,
        sessionId,
        type,
        startAt: at,
        endAt: at,
        source: 'human',
        confidence: null,
        reason: note,
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning(['id', 'type', 'startAt', 'endAt', 'source', 'confidence', 'reason'])
      .executeTakeFirst();
    if (!stored) return;
    await assertChangeable(change);
    change.addWarning(stored);
    await change.record({ what: 'warning_added', personId, detail: `${type}: ${note}` });
    await decideByScore(change);
    if (!tell || !change.session.settings.sendManualWarningsToLearner) return;
    const label = commonTexts(await languageOfStudent(change))(`warning_${type}`);
    const text = note === '' ? label : `${label}. ${note}`;
    const id = v.parse(messageId, randomUUID());
    await addChat(change, { id, text, at: change.now, from: 'proctor', personId, authorName });
    await change.record({ what: 'chat', personId, detail: id, about: sha256(chatText({ id, text })) });
  });
}
