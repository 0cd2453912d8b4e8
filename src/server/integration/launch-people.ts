import { randomUUID } from 'node:crypto';
import type { InstitutionId, IntegrationId, PersonId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';

/**
 * Keeps somebody an LMS vouches for, and gives their id. A student of an LMS is never taken for anybody else here, as
 * whoever can name a user in an LMS could otherwise become a proctor. `as` keeps a watcher of recordings apart from a
 * student of the same name.
 */
export async function rememberLmsPerson(
  db: Queries,
  about: {
    institutionId: InstitutionId;
    integrationId: IntegrationId;
    accountName: string;
    userId: string;
    name: string;
    email: string | null;
    as: 'student' | 'proctor';
    now: number;
  },
): Promise<{ id: PersonId; subject: string }> {
  const { institutionId, integrationId, accountName, userId, name, email, as: role, now } = about;
  const subject = JSON.stringify([integrationId, role, accountName, userId]);
  const { id } = await db
    .insertInto('people')
    .values({
      id: randomUUID() as PersonId,
      institutionId,
      subject,
      source: 'lms',
      userName: null,
      role,
      listedRole: null,
      name,
      email,
      passwordHash: null,
      createdAt: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['institutionId', 'source', 'subject']).doUpdateSet({ name, email }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, subject };
}

/** What an administrator may call a student of an LMS, in an exam of that LMS: user name there, or e-mail. */
export async function lmsNamesOf(db: Queries, personId: PersonId): Promise<string[]> {
  const person = await db
    .selectFrom('people')
    .select(['subject', 'email'])
    .where('id', '=', personId)
    .where('source', '=', 'lms')
    .executeTakeFirst();
  if (!person) return [];
  return [lmsUserIdOf(person.subject), person.email]
    .filter((name) => name !== null)
    .map((name) => name.toLowerCase());
}

/** What the LMS itself calls somebody of `source` lms. */
export const lmsUserIdOf = (subject: string): string => (JSON.parse(subject) as string[])[3] ?? '';
