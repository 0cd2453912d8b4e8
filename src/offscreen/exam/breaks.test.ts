import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../protocol/journal.ts';
import type { SessionView } from '../../protocol/views.ts';
import { type BreakHere, withEntry } from '../journal/breaks-here.ts';
import { isBreakUp, mayBreak, standsStill, withBreaks } from './breaks.ts';

const minute = 60_000;
const running = {
  phase: 'running',
  endsAt: 100 * minute,
  leftMs: null,
  curtain: false,
  breaks: { left: 2, minutes: 10, endsAt: null },
} as unknown as SessionView;
const entry = (seq: number, act: 'begin' | 'end', at: number) =>
  ({ seq, at, body: { kind: 'break', act }, prev: '', hash: '' }) as JournalEntry;
const after = (...entries: JournalEntry[]): readonly BreakHere[] =>
  entries.reduce<readonly BreakHere[]>((known, each) => withEntry(known, each), []);
/** The server has everything before this entry. */
const upTo = (unsent: number) => (seq: number) => seq < unsent;

describe('breaks on the student’s machine', () => {
  it('begin, stop the clock and end before the server has heard of them', () => {
    const begun = withBreaks(running, after(entry(7, 'begin', 20 * minute)), upTo(7));
    expect(begun).toMatchObject({
      phase: 'paused',
      curtain: true,
      endsAt: null,
      leftMs: 80 * minute,
      breaks: { left: 1, endsAt: 30 * minute },
    });
    const both = after(entry(7, 'begin', 20 * minute), entry(8, 'end', 24 * minute));
    expect(withBreaks(running, both, upTo(7))).toMatchObject({
      phase: 'running',
      curtain: false,
      endsAt: 104 * minute,
      leftMs: null,
      breaks: { left: 1, endsAt: null },
    });
  });

  it('give way to the server’s word entry by entry', () => {
    const both = after(entry(7, 'begin', 20 * minute), entry(8, 'end', 24 * minute));
    const told = withBreaks(
      running,
      both.map((each) => ({ ...each, end: null })),
      upTo(7),
    );
    // It knows of the beginning and not yet of the end.
    expect(withBreaks(told, both, upTo(8))).toMatchObject({ phase: 'running', endsAt: 104 * minute });
    // It has both: whatever it says now holds, a refusal too.
    expect(withBreaks(running, both, upTo(9))).toBe(running);
    expect(withBreaks(told, both, upTo(9))).toBe(told);
  });

  it('can be ended here though they were begun before this journal was', () => {
    const told = withBreaks(running, after(entry(7, 'begin', 20 * minute)), upTo(7));
    expect(withBreaks(told, after(entry(1, 'end', 22 * minute)), upTo(1))).toMatchObject({
      phase: 'running',
      endsAt: 102 * minute,
    });
  });

  it('count each of several that were taken off line, and give back no more than was granted', () => {
    const several = after(
      entry(1, 'begin', 10 * minute),
      entry(2, 'end', 11 * minute),
      entry(3, 'begin', 20 * minute),
      entry(4, 'end', 90 * minute),
    );
    const now = withBreaks(running, several, upTo(1));
    expect(now).toMatchObject({ endsAt: 111 * minute, breaks: { left: 0 } });
    expect(mayBreak(now, 'begin')).toBe(false);
  });

  it('may be taken while the exam runs and some are left, and are up in time', () => {
    expect(mayBreak(running, 'begin')).toBe(true);
    expect(mayBreak(running, 'end')).toBe(false);
    expect(mayBreak({ ...running, breaks: null }, 'begin')).toBe(false);
    expect(mayBreak({ ...running, phase: 'paused' }, 'begin')).toBe(false);
    const begun = withBreaks(running, after(entry(7, 'begin', 20 * minute)), upTo(7));
    expect(mayBreak(begun, 'end')).toBe(true);
    expect([isBreakUp(begun, 30 * minute - 1), isBreakUp(begun, 30 * minute)]).toEqual([false, true]);
  });

  it.each([
    ['running', null, false],
    ['paused', 40 * minute, true],
    // The laptop was closed in the break: the server missed it, and knows of the break all the same.
    ['interrupted', 40 * minute, true],
    ['interrupted', null, false],
  ] as const)(
    'nothing is looked for while the exam stands still: %s, left %s → %s',
    (phase, leftMs, still) => {
      expect(standsStill({ phase, leftMs })).toBe(still);
    },
  );
});
