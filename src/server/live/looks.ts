import type { SessionId } from '../../protocol/ids.ts';
import type { Look, StillsWish, ViewerId } from '../../protocol/live.ts';
import type { WantedHere } from './parcel.ts';

/** Nothing is wanted. */
export const nothing: Omit<WantedHere, 'sessionId'> = { stills: null, viewers: [], watched: false };
type Wanted = typeof nothing;

/** Word of another server is good for so long; it is renewed three times in that. */
export const LOOKS_KEPT_MS = 60_000;
/** Where the live picture does not come. */
const FAST: StillsWish = { everyMs: 500, width: 640 };

/**
 * How a page of `count` tiles wants its stills: 60 students with two pictures each have to go through a line of
 * 2 Mbit/s, and a tile among sixty is small.
 */
export const tileWish = (count: number): StillsWish => ({
  everyMs: Math.round(Math.min(5000, Math.max(2000, 2000 + ((count - 15) * 3000) / 45))),
  width: count <= 15 ? 320 : 240,
});

/** What one console's look means for one student. */
export function wantedBy({ tiles, large }: Pick<Look, 'tiles' | 'large'>, sessionId: SessionId): Wanted {
  const tile = tiles?.includes(sessionId) ? tileWish(tiles.length) : null;
  if (large?.sessionId !== sessionId) return { ...nothing, stills: tile };
  return {
    stills: large.fast ? FAST : tile,
    viewers: large.viewerId === null ? [] : [large.viewerId],
    watched: true,
  };
}

export function together(all: readonly Wanted[]): Wanted {
  const wishes = all.flatMap(({ stills }) => stills ?? []);
  return {
    stills:
      wishes.length === 0
        ? null
        : {
            everyMs: Math.min(...wishes.map(({ everyMs }) => everyMs)),
            width: Math.max(...wishes.map(({ width }) => width)),
          },
    viewers: [...new Set(all.flatMap(({ viewers }) => viewers))].sort(),
    watched: all.some(({ watched }) => watched),
  };
}

/** What the consoles of all other servers look at, by their own word. */
export class LooksElsewhere {
  readonly #servers = new Map<string, Map<SessionId, Wanted & { heardAt: number }>>();

  /** Answers which students are looked at otherwise than before. */
  hear(server: string, looks: readonly WantedHere[], whole: boolean, now: number): SessionId[] {
    const known = this.#servers.get(server) ?? new Map<SessionId, Wanted & { heardAt: number }>();
    const gone = whole
      ? [...known.keys()].filter((id) => !looks.some(({ sessionId }) => sessionId === id))
      : [];
    for (const id of gone) known.delete(id);
    for (const { sessionId, ...wanted } of looks) {
      if (wanted.stills === null && !wanted.watched) known.delete(sessionId);
      else known.set(sessionId, { ...wanted, heardAt: now });
    }
    if (known.size === 0) this.#servers.delete(server);
    else this.#servers.set(server, known);
    return [...gone, ...looks.map(({ sessionId }) => sessionId)];
  }

  /** Forgets servers that fell silent; answers whose students those looked at. */
  forget(now: number): SessionId[] {
    const gone: SessionId[] = [];
    for (const [server, known] of this.#servers) {
      for (const [id, { heardAt }] of known) {
        if (now - heardAt <= LOOKS_KEPT_MS) continue;
        known.delete(id);
        gone.push(id);
      }
      if (known.size === 0) this.#servers.delete(server);
    }
    return gone;
  }

  at(sessionId: SessionId): { server: string; wanted: Wanted }[] {
    return [...this.#servers].flatMap(([server, known]) => {
      const wanted = known.get(sessionId);
      return wanted ? [{ server, wanted }] : [];
    });
  }

  hasViewer(sessionId: SessionId, viewerId: ViewerId): boolean {
    return this.at(sessionId).some(({ wanted }) => wanted.viewers.includes(viewerId));
  }
}
