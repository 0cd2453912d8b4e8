import type { SessionChange } from './change-session.ts';

/** Whether an act `about` the same thing was done already: a repeat of what must not be done twice. */
export async function hasAct({ db, session }: SessionChange, what: string, about: string): Promise<boolean> {
  const act = await db
    .selectFrom('acts')
    .select('seq')
    .where('sessionId', '=', session.id)
    .where('what', '=', what)
    .where('about', '=', about)
    .executeTakeFirst();
  return act !== undefined;
}
