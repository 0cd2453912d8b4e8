import type { WebSocket } from 'ws';
import { ExamusError } from '../../protocol/errors.ts';
import { type FromStudent, fromStudent, type ToStudent } from '../../protocol/live.ts';
import type { Services } from '../context.ts';
import { noteContact } from '../sessions/contact.ts';
import { sessionView } from '../sessions/session-view.ts';
import type { FollowedHub } from './live-hub.ts';
import { closeCodes, liveSocket } from './live-socket.ts';
import type { Seat, StudentSeats } from './student-seats.ts';
import type { Visitor } from './tickets.ts';

/**
 * The socket of a student's machine: pings in (the heartbeat), the session's news out. Without a session, e.g. while
 * the check looks whether a socket can be opened at all, it only answers pings.
 */
export async function serveStudent(
  services: Services,
  hub: FollowedHub,
  seats: StudentSeats,
  socket: WebSocket,
  { sessionId, client }: Extract<Visitor, { role: 'student' }>,
): Promise<void> {
  const { now, log, db } = services;
  const line = liveSocket<FromStudent, ToStudent>(socket, fromStudent, (error) =>
    log.info({ err: error, sessionId }, 'a live socket failed'),
  );
  const seat: Seat = {
    client,
    heardAt: now(),
    close: () => line.close(closeCodes.replaced, 'replaced by a newer connection'),
  };
  line.onMessage(async ({ sentAt, capturing }) => {
    seat.heardAt = now();
    // First the answer: the client reads our clock from how long it took.
    line.send({ type: 'pong', sentAt, now: now() });
    if (sessionId !== null) await noteContact(services, sessionId, capturing);
  });
  if (sessionId === null) return;

  if (!seats.take(sessionId, seat)) {
    const refusal = new ExamusError('conflict', 'this exam is open on another computer');
    line.send({ type: 'error', ...refusal.toWire() });
    line.close(closeCodes.elsewhere, 'open elsewhere');
    return;
  }
  line.signal.addEventListener('abort', () => seats.leave(sessionId, seat), { once: true });
  // Followed first, so that no change falls between the first view and the next.
  hub.followSession(sessionId, line.send, line.signal);
  try {
    line.send({ type: 'session', session: await sessionView(db, sessionId, now()) });
  } catch (error) {
    log.warn({ err: error, sessionId }, 'the session could not be told');
    line.close(1011, 'try again');
  }
}
