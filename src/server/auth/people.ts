import { randomUUID } from 'node:crypto';
import type { PersonId } from '../../protocol/ids.ts';
import type { Role } from '../../protocol/views.ts';
import type { Services } from '../context.ts';
import { isUniqueViolation, type Queries } from '../store/database.ts';
import type { InstitutionRow, OidcSettings } from '../store/institutions.ts';
import type { Claims } from './oidc-client.ts';

/** User names are compared without regard to case. */
export const normalUserName = (text: string): string => text.trim().normalize('NFC').toLowerCase();

/**
 * Keeps what the institution says of somebody who signed in, and gives their id. Who was listed in the set-up file is
 * matched by user name or e-mail the first time, by `sub` ever after. The role is what the claim says, else what the
 * list says, else student.
 */
export async function rememberPerson(
  services: Pick<Services, 'db' | 'now'>,
  institution: InstitutionRow,
  claims: Claims,
): Promise<PersonId> {
  try {
    return await keep(services, institution, claims);
  } catch (error) {
    // Two windows may sign the same person in for the first time at once; the second finds the row of the first.
    if (isUniqueViolation(error)) return keep(services, institution, claims);
    throw error;
  }
}

async function keep(
  services: Pick<Services, 'db' | 'now'>,
  institution: InstitutionRow,
  claims: Claims,
): Promise<PersonId> {
  const settings = institution.oidc as OidcSettings;
  const name = nameOf(claims);
  const email = emailOf(claims);
  return services.db.transaction().execute(async (db) => {
    const found =
      (await findBySubject(db, institution, claims.sub)) ?? (await findListed(db, institution, claims));
    const userName = found?.userName ?? (await freeUserName(db, institution, claims));
    const person = {
      subject: claims.sub,
      source: 'oidc' as const,
      userName,
      role: roleOf(claims, settings) ?? found?.listedRole ?? ('student' as const),
      name,
      email,
    };
    if (found) {
      await db.updateTable('people').set(person).where('id', '=', found.id).execute();
      return found.id;
    }
    const id = randomUUID() as PersonId;
    await db
      .insertInto('people')
      .values({
        ...person,
        id,
        institutionId: institution.id,
        listedRole: null,
        passwordHash: null,
        createdAt: services.now(),
      })
      .execute();
    return id;
  });
}

const findBySubject = (db: Queries, institution: InstitutionRow, subject: string) =>
  db
    .selectFrom('people')
    .select(['id', 'userName', 'listedRole'])
    .where('institutionId', '=', institution.id)
    .where('source', '=', 'oidc')
    .where('subject', '=', subject)
    .executeTakeFirst();

/** A listed person who has not signed in yet. A local account with a password of its own is nobody else's. */
const findListed = (db: Queries, institution: InstitutionRow, claims: Claims) =>
  db
    .selectFrom('people')
    .select(['id', 'userName', 'listedRole'])
    .where('institutionId', '=', institution.id)
    .where('source', '=', 'local')
    .where('passwordHash', 'is', null)
    .where('listedRole', 'is not', null)
    .where('userName', 'in', [...namesOf(claims), ''])
    .executeTakeFirst();

/** One that the institution calls unverified is anybody's: exams and roles are given by it. */
const emailOf = (claims: Claims): string | null =>
  claims['email_verified'] === false ? null : textOf(claims['email']);

/** Under what somebody may be listed. */
function namesOf(claims: Claims): string[] {
  return [textOf(claims['preferred_username']), emailOf(claims), claims.sub]
    .filter((name) => name !== null)
    .map(normalUserName);
}

async function freeUserName(
  db: Queries,
  institution: InstitutionRow,
  claims: Claims,
): Promise<string | null> {
  const wanted = textOf(claims['preferred_username']);
  if (wanted === null) return null;
  const userName = normalUserName(wanted);
  const taken = await db
    .selectFrom('people')
    .select('id')
    .where('institutionId', '=', institution.id)
    .where('userName', '=', userName)
    .executeTakeFirst();
  return taken ? null : userName;
}

function nameOf(claims: Claims): string {
  const full = [textOf(claims['given_name']), textOf(claims['family_name'])].filter(Boolean).join(' ');
  return (
    textOf(claims['name']) ??
    (full || (textOf(claims['preferred_username']) ?? textOf(claims['email']) ?? claims.sub))
  ).slice(0, 200);
}

export function roleOf(
  claims: Claims,
  {
    roleClaim,
    proctorValues,
    adminValues,
  }: Pick<OidcSettings, 'roleClaim' | 'proctorValues' | 'adminValues'>,
): Role | null {
  const claim = claims[roleClaim];
  const values = (Array.isArray(claim) ? claim : [claim]).filter((value) => typeof value === 'string');
  if (values.some((value) => adminValues.includes(value))) return 'admin';
  return values.some((value) => proctorValues.includes(value)) ? 'proctor' : null;
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 320) : null;
