import type { WebSocket } from 'ws';
import { type FromProctor, fromProctor, type ToProctor } from '../../protocol/live.ts';
import type { Services } from '../context.ts';
import type { FollowedHub, ProctorWatch } from './live-hub.ts';
import { closeCodes, liveSocket } from './live-socket.ts';
import type { Visitor } from './tickets.ts';

/** How long a console may go on listening after its person signed out elsewhere. */
const LOGIN_CHECK_MS = 30_000;

/** The socket of a console: rows of its institution's sessions, chat and warnings of the one it watches. */
export async function serveProctor(
  services: Services,
  hub: FollowedHub,
  socket: WebSocket,
  { personId, tokenHash }: Extract<Visitor, { role: 'proctor' }>,
): Promise<void> {
  const { now, log, db } = services;
  const line = liveSocket<FromProctor, ToProctor>(socket, fromProctor, (error) =>
    log.info({ err: error, personId }, 'a live socket failed'),
  );
  const watch: ProctorWatch = { send: line.send, sessionId: null };
  let loginCheckedAt = now();
  const isSignedIn = async (): Promise<boolean> => {
    if (now() - loginCheckedAt < LOGIN_CHECK_MS) return true;
    loginCheckedAt = now();
    const login = await db
      .selectFrom('tokens')
      .select('expiresAt')
      .where('hash', '=', tokenHash)
      .executeTakeFirst();
    return login !== undefined && login.expiresAt > now();
  };
  line.onMessage(async (message) => {
    if (!(await isSignedIn())) return line.close(closeCodes.signedOut, 'signed out');
    if (message.type === 'watch') watch.sessionId = message.sessionId;
    else line.send({ type: 'pong', sentAt: message.sentAt, now: now() });
  });
  try {
    const person = await db
      .selectFrom('people')
      .select('institutionId')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow();
    hub.followInstitution(person.institutionId, watch, line.signal);
  } catch (error) {
    log.warn({ err: error, personId }, 'a console could not follow its institution');
    line.close(1011, 'try again');
  }
}
