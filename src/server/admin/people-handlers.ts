import { randomUUID } from 'node:crypto';
import type { Invitation } from '../../protocol/api/admin/people.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId } from '../../protocol/ids.ts';
import { normalUserName } from '../auth/people.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { isUniqueViolation, type Queries } from '../store/database.ts';
import { getInstitution } from '../store/institutions.ts';
import { importPeople } from './import-people.ts';
import { makeInvitation } from './invite.ts';
import { partOf } from './part-of.ts';
import { auditOf, getPerson, type PersonRow, selectPeople, toAdminPerson } from './person-view.ts';
import { recordAudit } from './record-audit.ts';

const PAGE = 100;
type Served = 'adminPeople' | 'invitePerson' | 'changePerson' | 'inviteAgain' | 'importPeople';

export function peopleHandlers(services: Services): Pick<Handlers, Served> {
  const { db, now } = services;

  /** Where people sign in at their institution there is nothing to choose, so nothing to send. */
  async function invite(trx: Queries, person: PersonRow): Promise<Invitation> {
    const { oidc } = await getInstitution(trx, person.institutionId);
    const made = oidc === null ? await makeInvitation(trx, services, person.id) : null;
    return {
      person: toAdminPerson(person),
      link: made?.link ?? null,
      expiresAt: made?.expiresAt ?? null,
    };
  }

  return {
    async adminPeople({ caller, input: { query } }) {
      const { q, role, skip = 0 } = query;
      const found = selectPeople(db, caller.person.institutionId)
        .$if(role !== undefined, (rows) => rows.where('role', '=', role!))
        .$if(Boolean(q?.trim()), (rows) =>
          rows.where((e) =>
            e.or((['name', 'userName', 'email'] as const).map((column) => e(column, 'ilike', partOf(q!)))),
          ),
        );
      const rows = await found
        .orderBy('name')
        .orderBy('id')
        .offset(skip)
        .limit(PAGE + 1)
        .execute();
      const { total } = await found
        .clearSelect()
        .select((e) => e.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow();
      return { people: rows.slice(0, PAGE).map(toAdminPerson), more: rows.length > PAGE, total };
    },

    async invitePerson({ caller, input: { body } }) {
      const userName = normalUserName(body.userName);
      const { institutionId } = caller.person;
      try {
        return await db.transaction().execute(async (trx) => {
          const person = await trx
            .insertInto('people')
            .values({
              id: randomUUID() as PersonId,
              institutionId,
              subject: userName,
              source: 'local',
              userName,
              role: body.role,
              listedRole: body.role,
              name: body.name,
              email: body.email,
              passwordHash: null,
              createdAt: now(),
            })
            .returningAll()
            .executeTakeFirstOrThrow();
          const after = auditOf(person);
          await recordAudit(trx, caller, now(), { what: 'person_invited', subject: person.name, after });
          return invite(trx, person);
        });
      } catch (error) {
        if (isUniqueViolation(error)) throw new ExamusError('conflict', 'this user name is taken');
        throw error;
      }
    },

    async changePerson({ caller, input: { params, body } }) {
      const { institutionId } = caller.person;
      return db.transaction().execute(async (trx) => {
        const before = await getPerson(trx, institutionId, params.personId);
        assertMayChange(before, caller.person.id, body);
        const after: PersonRow = {
          ...before,
          name: body.name ?? before.name,
          email: body.email === undefined ? before.email : body.email,
          role: body.role ?? before.role,
          listedRole: body.role ?? before.listedRole,
          disabledAt: body.active === undefined ? before.disabledAt : body.active ? null : now(),
        };
        const { name, email, role, listedRole, disabledAt } = after;
        await trx
          .updateTable('people')
          .set({ name, email, role, listedRole, disabledAt })
          .where('id', '=', before.id)
          .execute();
        if (disabledAt !== null) await signOutEverywhere(trx, before.id);
        const isSwitched = (before.disabledAt === null) !== (disabledAt === null);
        await recordAudit(trx, caller, now(), {
          what: !isSwitched
            ? 'person_changed'
            : disabledAt === null
              ? 'person_activated'
              : 'person_deactivated',
          subject: name,
          before: auditOf(before),
          after: auditOf(after),
        });
        return toAdminPerson(after);
      });
    },

    async inviteAgain({ caller, input: { params } }) {
      return db.transaction().execute(async (trx) => {
        const person = await getPerson(trx, caller.person.institutionId, params.personId);
        if (person.disabledAt !== null) throw new ExamusError('conflict', 'this account is deactivated');
        if (person.source === 'oidc') throw new ExamusError('conflict', 'they sign in at their institution');
        await recordAudit(trx, caller, now(), { what: 'person_invited', subject: person.name });
        return invite(trx, person);
      });
    },

    importPeople: ({ caller, input: { body } }) => importPeople(services, caller, body),
  };
}

/** Nobody locks themselves out; what the institution's login says of somebody is not ours to change. */
function assertMayChange(
  person: PersonRow,
  ownId: PersonId,
  { role, active, name, email }: { role?: unknown; active?: unknown; name?: unknown; email?: unknown },
): void {
  const isOwnRole = person.id === ownId && role !== undefined && role !== person.role;
  if (isOwnRole || (person.id === ownId && active === false)) {
    throw new ExamusError('conflict', 'ask another administrator to change your own role or account');
  }
  const isOther = (given: unknown, kept: unknown) => given !== undefined && given !== kept;
  if (person.source === 'oidc' && (isOther(name, person.name) || isOther(email, person.email))) {
    throw new ExamusError('conflict', 'name and e-mail come from the institution');
  }
}

/** A student's upload tokens stay: what was recorded must still arrive. */
async function signOutEverywhere(db: Queries, personId: PersonId): Promise<void> {
  await db
    .deleteFrom('tokens')
    .where('personId', '=', personId)
    .where('kind', 'in', ['login', 'ticket', 'code', 'invitation'])
    .execute();
}
