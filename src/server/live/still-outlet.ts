import type { WebSocket } from 'ws';
import type { SessionId } from '../../protocol/ids.ts';
import type { StillStream } from '../../protocol/still.ts';

/** 1.9 Mbit/s: what is left of a line of 2 Mbit/s goes to news and chat. */
const BYTES_PER_MS = 240;
/** A page that was just opened may fill itself at once. */
const BURST_BYTES = 512 * 1024;
/** More than this unread, and the console is behind: it gets fewer. */
const MAX_UNREAD_BYTES = 64 * 1024;
const RETRY_MS = 100;

type Socket = Pick<WebSocket, 'send' | 'bufferedAmount' | 'readyState' | 'OPEN'>;

/**
 * Stills on their way to one console. Only the newest of each stream waits, so a console that reads slowly, or a line
 * that is thin, gets fewer pictures and never an old one, and nothing piles up.
 */
export class StillOutlet {
  readonly #socket: Socket;
  readonly #now: () => number;
  readonly #waiting = new Map<string, Uint8Array>();
  readonly #sentAt = new Map<string, number>();
  #budget = BURST_BYTES;
  #budgetAt: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(socket: Socket, signal: AbortSignal, now: () => number = () => performance.now()) {
    this.#socket = socket;
    this.#now = now;
    this.#budgetAt = now();
    signal.addEventListener('abort', () => {
      clearTimeout(this.#timer);
      this.#waiting.clear();
    });
  }

  /** No faster than `everyMs`, whatever pace another console has asked of the same student. */
  offer(sessionId: SessionId, stream: StillStream, packed: Uint8Array, everyMs: number): void {
    const key = `${sessionId} ${stream}`;
    const sentAt = this.#sentAt.get(key);
    // A fifth early is in time.
    if (sentAt !== undefined && this.#now() - sentAt < everyMs * 0.8) return;
    this.#waiting.set(key, packed);
    this.#send();
  }

  /** Forgets those that are looked at no more. */
  keepOnly(sessionIds: ReadonlySet<SessionId>): void {
    for (const map of [this.#waiting, this.#sentAt]) {
      for (const key of map.keys()) if (!sessionIds.has(key.slice(0, 36) as SessionId)) map.delete(key);
    }
  }

  #send(): void {
    const now = this.#now();
    this.#budget = Math.min(BURST_BYTES, this.#budget + (now - this.#budgetAt) * BYTES_PER_MS);
    this.#budgetAt = now;
    for (const [key, packed] of this.#waiting) {
      if (this.#socket.readyState !== this.#socket.OPEN) return;
      if (this.#budget < packed.length || this.#socket.bufferedAmount > MAX_UNREAD_BYTES) {
        this.#timer ??= setTimeout(() => {
          this.#timer = undefined;
          this.#send();
        }, RETRY_MS);
        return;
      }
      this.#waiting.delete(key);
      this.#sentAt.set(key, now);
      this.#budget -= packed.length;
      this.#socket.send(packed);
    }
  }
}
