import { describe, expect, it } from 'vitest';
import type { GridTile } from '../../../protocol/grid.ts';
import { byNeed, heldOrder, isSilent, needOf } from './need.ts';

const now = 1_000_000;
const tile = (sessionId: string, more: Partial<GridTile> = {}) =>
  ({
    sessionId,
    studentName: sessionId,
    phase: 'running',
    waitingSince: null,
    askingSince: null,
    warnings: [],
    heardAt: now,
    ...more,
  }) as unknown as GridTile;
const warning = (startAt: number, endAt: number | null = null) =>
  ({ id: 'w', type: 'phone', startAt, endAt }) as GridTile['warnings'][number];

describe('the order of the grid', () => {
  it('is by need, within it who waits longest, and by name', () => {
    const tiles = [
      tile('b-rest'),
      tile('a-rest'),
      tile('closed', { phase: 'closed', askingSince: 1 }),
      tile('warned-late', { warnings: [warning(900)] }),
      tile('warned', { warnings: [warning(100)] }),
      tile('silent', { phase: 'interrupted' }),
      tile('asks', { askingSince: 50 }),
      tile('waits', { phase: 'awaiting_admission', waitingSince: 500 }),
      tile('waits-long', { phase: 'awaiting_admission', waitingSince: 400, askingSince: 1 }),
    ];
    expect(byNeed(tiles, now)).toEqual([
      'waits-long',
      'waits',
      'asks',
      'silent',
      'warned',
      'warned-late',
      'a-rest',
      'b-rest',
      'closed',
    ]);
  });

  it('lets a warning that is over go after a while', () => {
    expect(needOf(tile('a', { warnings: [warning(0, now - 29_000)] }), now)).toBe('warning');
    expect(needOf(tile('a', { warnings: [warning(0, now - 31_000)] }), now)).toBe('rest');
  });

  it('does not move anybody while it is held', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'] as never[] as GridTile['sessionId'][];
    expect(heldOrder([a!, b!, c!], [d!, c!, a!])).toEqual([a, c, d]);
  });

  it('knows a machine that fell silent', () => {
    expect(isSilent(tile('a', { heardAt: now - 21_000 }), now)).toBe(true);
    expect(isSilent(tile('a', { heardAt: null }), now)).toBe(true);
    expect(isSilent(tile('a', { phase: 'awaiting_admission', heardAt: null }), now)).toBe(false);
  });
});
