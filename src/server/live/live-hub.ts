import type { FastifyBaseLogger } from 'fastify';
import type { InstitutionId, SessionId } from '../../protocol/ids.ts';
import type { FromStudent, IceWays, ToProctor } from '../../protocol/live.ts';
import type { LiveHub, Services } from '../context.ts';
import { isBlindNow, pseudonymOf } from '../review/blind.ts';
import { sessionRow } from '../review/session-rows.ts';
import { gridTileOf } from '../grid/grid-tiles.ts';
import { isAmong, proctorsOf } from '../grid/may-proctor.ts';
import { sessionView } from '../sessions/session-view.ts';
import type { ConsoleLine } from './console-line.ts';
import type { FanOut } from './fan-out.ts';
import { createLooking } from './looking.ts';
import type { Parcel } from './parcel.ts';
import type { StudentLine } from './student-line.ts';

type Signal = Extract<FromStudent, { type: 'signal' }>;

/** The hub and the sockets that follow it. */
export interface FollowedHub extends LiveHub {
  followSession(sessionId: SessionId, line: StudentLine, signal: AbortSignal): void;
  followInstitution(institutionId: InstitutionId, line: ConsoleLine, signal: AbortSignal): void;
  /** A console looks at other students than before. */
  lookChanged(sessionIds: readonly SessionId[]): void;
  /** A student's machine took its seat. */
  seated(sessionId: SessionId, connectionId: string): void;
  stillCame(packed: Uint8Array<ArrayBuffer>): void;
  signalFromStudent(sessionId: SessionId, message: Signal): void;
  signalToStudent(sessionId: SessionId, message: Omit<Signal, 'streams'>): void;
  /** Shows a console what is there already of students it begins to look at. */
  showNewest(line: ConsoleLine, sessionIds: readonly SessionId[]): void;
  /** Hears other servers until `signal` aborts. */
  start(signal: AbortSignal): void;
}
/** Consoles here, by whether they may see a session. */
interface Watching {
  institutionId: InstitutionId;
  /** Its student's name is kept from reviewers. */
  isBlind: boolean;
  lines: ConsoleLine[];
  others: ConsoleLine[];
}
type Needs = Pick<Services, 'db' | 'now'> & {
  log: Pick<FastifyBaseLogger, 'warn'>;
  fanOut: FanOut;
  /** For a student's end of live pictures. */
  ice: (sessionId: SessionId) => IceWays;
};

/**
 * Passes news of sessions on to the sockets of this server, and to the other servers on this database for theirs.
 * Views are built when they are sent, so that whoever gets one gets the newest, and changes that follow quickly on each
 * other become one message.
 */
