import { randomUUID } from 'node:crypto';
import type { HandlerReply } from '../../protocol/api.ts';
import type { InstitutionId, PersonId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import type { PersonCaller } from '../http/caller.ts';
import type { Queries } from '../store/database.ts';
import { getInstitution } from '../store/institutions.ts';
import { makeInvitation } from './invite.ts';
import type { PersonRow } from './person-view.ts';
import { type ListedPerson, readPeopleCsv } from './read-people-csv.ts';
import { recordAudit } from './record-audit.ts';

const MAX_ERRORS = 200;
const CHUNK = 500;

/** Adds and changes people as a table says: all of it, or with one wrong line nothing. */
export async function importPeople(
  services: Services,
  caller: PersonCaller,
  { csv, dryRun }: { csv: string; dryRun: boolean },
): Promise<HandlerReply<'importPeople'>> {
  const { db, now } = services;
  const { institutionId } = caller.person;
  const table = readPeopleCsv(csv);
  return db.transaction().execute(async (trx) => {
    const known = await knownPeople(trx, institutionId);
    const own = table.people.find(({ userName }) => known.get(userName)?.id === caller.person.id);
    const errors =
      own && own.role !== caller.person.role
        ? // Nobody locks themselves out.
          [...table.errors, { line: 0, code: 'wrong_role' as const, field: 'role', value: own.userName }]
        : table.errors;
    const added = table.people.filter(({ userName }) => !known.has(userName));
    const changed = table.people.filter((person) => isDifferent(person, known.get(person.userName)));
    const report = { lines: table.lines, errors: errors.slice(0, MAX_ERRORS), links: [] };
    if (errors.length > 0) return { ...report, added: 0, changed: 0 };
    const counts = { added: added.length, changed: changed.length };
    if (dryRun) return { ...report, ...counts };

    const rows = added.map((person) => newRow(person, institutionId, now()));
    for (let at = 0; at < rows.length; at += CHUNK) {
      await trx
        .insertInto('people')
        .values(rows.slice(at, at + CHUNK))
        .execute();
    }
    for (const person of changed) await change(trx, known.get(person.userName)!, person);
    await recordAudit(trx, caller, now(), {
      what: 'people_imported',
      subject: `${added.length} + ${changed.length}`,
      after: {
        added: added.map(({ userName, role }) => `${userName}: ${role}`),
        changed: changed.map(({ userName, role }) => `${userName}: ${role}`),
      },
    });
    const { oidc } = await getInstitution(trx, institutionId);
    const links = [];
    for (const { id, userName, name } of oidc === null ? rows : []) {
      links.push({ userName, name, link: (await makeInvitation(trx, services, id)).link });
    }
    return { ...report, ...counts, links };
  });
}

async function knownPeople(db: Queries, institutionId: InstitutionId): Promise<Map<string, PersonRow>> {
  const rows = await db
    .selectFrom('people')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('userName', 'is not', null)
    .execute();
  return new Map(rows.map((row) => [row.userName!, row]));
}

const isDifferent = (person: ListedPerson, row: PersonRow | undefined): boolean =>
  row !== undefined &&
  (row.role !== person.role ||
    (row.source === 'local' && (row.name !== person.name || row.email !== (person.email ?? row.email))));

const newRow = (
  { userName, name, email, role }: ListedPerson,
  institutionId: InstitutionId,
  now: number,
) => ({
  id: randomUUID() as PersonId,
  institutionId,
  subject: userName,
  source: 'local' as const,
  userName,
  role,
  listedRole: role,
  name,
  email,
  passwordHash: null,
  createdAt: now,
});

/** Name and e-mail of somebody who signs in at their institution are the institution's to say. */
async function change(db: Queries, row: PersonRow, { name, email, role }: ListedPerson): Promise<void> {
  const own = row.source === 'local' ? { name, email: email ?? row.email } : {};
  await db
    .updateTable('people')
    .set({ ...own, role, listedRole: role })
    .where('id', '=', row.id)
    .execute();
}
