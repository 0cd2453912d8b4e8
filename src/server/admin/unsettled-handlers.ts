import type { UnsettledMessage } from '../../protocol/api/admin/unsettled.ts';
import { ExamusError } from '../../protocol/errors.ts';
import type { InstitutionId, IntegrationId } from '../../protocol/ids.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import type { IntegrationRow } from '../integration/integrations.ts';
import { messageOf, type OutboxRow, UNSETTLED } from '../integration/outbox/message.ts';
import { droppedBody, rememberReview } from '../integration/outbox/tell.ts';
import { isBlindNow, pseudonymOf } from '../review/blind.ts';
import type { Queries } from '../store/database.ts';
import { getOwnIntegration } from './own-integration.ts';
import { recordAudit } from './record-audit.ts';

const MOST = 500;

/** What the outbox cannot decide by itself, for an administrator to decide. */
export function unsettledHandlers(services: Services): Pick<Handlers, 'unsettledMessages' | 'settleMessage'> {
  const { db, now, origin } = services;
  return {
    async unsettledMessages({ caller, input: { params } }) {
      const integration = await getOwnIntegration(db, caller.person.institutionId, params.integrationId);
      return { messages: await listUnsettled(db, caller.person.institutionId, integration.id) };
    },

    async settleMessage({ caller, input: { params, body } }) {
      const { institutionId } = caller.person;
      return db.transaction().execute(async (trx) => {
        const integration = await getOwnIntegration(trx, institutionId, params.integrationId);
        const row = await lockUnsettled(trx, integration, params.outboxId);
        const message = await messageOf(trx, row, integration, origin());
        if (body.act === 'arrived' && message) await rememberReview({ db: trx, now }, row, message);
        const state = ({ again: 'waiting', arrived: 'done', drop: 'dropped' } as const)[body.act];
        await trx
          .updateTable('outbox')
          .set({
            state,
            ...(body.act === 'again' ? { tries: 0, dueAt: now(), endedAt: null } : {}),
            ...(body.act === 'drop' ? { body: droppedBody(row, message, now()) } : {}),
          })
          .where('id', '=', row.id)
          .execute();
        await recordAudit(trx, caller, now(), {
          what: 'message_settled',
          subject: `${integration.name}: ${row.kind} ${row.sessionId}`,
          before: { state: row.state },
          after: { state: body.act },
        });
        return { messages: await listUnsettled(trx, institutionId, integration.id) };
      });
    },
  };
}

/** Rejects with `not_found` when it is settled already or another integration's. */
async function lockUnsettled(db: Queries, { id }: IntegrationRow, outboxId: number): Promise<OutboxRow> {
  const row = await db
    .selectFrom('outbox')
    .selectAll()
    .where('id', '=', outboxId)
    .where('integrationId', '=', id)
    .where('state', 'in', UNSETTLED)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new ExamusError('not_found', 'nothing waits for an answer under this number');
  return row;
}

async function listUnsettled(
  db: Queries,
  institutionId: InstitutionId,
  integrationId: IntegrationId,
): Promise<UnsettledMessage[]> {
  const rows = await db
    .selectFrom('outbox as o')
    .innerJoin('sessions as s', 's.id', 'o.sessionId')
    .innerJoin('exams as e', 'e.id', 's.examId')
    .innerJoin('people as p', 'p.id', 's.personId')
    .leftJoin('reviews as r', (join) => join.onRef('r.sessionId', '=', 's.id').on('r.reopenedAt', 'is', null))
    .select(['o.id', 'o.state', 'o.kind', 'o.body', 'o.sessionId', 'o.createdAt', 'o.endedAt', 'o.tries'])
    .select([
      'o.problem',
      'p.name as studentName',
      'e.name as examName',
      's.settings',
      's.phase',
      'r.decidedAt',
    ])
    .where('s.institutionId', '=', institutionId)
    .where('o.integrationId', '=', integrationId)
    .where('o.state', 'in', UNSETTLED)
    .orderBy('o.id')
    .limit(MOST)
    .execute();
  return rows.map(({ body, state, problem, settings, phase, decidedAt, ...row }) => {
    const { event = null, startsAt = null } = body as Partial<Pick<UnsettledMessage, 'event' | 'startsAt'>>;
    // An administrator may be its reviewer.
    const isBlind = isBlindNow({ settings, phase, decidedAt });
    return {
      ...row,
      studentName: isBlind ? pseudonymOf(row.sessionId) : row.studentName,
      event,
      startsAt,
      state: state as UnsettledMessage['state'],
      problem: problem ?? '',
    };
  });
}
