import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { GridTile } from '../../../protocol/grid.ts';
import type { PersonId } from '../../../protocol/ids.ts';
import type { ToProctor } from '../../../protocol/live.ts';

let hear: (message: ToProctor) => void;
vi.mock('../live.ts', () => ({ onLive: (on: typeof hear) => void (hear = on) }));
vi.mock('../server.ts', () => ({
  call: async () => ({
    now: Date.now(),
    tiles: [tile('a'), tile('b')],
    exams: [],
    isShared: false,
    maxTiles: 60,
  }),
}));
const { openGrid } = await import('./grid-store.ts');

const tile = (sessionId: string) =>
  ({
    sessionId,
    studentName: sessionId,
    phase: 'running',
    revision: 1,
    proctorId: null,
    warnings: [],
  }) as unknown as GridTile;
const comes = (sessionId: string) => hear({ type: 'tile', tile: tile(sessionId) });

const life = new AbortController();
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  life.abort();
  vi.useRealTimers();
});

it('makes room for a newcomer only when nobody is held, or when it is told to', async () => {
  const store = openGrid({}, 'me' as PersonId, life.signal);
  await vi.advanceTimersByTimeAsync(0);
  expect(store.roomFor.value).toBe(2);
  store.hold(true);
  comes('c');
  await vi.advanceTimersByTimeAsync(5000);
  expect([store.order.value.length, store.roomFor.value]).toEqual([3, 2]);
  store.sortNow();
  expect(store.roomFor.value).toBe(3);
  comes('d');
  expect(store.roomFor.value).toBe(3);
  store.hold(false);
  expect(store.roomFor.value).toBe(4);
});
