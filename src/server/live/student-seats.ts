import type { SessionId } from '../../protocol/ids.ts';

/** Heard from within this time, the one who sits there keeps the seat. */
const SEAT_KEPT_MS = 15_000;

export interface Seat {
  /** Tells the same client (which lost its line and comes back) from another computer. */
  client: string;
  heardAt: number;
  close: () => void;
}

/** One live client per session: the second is told, the first keeps, unless it fell silent or it is the same. */
export class StudentSeats {
  readonly #seats = new Map<SessionId, Seat>();

  /** False when somebody else sits there. Who is replaced is closed. */
  take(sessionId: SessionId, seat: Seat): boolean {
    const sitting = this.#seats.get(sessionId);
    if (sitting && sitting.client !== seat.client && seat.heardAt - sitting.heardAt <= SEAT_KEPT_MS) {
      return false;
    }
    this.#seats.set(sessionId, seat);
    sitting?.close();
    return true;
  }

  leave(sessionId: SessionId, seat: Seat): void {
    if (this.#seats.get(sessionId) === seat) this.#seats.delete(sessionId);
  }
}
