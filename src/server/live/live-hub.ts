import type { FastifyBaseLogger } from 'fastify';
import type { InstitutionId, SessionId } from '../../protocol/ids.ts';
import type { FromStudent, IceWays, StudentLook, ToProctor, ToStudent } from '../../protocol/live.ts';
import { readStill } from '../../protocol/still.ts';
import type { LiveHub, Services } from '../context.ts';
import { isBlindNow, pseudonymOf } from '../review/blind.ts';
import { sessionRow } from '../review/session-rows.ts';
import { gridTileOf } from '../grid/grid-tiles.ts';
import { isAmong, proctorsOf } from '../grid/may-proctor.ts';
import { sessionView } from '../sessions/session-view.ts';
import type { ConsoleLine } from './console-line.ts';
import type { FanOut } from './fan-out.ts';
import { LOOKS_KEPT_MS, LooksElsewhere, together, wantedBy } from './looks.ts';
import { NewestStills } from './newest-stills.ts';
import type { Parcel } from './parcel.ts';

/** A student's machine on this server. */
export interface StudentLine {
  connectionId: string;
  send: (message: ToStudent) => void;
  /** A newer connection has the seat. */
  replace: () => void;
  /** Something may have been missed: it has to come back and fetch. */
  beginAnew: () => void;
}
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
  const elsewhere = new LooksElsewhere();
  const newest = new NewestStills();
  /** What each student's machine was told last, so that only changes are told. */
  const told = new WeakMap<StudentLine, string>();
  /** Sessions being told right now; true = changed again meanwhile. */
  const telling = new Map<SessionId, boolean>();

  const allConsoles = (): ConsoleLine[] => [...consoles.values()].flatMap((lines) => [...lines]);

  // ---- news of sessions
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
    if (watching) lookAway(watching.others, sessionId);
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

  // ---- who looks at whom
  const wantedHere = (sessionId: SessionId) =>
    together(allConsoles().map((line) => wantedBy(line.look, sessionId)));
  const wantedOf = (sessionId: SessionId) =>
    together([wantedHere(sessionId), ...elsewhere.at(sessionId).map(({ wanted }) => wanted)]);

  function tellLook(sessionId: SessionId): void {
    const { stills, viewers, watched } = wantedOf(sessionId);
    if (stills === null) newest.drop(sessionId);
    for (const line of students.get(sessionId) ?? []) {
      const text = JSON.stringify({ stills, viewers, watched });
      if ((told.get(line) ?? nobodyLooks) === text) continue;
      told.set(line, text);
      const look: StudentLook = {
        type: 'look',
        stills,
        viewers,
        watched,
        ice: viewers.length > 0 ? ice(sessionId) : null,
      };
      line.send(look);
    }
  }
  const tellLooks = (sessionIds: readonly SessionId[]): void => new Set(sessionIds).forEach(tellLook);

  function lookChanged(sessionIds: readonly SessionId[]): void {
    if (sessionIds.length === 0) return;
    tellLooks(sessionIds);
    const looks = sessionIds.map((sessionId) => ({ sessionId, ...wantedHere(sessionId) }));
    fanOut.publish({ type: 'looks', whole: false, looks });
  }

  /** Who was named for the exam no more, while they looked at its students, sees them no longer. */
  function lookAway(lines: readonly ConsoleLine[], sessionId: SessionId): void {
    const looking = lines.filter((line) => line.lookedAt().includes(sessionId));
    for (const line of looking) {
      const { tiles, large } = line.look;
      line.look = {
        tiles: tiles?.filter((id) => id !== sessionId) ?? null,
        large: large?.sessionId === sessionId ? null : large,
      };
      line.stills.keepOnly(new Set(line.lookedAt()));
    }
    if (looking.length > 0) lookChanged([sessionId]);
  }

  function publishAllLooks(): void {
    const ids = new Set(
      allConsoles().flatMap(({ look }) => [
        ...(look.tiles ?? []),
        ...(look.large ? [look.large.sessionId] : []),
      ]),
    );
    const looks = [...ids].map((sessionId) => ({ sessionId, ...wantedHere(sessionId) }));
    fanOut.publish({ type: 'looks', whole: true, looks });
  }

  // ---- stills and signals
  function showStill(packed: Uint8Array<ArrayBuffer>): void {
    const still = readStill(packed);
    if (!still || wantedHere(still.sessionId).stills === null) return;
    newest.put(still, packed);
    for (const line of allConsoles()) {
      const { stills } = wantedBy(line.look, still.sessionId);
      if (stills) line.stills.offer(still.sessionId, still.stream, packed, stills.everyMs);
    }
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
        for (const line of students.get(sessionId) ?? []) line.send({ type: 'chat', message });
        return tellWatchers(sessionId, { type: 'chat', sessionId, message });
      }
      case 'warning':
      case 'judged':
        return tellWatchers(parcel.sessionId, parcel);
      case 'seated':
        for (const line of students.get(parcel.sessionId) ?? []) {
          if (line.connectionId !== parcel.connectionId) line.replace();
        }
        return;
      case 'looks':
        if (from !== null) tellLooks(elsewhere.hear(from, parcel.looks, parcel.whole, now()));
        return;
      case 'hello':
        return publishAllLooks();
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
        for (const line of students.get(sessionId) ?? []) line.send({ type: 'signal', viewerId, data });
        return;
      }
      case 'still':
        return showStill(Uint8Array.from(Buffer.from(parcel.bytes, 'base64')));
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
      tellLook(sessionId);
    },
    followInstitution(institutionId, line, signal) {
      follow(consoles, institutionId, line, signal);
      signal.addEventListener('abort', () => lookChanged(line.lookedAt()), { once: true });
    },
    lookChanged,
    stillCame(packed) {
      showStill(packed);
      const sessionId = readStill(packed)?.sessionId;
      if (sessionId === undefined) return;
      const parcel: Parcel = { type: 'still', bytes: Buffer.from(packed).toString('base64') };
      for (const { server, wanted } of elsewhere.at(sessionId)) {
        if (wanted.stills !== null) fanOut.publish(parcel, server);
      }
    },
    signalFromStudent: (sessionId, { viewerId, data, streams }) =>
      tellAll({ type: 'to-viewer', sessionId, viewerId, data, streams }),
    signalToStudent: (sessionId, { viewerId, data }) =>
      tellAll({ type: 'to-student', sessionId, viewerId, data }),
    showNewest(line, sessionIds) {
      for (const sessionId of sessionIds) {
        for (const [stream, packed] of newest.of(sessionId)) line.stills.offer(sessionId, stream, packed, 0);
      }
    },
    start(signal) {
      let hasListened = false;
      const gap = () => {
        if (hasListened) {
          for (const line of [...students.values()].flatMap((lines) => [...lines])) line.beginAnew();
          for (const line of allConsoles()) line.beginAnew();
        }
        hasListened = true;
        fanOut.publish({ type: 'hello' });
        publishAllLooks();
      };
      fanOut.listen({ parcel: deliver, gap }, signal);
      const renewal = setInterval(() => {
        publishAllLooks();
        tellLooks(elsewhere.forget(now()));
      }, LOOKS_KEPT_MS / 3);
      renewal.unref();
      signal.addEventListener('abort', () => clearInterval(renewal), { once: true });
    },
  };
}

/** What a machine that was told nothing yet knows. */
const nobodyLooks = JSON.stringify({ stills: null, viewers: [], watched: false });

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