export function createLiveHub({ db, now, log, fanOut, ice }: Needs): FollowedHub {
  const students = new Map<SessionId, Set<StudentLine>>();
  const consoles = new Map<InstitutionId, Set<ConsoleLine>>();
  /** Sessions being told right now; true = changed again meanwhile. */
  const telling = new Map<SessionId, boolean>();

  const allConsoles = (): ConsoleLine[] => [...consoles.values()].flatMap((lines) => [...lines]);
  const studentsOf = (sessionId: SessionId): Iterable<StudentLine> => students.get(sessionId) ?? [];
  const looking = createLooking({ studentsOf, allConsoles, now, fanOut, ice });

  async function placeOf(sessionId: SessionId) {
    return db
      .selectFrom('sessions as s')
      .leftJoin('reviews as r', (join) =>
        join.onRef('r.sessionId', '=', 's.id').on('r.reopenedAt', 'is', null),
      )
      .select(['s.institutionId', 's.examId', 's.settings', 's.phase', 'r.decidedAt'])
      .where('s.id', '=', sessionId)
      .executeTakeFirst();
  }

  /** The consoles here that may see this session. */
  async function consolesFor(sessionId: SessionId): Promise<Watching | null> {
    if (consoles.size === 0) return null;
    const place = await placeOf(sessionId);
    const all = place && consoles.get(place.institutionId);
    if (!all) return null;
    const proctors = await proctorsOf(db, place.examId);
    const [lines, others]: [ConsoleLine[], ConsoleLine[]] = [[], []];
    for (const line of all) (isAmong(proctors, line.person) ? lines : others).push(line);
    const isBlind = isBlindNow(place);
    return { institutionId: place.institutionId, isBlind, lines, others };
  }

  async function tellSession(sessionId: SessionId): Promise<void> {
    const followers = students.get(sessionId);
    if (followers) {
      const session = await sessionView(db, sessionId, now());
      for (const line of followers) line.send({ type: 'session', session });
    }
    const watching = await consolesFor(sessionId);
    if (watching) looking.lookAway(watching.others, sessionId);
    if (!watching || watching.lines.length === 0) return;
    const { institutionId, lines } = watching;
    const row = await sessionRow(db, institutionId, sessionId, now());
    if (row) for (const line of lines) line.send({ type: 'row', row });
    const atGrid = lines.filter((line) => line.look.tiles !== null);
    const tile = atGrid.length > 0 ? await gridTileOf(db, institutionId, sessionId, now()) : undefined;
    if (tile) for (const line of atGrid) line.send({ type: 'tile', tile });
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

  /** Only those who watch this session, and only if they may, whatever id they asked for. */
  function tellWatchers(sessionId: SessionId, message: ToProctor): void {
    if (!allConsoles().some((line) => line.watched === sessionId)) return;
    consolesFor(sessionId).then(
      (watching) => {
        const shown = watching?.isBlind ? withoutName(sessionId, message) : message;
        for (const line of watching?.lines ?? []) if (line.watched === sessionId) line.send(shown);
      },
      (error: unknown) => log.warn({ err: error, sessionId }, 'a proctor could not be told'),
    );
  }

  /** Whoever is here may have missed something. */
  function beginAnew(): void {
    for (const line of [...students.values()].flatMap((lines) => [...lines])) line.beginAnew();
    for (const line of allConsoles()) line.beginAnew();
  }

  function deliver(parcel: Parcel, from: string | null): void {
    switch (parcel.type) {
      case 'session': {
        const { sessionId } = parcel;
        if (telling.has(sessionId)) telling.set(sessionId, true);
        else void tellUntilQuiet(sessionId);
        return;
      }
      case 'chat': {
        const { sessionId, message } = parcel;
        for (const line of studentsOf(sessionId)) line.send({ type: 'chat', message });
        return tellWatchers(sessionId, { type: 'chat', sessionId, message });
      }
      case 'warning':
      case 'judged':
        return tellWatchers(parcel.sessionId, parcel);
      case 'seated':
        for (const line of studentsOf(parcel.sessionId)) {
          if (line.connectionId !== parcel.connectionId) line.replace();
        }
        return;
      case 'looks':
        if (from !== null) looking.hear(from, parcel);
        return;
      case 'hello':
        return looking.publishAll();
      case 'gap':
        return beginAnew();
      case 'to-viewer': {
        const { sessionId, viewerId, data, streams } = parcel;
        const viewer = allConsoles().find(({ look: { large } }) => large?.viewerId === viewerId);
        // A student's machine may speak only to those who look at that student.
        if (viewer?.look.large?.sessionId === sessionId)
          viewer.send({ type: 'signal', viewerId, data, streams });
        return;
      }
      case 'to-student': {
        const { sessionId, viewerId, data } = parcel;
        for (const line of studentsOf(sessionId)) line.send({ type: 'signal', viewerId, data });
        return;
      }
      case 'still':
        return looking.showStill(Uint8Array.from(Buffer.from(parcel.bytes, 'base64')));
    }
  }
  const tellAll = (parcel: Parcel): void => {
    deliver(parcel, null);
    fanOut.publish(parcel);
  };

  return {
    sessionChanged: (sessionId) => tellAll({ type: 'session', sessionId }),
    chatAdded: (sessionId, message) => tellAll({ type: 'chat', sessionId, message }),
    warningChanged: (sessionId, warning) => tellAll({ type: 'warning', sessionId, warning }),
    judged: (sessionId, judged) => tellAll({ type: 'judged', sessionId, judged }),
    seated: (sessionId, connectionId) => tellAll({ type: 'seated', sessionId, connectionId }),
    followSession(sessionId, line, signal) {
      follow(students, sessionId, line, signal);
      looking.tell(sessionId);
    },
    followInstitution(institutionId, line, signal) {
      follow(consoles, institutionId, line, signal);
      signal.addEventListener('abort', () => looking.changed(line.lookedAt()), { once: true });
    },
    lookChanged: looking.changed,
    stillCame: looking.stillCame,
    signalFromStudent: (sessionId, { viewerId, data, streams }) =>
      tellAll({ type: 'to-viewer', sessionId, viewerId, data, streams }),
    signalToStudent: (sessionId, { viewerId, data }) =>
      tellAll({ type: 'to-student', sessionId, viewerId, data }),
    showNewest: looking.showNewest,
    start(signal) {
      let hasListened = false;
      const gap = () => {
        if (hasListened) beginAnew();
        hasListened = true;
        fanOut.publish({ type: 'hello' });
        looking.publishAll();
      };
      fanOut.listen({ parcel: deliver, gap }, signal);
      looking.keep(signal);
    },
  };
}

/** What a student wrote may come when the exam is over: as rows have no name in a blind review, it has none. */
const withoutName = (sessionId: SessionId, message: ToProctor): ToProctor =>
  message.type === 'chat' && message.message.from === 'student'
    ? { ...message, message: { ...message.message, authorName: pseudonymOf(sessionId) } }
    : message;

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
