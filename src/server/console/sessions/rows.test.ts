import { describe, expect, it } from 'vitest';
import type { SessionRow } from '../../../protocol/api.ts';
import { appendRows, groupOf, lengthOf, matches, replaceRow } from './rows.ts';

const row = (id: string, more: Partial<SessionRow> = {}) =>
  ({
    id,
    examId: 'e',
    studentName: 'Айгерим Сәтбаева',
    phase: 'running',
    review: { state: 'pending', comment: '', decidedAt: null },
    ...more,
  }) as SessionRow;

describe('rows of the list', () => {
  it('change in place and leave the order alone', () => {
    const rows = [row('a'), row('b'), row('c')];
    const changed = replaceRow(rows, row('b', { warningCount: 7 }));
    expect(changed.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(changed[1]!.warningCount).toBe(7);
    expect(replaceRow(rows, row('new'))).toBe(rows);
  });
  it('are not doubled by paging', () => {
    expect(appendRows([row('a'), row('b')], [row('b'), row('c')]).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });
  it('match the filters like the server', () => {
    expect(matches(row('a'), { q: ' сәТ', phase: 'live', review: 'pending' } as never)).toBe(true);
    const review = { state: 'pending', comment: '', decidedAt: null, appealed: true } as const;
    expect(
      [row('a'), row('b', { review })].map((each) => matches(each, { review: 'appealed' } as never)),
    ).toEqual([false, true]);
    expect(matches(row('a'), { phase: 'over' } as never)).toBe(false);
    expect(matches(row('a'), { examId: 'other' } as never)).toBe(false);
    expect([
      groupOf('awaiting_admission'),
      groupOf('interrupted'),
      groupOf('closed'),
      groupOf('checked'),
    ]).toEqual(['waiting', 'live', 'over', null]);
  });
  it('last until now while they run', () => {
    expect(lengthOf({ startedAt: 1000, endedAt: null }, 5000)).toBe(4000);
    expect(lengthOf({ startedAt: 1000, endedAt: 3000 }, 5000)).toBe(2000);
    expect(lengthOf({ startedAt: null, endedAt: null }, 5000)).toBeNull();
  });
});
