import { randomUUID } from 'node:crypto';
import type { SetupFile } from '../../protocol/setup-file.ts';
import type { ExamId, InstitutionId, PersonId } from '../../protocol/ids.ts';
import { normalUserName } from '../auth/people.ts';
import { hashPassword, verifyPassword } from '../auth/passwords.ts';
import { ConfigError } from '../config.ts';
import type { Services } from '../context.ts';
import { keepQuizPassword } from '../exams/quiz-password.ts';
import type { Queries } from '../store/database.ts';
import type { OidcSettings } from '../store/institutions.ts';
import { applyIntegration } from './apply-integration.ts';
import { isNews } from './is-news.ts';
import { setInVain } from './unobeyed-settings.ts';

type Needs = Pick<Services, 'db' | 'now' | 'seal' | 'log'>;
type InstitutionSetup = SetupFile['institutions'][number];
type PersonSetup = InstitutionSetup['people'][number];
type ExamSetup = InstitutionSetup['exams'][number];

/**
 * Makes the database hold what the file says, matched by slug, user name and key. What the file says no differently
 * than when it was last applied is left as administrators have made it since; what it no longer names stays. All or
 * nothing.
 */
export async function applySetup(services: Needs, setup: SetupFile): Promise<void> {
  await services.db.transaction().execute(async (db) => {
    for (const institution of setup.institutions) {
      const id = await applyInstitution(db, services, institution);
      const isChanged = (entry: string, value: unknown) =>
        isNews(db, services.seal, `${institution.slug}/${entry}`, value);
      for (const person of institution.people) {
        if (await isChanged(`person/${normalUserName(person.userName)}`, person)) {
          await applyPerson(db, services, id, person);
        }
      }
      for (const exam of institution.exams) {
        if (await isChanged(`exam/${exam.key}`, exam)) await applyExam(db, services, id, exam);
      }
      for (const integration of institution.integrations) {
        const secret = readSetupSecret(integration.name, integration.secret);
        const values = { ...integration, secret };
        if (await isChanged(`integration/${integration.name}`, values)) {
          await applyIntegration({ ...services, db }, id, values);
        }
      }
    }
  });
}

async function applyInstitution(
  db: Queries,
  { now, seal }: Needs,
  { slug, name, support, passwordResetUrl, oidc }: InstitutionSetup,
): Promise<InstitutionId> {
  const found = await db.selectFrom('institutions').select('id').where('slug', '=', slug).executeTakeFirst();
  const id = found?.id ?? (randomUUID() as InstitutionId);
  const clientSecret = oidc && readSetupSecret(slug, oidc.clientSecret);
  const isChanged = await isNews(db, seal, `${slug}/institution`, {
    name,
    support,
    passwordResetUrl,
    ...(oidc && { oidc: { ...oidc, clientSecret } }),
  });
  if (found && !isChanged) return id;
  const sealed: OidcSettings | null =
    oidc && clientSecret ? { ...oidc, clientSecret: seal.close(clientSecret, id) } : null;
  const values = {
    name,
    support: JSON.stringify(support),
    passwordResetUrl,
    oidc: sealed === null ? null : JSON.stringify(sealed),
  };
  if (found) await db.updateTable('institutions').set(values).where('id', '=', id).execute();
  else
    await db
      .insertInto('institutions')
      .values({ ...values, id, slug, createdAt: now() })
      .execute();
  return id;
}

function readSetupSecret(owner: string, secret: string | { env: string }): string {
  if (typeof secret === 'string') return secret;
  const value = process.env[secret.env];
  if (!value)
    throw new ConfigError(`the secret of ${owner} should stand in $${secret.env}, which is not set`);
  return value;
}

async function applyPerson(
  db: Queries,
  { now }: Needs,
  institutionId: InstitutionId,
  { userName: writtenName, name, email, role, password }: PersonSetup,
): Promise<void> {
  const userName = normalUserName(writtenName);
  const found = await db
    .selectFrom('people')
    .select(['id', 'source', 'role', 'listedRole', 'passwordHash'])
    .where('institutionId', '=', institutionId)
    .where('userName', '=', userName)
    .executeTakeFirst();
  if (!found) {
    await db
      .insertInto('people')
      .values({
        id: randomUUID() as PersonId,
        institutionId,
        subject: userName,
        source: 'local',
        userName,
        role,
        listedRole: role,
        name,
        email,
        passwordHash: password === undefined ? null : await hashPassword(password),
        createdAt: now(),
      })
      .execute();
    return;
  }
  const isSamePassword = password === undefined || (await verifyPassword(password, found.passwordHash));
  // Name and e-mail of somebody who signed in at their institution are the institution's to say.
  const own = found.source === 'local' ? { name, email } : {};
  const hasListedRole = found.source === 'local' || found.role === (found.listedRole ?? 'student');
  await db
    .updateTable('people')
    .set({
      ...own,
      listedRole: role,
      role: hasListedRole ? role : found.role,
      passwordHash: isSamePassword ? found.passwordHash : await hashPassword(password),
    })
    .where('id', '=', found.id)
    .execute();
}

async function applyExam(
  db: Queries,
  needs: Needs,
  institutionId: InstitutionId,
  { key, name, courseName, lms, quizPassword, settings: given, startsAt, endsAt, students }: ExamSetup,
): Promise<void> {
  const settings = { ...given, startsAt: startsAt ?? given.startsAt, endsAt: endsAt ?? given.endsAt };
  const { now, log } = needs;
  const inVain = setInVain(settings);
  if (inVain.length > 0) {
    log.warn({ exam: key, settings: inVain }, 'these settings are kept, but nothing acts on them yet');
  }
  const values = {
    name,
    courseName,
    lms: JSON.stringify(lms),
    settings: JSON.stringify(settings),
    restricted: students !== undefined,
    startsAt: settings.startsAt,
    endsAt: settings.endsAt,
  };
  const { id } = await db
    .insertInto('exams')
    .values({ ...values, id: randomUUID() as ExamId, institutionId, key, createdAt: now() })
    .onConflict((conflict) => conflict.columns(['institutionId', 'key']).doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  if (quizPassword !== undefined) {
    await keepQuizPassword(db, needs, id, readSetupSecret(key, quizPassword));
  }
  await db.deleteFrom('examStudents').where('examId', '=', id).execute();
  const subjects = [...new Set(students?.map(normalUserName))];
  if (subjects.length > 0) {
    await db
      .insertInto('examStudents')
      .values(subjects.map((subject) => ({ examId: id, subject })))
      .execute();
  }
}
