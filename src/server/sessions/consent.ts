import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Language } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import type { Queries } from '../store/database.ts';
import { changeSession } from './change-session.ts';
import { type ConsentText, consentText } from './consent-text.ts';

/** The text this session's student is asked to agree to, as it reads today. */
export async function consentTextOf(
  db: Queries,
  sessionId: SessionId,
  language: Language,
): Promise<ConsentText> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('exams as e', 'e.id', 's.examId')
    .innerJoin('institutions as i', 'i.id', 's.institutionId')
    .select(['s.settings', 'e.name as exam', 'i.name as institution', 'i.support'])
    .where('s.id', '=', sessionId)
    .executeTakeFirst();
  if (!row) throw new ExamusError('not_found', 'no such session');
  return consentText({ ...row, supportEmail: row.support.email }, language);
}

/** Keeps what was agreed to, word for word. Rejects with `conflict` when that is not the text of today. */
export async function giveConsent(
  services: Services,
  sessionId: SessionId,
  personId: PersonId,
  given: { version: string; language: Language; sha256: string },
): Promise<void> {
  await changeSession(services, sessionId, async (change) => {
    const { version, sha256, text } = await consentTextOf(change.db, sessionId, given.language);
    if (given.version !== version || given.sha256 !== sha256) {
      throw new ExamusError('conflict', 'this is not the current text of the consent', { version, sha256 });
    }
    const isNew = await change.apply(
      { type: 'consent', at: change.now },
      { what: 'consent', personId, about: sha256 },
    );
    if (!isNew) return;
    await change.db
      .insertInto('consents')
      .values({ sessionId, version, language: given.language, sha256, text, acceptedAt: change.now })
      .execute();
  });
}
