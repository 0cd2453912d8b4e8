import type { FastifyBaseLogger } from 'fastify';
import type { InstitutionId, SessionId } from '../../protocol/ids.ts';
import type { ToProctor, ToStudent } from '../../protocol/live.ts';
import type { LiveHub, Services } from '../context.ts';
import { sessionRow } from '../review/session-rows.ts';
import { sessionView } from '../sessions/session-view.ts';

type Send<M> = (message: M) => void;
export interface ProctorWatch {
  send: Send<ToProctor>;
  /** The one session whose chat and warnings are wanted too. */
  sessionId: SessionId | null;
}

/** The hub and the sockets that follow it. */
export interface FollowedHub extends LiveHub {
  followSession(sessionId: SessionId, send: Send<ToStudent>, signal: AbortSignal): void;
  followInstitution(institutionId: InstitutionId, watch: ProctorWatch, signal: AbortSignal): void;
}

/**
 * Passes news of sessions on to the sockets of this process. Views are built when they are sent, so that whoever gets
 * one gets the newest, and changes that follow quickly on each other become one message.
 */
export function createLiveHub({
  db,
  now,
  log,
}: Pick<Services, 'db' | 'now'> & { log: Pick<FastifyBaseLogger, 'warn'> }): FollowedHub {
  const students = new Map<SessionId, Set<Send<ToStudent>>>();
  const proctors = new Map<InstitutionId, Set<ProctorWatch>>();
  /** Sessions being told right now; true = changed again meanwhile. */
  const telling = new Map<SessionId, boolean>();

  async function institutionOf(sessionId: SessionId): Promise<InstitutionId | undefined> {
    const row = await db
      .selectFrom('sessions')
      .select('institutionId')
      .where('id', '=', sessionId)
      .executeTakeFirst();
    return row?.institutionId;
  }

  async function tellSession(sessionId: SessionId): Promise<void> {
    const followers = students.get(sessionId);
    if (followers) {
      const session = await sessionView(db, sessionId, now());
      for (const send of followers) send({ type: 'session', session });
    }
    if (proctors.size === 0) return;
    const institutionId = await institutionOf(sessionId);
    const watches = institutionId && proctors.get(institutionId);
    if (!watches) return;
    const row = await sessionRow(db, institutionId, sessionId, now());
    if (row) for (const watch of watches) watch.send({ type: 'row', row });
  }

  async function tellUntilQuiet(sessionId: SessionId): Promise<void> {
    do {
      telling.set(sessionId, false);
      await tellSession(sessionId).catch((error: unknown) =>
        log.warn({ err: error, sessionId }, 'news of a session could not be told'),
      );
    } while (telling.get(sessionId));
    telling.delete(sessionId);
  }

  /** Only those who watch this session, and only in its own institution, whatever id they asked for. */
  async function tellWatchers(sessionId: SessionId, message: ToProctor): Promise<void> {
    const isWatched = [...proctors.values()].some((watches) =>
      [...watches].some((watch) => watch.sessionId === sessionId),
    );
    if (!isWatched) return;
    const institutionId = await institutionOf(sessionId);
    for (const watch of (institutionId && proctors.get(institutionId)) || []) {
      if (watch.sessionId === sessionId) watch.send(message);
    }
  }
  const tellInBackground = (sessionId: SessionId, message: ToProctor): void => {
    tellWatchers(sessionId, message).catch((error: unknown) =>
      log.warn({ err: error, sessionId }, 'a proctor could not be told'),
    );
  };

  return {
    sessionChanged(sessionId) {
      if (telling.has(sessionId)) telling.set(sessionId, true);
      else void tellUntilQuiet(sessionId);
    },
    chatAdded(sessionId, message) {
      for (const send of students.get(sessionId) ?? []) send({ type: 'chat', message });
      tellInBackground(sessionId, { type: 'chat', sessionId, message });
    },
    warningChanged(sessionId, warning) {
      tellInBackground(sessionId, { type: 'warning', sessionId, warning });
    },
    followSession: (sessionId, send, signal) => follow(students, sessionId, send, signal),
    followInstitution: (institutionId, watch, signal) => follow(proctors, institutionId, watch, signal),
  };
}

function follow<K, F>(followers: Map<K, Set<F>>, key: K, follower: F, signal: AbortSignal): void {
  const set = followers.get(key) ?? new Set<F>();
  followers.set(key, set.add(follower));
  signal.addEventListener(
    'abort',
    () => {
      set.delete(follower);
      if (set.size === 0 && followers.get(key) === set) followers.delete(key);
    },
    { once: true },
  );
}
