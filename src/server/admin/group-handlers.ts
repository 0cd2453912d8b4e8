import { randomUUID } from 'node:crypto';
import { ExamusError } from '../../protocol/errors.ts';
import type { GroupId, InstitutionId } from '../../protocol/ids.ts';
import { normalUserName } from '../auth/people.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { isUniqueViolation, type Queries } from '../store/database.ts';
import { recordAudit } from './record-audit.ts';

type Served = 'adminGroups' | 'createGroup' | 'adminGroup' | 'putGroup' | 'deleteGroup';
interface Group {
  id: GroupId;
  name: string;
  members: string[];
}

export function groupHandlers({ db, now }: Services): Pick<Handlers, Served> {
  return {
    async adminGroups({ caller }) {
      const groups = await db
        .selectFrom('groups as g')
        .leftJoin('groupMembers as m', 'm.groupId', 'g.id')
        .select(['g.id', 'g.name', (e) => e.fn.count<number>('m.subject').as('memberCount')])
        .where('g.institutionId', '=', caller.person.institutionId)
        .groupBy(['g.id', 'g.name'])
        .orderBy('g.name')
        .execute();
      return { groups };
    },

    adminGroup: ({ caller, input }) => getGroup(db, caller.person.institutionId, input.params.groupId),

    async createGroup({ caller, input: { body } }) {
      const { institutionId } = caller.person;
      const group = { ...body, id: randomUUID() as GroupId };
      return whenNameIsFree(() =>
        db.transaction().execute(async (trx) => {
          await trx.insertInto('groups').values({ id: group.id, institutionId, name: group.name }).execute();
          const after = await setMembers(trx, group);
          await recordAudit(trx, caller, now(), { what: 'group_created', subject: group.name, after });
          return after;
        }),
      );
    },

    async putGroup({ caller, input: { params, body } }) {
      const { institutionId } = caller.person;
      return whenNameIsFree(() =>
        db.transaction().execute(async (trx) => {
          const before = await getGroup(trx, institutionId, params.groupId);
          await trx.updateTable('groups').set({ name: body.name }).where('id', '=', before.id).execute();
          const after = await setMembers(trx, { ...body, id: before.id });
          await recordAudit(trx, caller, now(), {
            what: 'group_changed',
            subject: body.name,
            before,
            after,
          });
          return after;
        }),
      );
    },

    async deleteGroup({ caller, input: { params } }) {
      return db.transaction().execute(async (trx) => {
        const before = await getGroup(trx, caller.person.institutionId, params.groupId);
        const used = await trx
          .selectFrom('examGroups')
          .innerJoin('exams', 'exams.id', 'examGroups.examId')
          .select('exams.name')
          .where('groupId', '=', before.id)
          .execute();
        if (used.length > 0) {
          const exams = used.map(({ name }) => name);
          throw new ExamusError('conflict', 'exams name this group', { exams });
        }
        await trx.deleteFrom('groups').where('id', '=', before.id).execute();
        await recordAudit(trx, caller, now(), { what: 'group_deleted', subject: before.name, before });
        return {};
      });
    },
  };
}

async function getGroup(db: Queries, institutionId: InstitutionId, id: GroupId): Promise<Group> {
  const group = await db
    .selectFrom('groups')
    .select(['id', 'name'])
    .where('id', '=', id)
    .where('institutionId', '=', institutionId)
    .executeTakeFirst();
  if (!group) throw new ExamusError('not_found', 'no such group');
  const members = await db
    .selectFrom('groupMembers')
    .select('subject')
    .where('groupId', '=', id)
    .orderBy('subject')
    .execute();
  return { ...group, members: members.map(({ subject }) => subject) };
}

async function setMembers(db: Queries, { id, name, members }: Group): Promise<Group> {
  const subjects = [...new Set(members.map(normalUserName))].sort();
  await db.deleteFrom('groupMembers').where('groupId', '=', id).execute();
  const rows = subjects.map((subject) => ({ groupId: id, subject }));
  for (let at = 0; at < rows.length; at += 1000) {
    await db
      .insertInto('groupMembers')
      .values(rows.slice(at, at + 1000))
      .execute();
  }
  return { id, name, members: subjects };
}

async function whenNameIsFree<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isUniqueViolation(error)) throw new ExamusError('conflict', 'another group has this name');
    throw error;
  }
}
