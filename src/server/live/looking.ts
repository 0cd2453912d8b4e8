import type { SessionId } from '../../protocol/ids.ts';
import type { IceWays, StudentLook } from '../../protocol/live.ts';
import { readStill } from '../../protocol/still.ts';
import { type ConsoleLine, sessionsIn } from './console-line.ts';
import type { FanOut } from './fan-out.ts';
import { LOOKS_KEPT_MS, LooksElsewhere, together, wantedBy } from './looks.ts';
import { NewestStills } from './newest-stills.ts';
import type { Parcel } from './parcel.ts';
import type { StudentLine } from './student-line.ts';

interface Needs {
  studentsOf: (sessionId: SessionId) => Iterable<StudentLine>;
  allConsoles: () => readonly ConsoleLine[];
  now: () => number;
  fanOut: Pick<FanOut, 'publish'>;
  /** For a student's end of live pictures. */
  ice: (sessionId: SessionId) => IceWays;
}

/** Who looks at whom, here and on the other servers, and the stills that somebody wants to see. */
export interface Looking {
  /** A student's machine is told who looks, unless it knows. */
  tell: (sessionId: SessionId) => void;
  /** Consoles here look at other students than before. */
  changed: (sessionIds: readonly SessionId[]) => void;
  /** Who was named for the exam no more, while they looked at its students, sees them no longer. */
  lookAway: (lines: readonly ConsoleLine[], sessionId: SessionId) => void;
  /** Another server's word of what its consoles look at. */
  hear: (from: string, parcel: Extract<Parcel, { type: 'looks' }>) => void;
  publishAll: () => void;
  stillCame: (packed: Uint8Array<ArrayBuffer>) => void;
  showStill: (packed: Uint8Array<ArrayBuffer>) => void;
  /** Shows a console what is there already of students it begins to look at. */
  showNewest: (line: ConsoleLine, sessionIds: readonly SessionId[]) => void;
  /** Renews this server's word, and forgets servers that fell silent, until `signal` aborts. */
  keep: (signal: AbortSignal) => void;
}

export function createLooking({ studentsOf, allConsoles, now, fanOut, ice }: Needs): Looking {
  const elsewhere = new LooksElsewhere();
  const newest = new NewestStills();
  /** What each student's machine was told last, so that only changes are told. */
  const told = new WeakMap<StudentLine, string>();

  const wantedHere = (sessionId: SessionId) =>
    together(allConsoles().map((line) => wantedBy(line.look, sessionId)));
  const wantedOf = (sessionId: SessionId) =>
    together([wantedHere(sessionId), ...elsewhere.at(sessionId).map(({ wanted }) => wanted)]);

  function tell(sessionId: SessionId): void {
    const { stills, viewers, watched } = wantedOf(sessionId);
    if (stills === null) newest.drop(sessionId);
    for (const line of studentsOf(sessionId)) {
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
  const tellEach = (sessionIds: readonly SessionId[]): void => new Set(sessionIds).forEach(tell);

  function publish(sessionIds: Iterable<SessionId>, whole: boolean): void {
    const looks = [...sessionIds].map((sessionId) => ({ sessionId, ...wantedHere(sessionId) }));
    fanOut.publish({ type: 'looks', whole, looks });
  }
  const publishAll = (): void =>
    publish(new Set(allConsoles().flatMap(({ look }) => sessionsIn(look))), true);

  function changed(sessionIds: readonly SessionId[]): void {
    if (sessionIds.length === 0) return;
    tellEach(sessionIds);
    publish(sessionIds, false);
  }

  function showStill(packed: Uint8Array<ArrayBuffer>): void {
    const still = readStill(packed);
    if (!still || wantedHere(still.sessionId).stills === null) return;
    newest.put(still, packed);
    for (const line of allConsoles()) {
      const { stills } = wantedBy(line.look, still.sessionId);
      if (stills) line.stills.offer(still.sessionId, still.stream, packed, stills.everyMs);
    }
  }

  return {
    tell,
    changed,
    lookAway(lines, sessionId) {
      const looking = lines.filter((line) => line.lookedAt().includes(sessionId));
      for (const line of looking) {
        const { tiles, large } = line.look;
        line.look = {
          tiles: tiles?.filter((id) => id !== sessionId) ?? null,
          large: large?.sessionId === sessionId ? null : large,
        };
        line.stills.keepOnly(new Set(line.lookedAt()));
      }
      if (looking.length > 0) changed([sessionId]);
    },
    hear: (from, { looks, whole }) => tellEach(elsewhere.hear(from, looks, whole, now())),
    publishAll,
    stillCame(packed) {
      showStill(packed);
      const sessionId = readStill(packed)?.sessionId;
      if (sessionId === undefined) return;
      const parcel: Parcel = { type: 'still', bytes: Buffer.from(packed).toString('base64') };
      for (const { server, wanted } of elsewhere.at(sessionId)) {
        if (wanted.stills !== null) fanOut.publish(parcel, server);
      }
    },
    showStill,
    showNewest(line, sessionIds) {
      for (const sessionId of sessionIds) {
        for (const [stream, packed] of newest.of(sessionId)) line.stills.offer(sessionId, stream, packed, 0);
      }
    },
    keep(signal) {
      const renewal = setInterval(() => {
        publishAll();
        tellEach(elsewhere.forget(now()));
      }, LOOKS_KEPT_MS / 3);
      renewal.unref();
      signal.addEventListener('abort', () => clearInterval(renewal), { once: true });
    },
  };
}

/** What a machine that was told nothing yet knows. */
const nobodyLooks = JSON.stringify({ stills: null, viewers: [], watched: false });
