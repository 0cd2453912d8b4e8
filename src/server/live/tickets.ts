import type { FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { ExamusError } from '../../protocol/errors.ts';
import type { PersonId, SessionId } from '../../protocol/ids.ts';
import type { Role } from '../../protocol/views.ts';
import { hashToken, issueToken, takeToken, tokenTtlMs } from '../auth/tokens.ts';
import type { Services } from '../context.ts';
import type { Handlers } from '../http/routes.ts';
import { noteMachine } from '../sessions/machines.ts';

/** Whose socket a ticket opens. */
export type Visitor =
  | { role: 'student'; sessionId: SessionId | null; client: string }
  | { role: 'proctor'; personId: PersonId; tokenHash: string };

const ticketData = v.object({ role: v.picklist(['student', 'proctor']), by: v.string() });

/** A WebSocket of an extension carries neither header nor cookie: it is opened by a ticket that works once. */
export function liveHandlers({ db, now }: Services): Pick<Handlers, 'liveTicket' | 'sessionTicket'> {
  const issue = (role: 'student' | 'proctor', by: string, personId: PersonId, sessionId: SessionId | null) =>
    issueToken(db, {
      kind: 'ticket',
      now: now(),
      ttlMs: tokenTtlMs.ticket,
      personId,
      sessionId,
      data: { role, by } satisfies v.InferInput<typeof ticketData>,
    });
  return {
    async liveTicket({ caller }) {
      const { id, role } = caller.person;
      return ticketOf(await issue(watcherRole(role), caller.tokenHash, id, null));
    },
    async sessionTicket({ input, caller, request }) {
      const personId = caller.kind === 'upload' ? caller.personId : caller.person.id;
      const { sessionId } = input.params;
      const client = input.query.client ?? bearerHash(request);
      if (input.query.client !== undefined) await noteMachine({ db, now }, sessionId, client);
      return ticketOf(await issue('student', client, personId, sessionId));
    },
  };
}

const ticketOf = ({ token }: { token: string }) => ({ ticket: token });
const watcherRole = (role: Role) => (role === 'student' ? 'student' : 'proctor');
const bearerHash = (request: FastifyRequest): string => hashToken(request.headers.authorization ?? '');

/** Uses a ticket up. Rejects with `not_signed_in` when it is unknown, used or too old. */
export async function redeemTicket(
  { db, now }: Pick<Services, 'db' | 'now'>,
  secret: string,
): Promise<Visitor> {
  const row = await takeToken(db, 'ticket', secret, now());
  if (!row?.personId) throw new ExamusError('not_signed_in', 'this ticket is not good any more');
  const { role, by } = v.parse(ticketData, row.data);
  return role === 'student'
    ? { role, sessionId: row.sessionId, client: by }
    : { role, personId: row.personId, tokenHash: by };
}
