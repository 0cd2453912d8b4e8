import { describe, expect, it } from 'vitest';
import type { SessionId } from '../../protocol/ids.ts';
import { type Seat, StudentSeats } from './student-seats.ts';

const session = '00000000-0000-4000-8000-000000000001' as SessionId;
const other = '00000000-0000-4000-8000-000000000002' as SessionId;

function seatOf(client: string, heardAt: number): Seat & { isClosed: boolean } {
  const seat = { client, heardAt, isClosed: false, close: () => void (seat.isClosed = true) };
  return seat;
}

describe('StudentSeats', () => {
  it('lets the first keep the seat against another computer', () => {
    const seats = new StudentSeats();
    const first = seatOf('a', 0);
    expect(seats.take(session, first)).toBe(true);
    expect(seats.take(session, seatOf('b', 15_000))).toBe(false);
    expect(first.isClosed).toBe(false);
    expect(seats.take(other, seatOf('b', 15_000))).toBe(true);
  });

  it('gives it to another once the first has been silent, or has left', () => {
    const seats = new StudentSeats();
    const first = seatOf('a', 0);
    seats.take(session, first);
    const second = seatOf('b', 15_001);
    expect(seats.take(session, second)).toBe(true);
    expect(first.isClosed).toBe(true);
    seats.leave(session, first);
    expect(seats.take(session, seatOf('c', 15_002))).toBe(false);
    seats.leave(session, second);
    expect(seats.take(session, seatOf('c', 15_003))).toBe(true);
  });

  it('gives it back at once to the same client on a new line', () => {
    const seats = new StudentSeats();
    const before = seatOf('a', 0);
    seats.take(session, before);
    expect(seats.take(session, seatOf('a', 1))).toBe(true);
    expect(before.isClosed).toBe(true);
  });
});
