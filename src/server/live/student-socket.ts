import { randomUUID } from 'node:crypto';
import type { WebSocket } from 'ws';
import { ExamusError } from '../../protocol/errors.ts';
import type { SessionId } from '../../protocol/ids.ts';
import { type FromStudent, fromStudent, type ToStudent } from '../../protocol/live.ts';
import { readStill } from '../../protocol/still.ts';
import type { Services } from '../context.ts';
import { noteContact } from '../sessions/contact.ts';
import { sessionView } from '../sessions/session-view.ts';
import type { FollowedHub } from './live-hub.ts';
import { closeCodes, type LiveSocket, liveSocket } from './live-socket.ts';
import { keepSeat, leaveSeat, type Seat, takeSeat } from './seats.ts';
import type { Visitor } from './tickets.ts';

type Line = LiveSocket<FromStudent, ToStudent>;

/**
 * The socket of a student's machine: pings in (the heartbeat), stills and signals while somebody looks, the session's
 * news out. Without a session, e.g. while the check looks whether a socket can be opened at all, it only answers pings.
 */
export async function serveStudent(
  services: Services,
  hub: FollowedHub,
  socket: WebSocket,
  { sessionId, client }: Extract<Visitor, { role: 'student' }>,
): Promise<void> {
  const { now, log } = services;
  const line: Line = liveSocket(socket, fromStudent, (error) =>
    log.info({ err: error, sessionId }, 'a live socket failed'),
  );
  // First the answer: the client reads our clock from how long it took.
  const answer = (sentAt: number) => line.send({ type: 'pong', sentAt, now: now() });
  if (sessionId === null) {
    line.onMessage((message) => (message.type === 'ping' ? answer(message.sentAt) : undefined));
    return;
  }
  const seat: Seat = { sessionId, client, connectionId: randomUUID() };
  const seated = sit(services, hub, line, seat);
  line.onMessage(async (message) => {
    if (message.type === 'ping') answer(message.sentAt);
    // Who sits elsewhere is no sign of life.
    if (!(await seated)) return;
    if (message.type === 'signal') return hub.signalFromStudent(sessionId, message);
    await keepSeat(services.db, seat, now(), message.savedUpTo);
    await noteContact(services, sessionId, message.capturing);
  });
  line.onBytes((bytes) => {
    if (readStill(bytes)?.sessionId !== sessionId) return false;
    void seated.then((isSeated) => isSeated && hub.stillCame(bytes));
    return true;
  });
}

/** Takes the seat and begins to follow the session; false when somebody else sits there, who is left in peace. */
async function sit(services: Services, hub: FollowedHub, line: Line, seat: Seat): Promise<boolean> {
  const { now, log, db } = services;
  const { sessionId, connectionId } = seat;
  try {
    if (!(await takeSeat(db, seat, now()))) {
      const refusal = new ExamusError('conflict', 'this exam is open on another computer');
      line.send({ type: 'error', ...refusal.toWire() });
      line.close(closeCodes.elsewhere, 'open elsewhere');
      return false;
    }
    const leave = () =>
      void leaveSeat(db, seat).catch((error: unknown) =>
        log.warn({ err: error, sessionId }, 'a seat could not be left'),
      );
    if (line.signal.aborted) return (leave(), false);
    line.signal.addEventListener('abort', leave, { once: true });
    hub.seated(sessionId, connectionId);
    // Followed first, so that no change falls between the first view and the next.
    hub.followSession(sessionId, studentLine(line, connectionId), line.signal);
    line.send({ type: 'session', session: await sessionView(db, sessionId as SessionId, now()) });
    return true;
  } catch (error) {
    log.warn({ err: error, sessionId }, 'the session could not be told');
    line.close(1011, 'try again');
    return false;
  }
}

const studentLine = (line: Line, connectionId: string) => ({
  connectionId,
  send: line.send,
  replace: () => line.close(closeCodes.replaced, 'replaced by a newer connection'),
  beginAnew: () => line.close(closeCodes.beginAnew, 'news may have been missed'),
});
