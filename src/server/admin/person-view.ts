import type { Selectable } from 'kysely';
import type { AdminPerson } from '../../protocol/api/admin/people.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { InstitutionId, PersonId } from '../../protocol/ids.ts';
import type { Queries } from '../store/database.ts';
import type { Tables } from '../store/tables.ts';

export type PersonRow = Selectable<Tables['people']>;

export const selectPeople = (db: Queries, institutionId: InstitutionId) =>
  db
    .selectFrom('people')
    .selectAll()
    .where('institutionId', '=', institutionId)
    .where('source', '<>', 'api_key');

/** Rejects with `not_found` when they are not of this institution. */
export async function getPerson(db: Queries, institutionId: InstitutionId, id: PersonId): Promise<PersonRow> {
  const row = await selectPeople(db, institutionId).where('id', '=', id).executeTakeFirst();
  if (!row) throw new ExamusError('not_found', 'no such person');
  return row;
}

export const toAdminPerson = (row: PersonRow): AdminPerson => ({
  id: row.id,
  name: row.name,
  userName: row.userName,
  email: row.email,
  role: row.role,
  state:
    row.disabledAt !== null
      ? 'deactivated'
      : row.source === 'oidc' || row.passwordHash !== null
        ? 'active'
        : 'invited',
  isInstitutions: row.source === 'oidc',
  createdAt: row.createdAt,
});

/** What the audit log keeps of a person. */
export const auditOf = ({ name, userName, email, role, disabledAt }: PersonRow) => ({
  name,
  userName,
  email,
  role,
  active: disabledAt === null,
});
