import type { Language } from '../../protocol/views.ts';
import type { SessionChange } from './change-session.ts';

/** The language in which the student agreed is the one they read. */
export async function languageOfStudent({ db, session }: SessionChange): Promise<Language> {
  const consent = await db
    .selectFrom('consents')
    .select('language')
    .where('sessionId', '=', session.id)
    .executeTakeFirst();
  return consent?.language ?? 'ru';
}
