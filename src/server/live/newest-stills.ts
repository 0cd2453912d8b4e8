import type { SessionId } from '../../protocol/ids.ts';
import type { Still, StillStream } from '../../protocol/still.ts';

/** The newest still of each stream of the students somebody looks at: in memory alone, gone when nobody does. */
export class NewestStills {
  readonly #stills = new Map<SessionId, Map<StillStream, Uint8Array>>();

  put({ sessionId, stream }: Still, packed: Uint8Array): void {
    const ofSession = this.#stills.get(sessionId) ?? new Map<StillStream, Uint8Array>();
    this.#stills.set(sessionId, ofSession.set(stream, packed));
  }
  of(sessionId: SessionId): [StillStream, Uint8Array][] {
    return [...(this.#stills.get(sessionId) ?? [])];
  }
  drop(sessionId: SessionId): void {
    this.#stills.delete(sessionId);
  }
  get size(): number {
    return this.#stills.size;
  }
}
