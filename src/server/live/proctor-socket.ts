import type { WebSocket } from 'ws';
import type { SessionId } from '../../protocol/ids.ts';
import { type FromProctor, fromProctor, type Look, PING_MS, type ToProctor } from '../../protocol/live.ts';
import type { Services } from '../context.ts';
import { mayProctor, type Watcher } from '../grid/may-proctor.ts';
import { atNothing, type ConsoleLine, sessionsIn } from './console-line.ts';
import { iceWays } from './ice.ts';
import type { FollowedHub } from './live-hub.ts';
import { closeCodes, liveSocket } from './live-socket.ts';
import { StillOutlet } from './still-outlet.ts';
import type { Visitor } from './tickets.ts';

/** How long a console may go on listening after its person signed out elsewhere, or got another role. */
const LOGIN_CHECK_MS = 30_000;

/**
 * The socket of a console: rows of its institution's sessions, chat and warnings of the one it watches, tiles and stills
 * of those it looks at, and the signals of a live picture.
 */
export async function serveProctor(
  services: Services,
  hub: FollowedHub,
  socket: WebSocket,
  { personId, tokenHash }: Extract<Visitor, { role: 'proctor' }>,
): Promise<void> {
  const { now, log, db, config } = services;
  const line = liveSocket<FromProctor, ToProctor>(socket, fromProctor, (error) =>
    log.info({ err: error, personId }, 'a live socket failed'),
  );
  const found = db
    .selectFrom('people')
    .select(['id', 'role', 'institutionId'])
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  let console: ConsoleLine | null = null;
  let loginCheckedAt = now();
  const isSignedIn = async (): Promise<boolean> => {
    if (now() - loginCheckedAt < LOGIN_CHECK_MS) return true;
    loginCheckedAt = now();
    const login = await db
      .selectFrom('tokens as t')
      .innerJoin('people as p', 'p.id', 't.personId')
      .select(['t.expiresAt', 'p.role'])
      .where('t.hash', '=', tokenHash)
      .executeTakeFirst();
    // What they may see was decided by the role they came with.
    return login !== undefined && login.expiresAt > now() && login.role === (await found).role;
  };

  async function look(of: ConsoleLine, asked: Look): Promise<void> {
    const before = of.lookedAt();
    const allowed = await visible(services, of.person, sessionsIn(asked));
    of.look = {
      tiles: asked.tiles?.filter((id) => allowed.has(id)) ?? null,
      large: asked.large && allowed.has(asked.large.sessionId) ? asked.large : null,
    };
    const after = of.lookedAt();
    of.stills.keepOnly(new Set(after));
    const viewerId = of.look.large?.viewerId;
    // Before the student hears of it: the first signal must find its end ready.
    if (viewerId) line.send({ type: 'ice', viewerId, ice: iceWays(config, personId, now()) });
    hub.lookChanged([...new Set([...before, ...after])]);
    hub.showNewest(
      of,
      after.filter((id) => !before.includes(id)),
    );
  }

  line.onMessage(async (message) => {
    if (!(await isSignedIn())) return line.close(closeCodes.signedOut, 'signed out');
    await found;
    if (console === null) return;
    switch (message.type) {
      case 'ping':
        return line.send({ type: 'pong', sentAt: message.sentAt, now: now() });
      case 'watch':
        console.watched = message.sessionId;
        return;
      case 'look':
        return look(console, message);
      case 'signal': {
        const { large } = console.look;
        if (large?.viewerId === message.viewerId) hub.signalToStudent(large.sessionId, message);
        return;
      }
    }
  });
  try {
    const person = await found;
    const own: ConsoleLine = {
      person,
      send: line.send,
      stills: new StillOutlet(socket, line.signal),
      watched: null,
      look: atNothing,
      lookedAt: () => sessionsIn(own.look),
      beginAnew: () => line.close(closeCodes.beginAnew, 'news may have been missed'),
    };
    console = own;
    hub.followInstitution(person.institutionId, own, line.signal);
    tellPulses(services, own, line.signal);
  } catch (error) {
    log.warn({ err: error, personId }, 'a console could not follow its institution');
    line.close(1011, 'try again');
  }
}

/** Of these sessions those that the person may see, whatever ids were asked for. */
async function visible(
  { db }: Pick<Services, 'db'>,
  person: Watcher,
  ids: readonly SessionId[],
): Promise<ReadonlySet<SessionId>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.id', 'in', [...new Set(ids)])
    .where('sessions.institutionId', '=', person.institutionId)
    .where(mayProctor(person, 'sessions.examId'))
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What the machines behind the tiles last said of themselves; heartbeats alone are no news of a session. */
function tellPulses({ db, log }: Pick<Services, 'db' | 'log'>, line: ConsoleLine, signal: AbortSignal): void {
  const tell = async () => {
    const ids = line.look.tiles ?? [];
    if (ids.length === 0) return;
    const pulses = await db
      .selectFrom('seats')
      .select(['sessionId', 'heardAt', 'savedUpTo'])
      .where('sessionId', 'in', [...ids])
      .execute();
    line.send({ type: 'pulses', pulses });
  };
  const timer = setInterval(
    () => void tell().catch((error: unknown) => log.warn({ err: error }, 'pulses could not be told')),
    PING_MS,
  );
  signal.addEventListener('abort', () => clearInterval(timer), { once: true });
}
